using System.CommandLine;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Trainer.Portrayal;

/// <summary>Trains how sentences portray those they name, on NewsMTSC.</summary>
internal static class PortrayalCommand
{
    private const string Version = "portrayal-1";
    private const int Seed = 20261122;

    /// <summary>The command "portrayal".</summary>
    public static Command Create()
    {
        var command = new Command("portrayal", "Train how sentences portray entities (NewsMTSC).") { TrainerOptions.Data, TrainerOptions.Models };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models)));
        return command;
    }

    private static void Run(string data, string models)
    {
        var folder = Path.Combine(data, "sentiment-newsmtsc");
        var polarity = new WordPolarity(PolarityPlane());
        var rows = Rows(NewsMtscCorpus.Read(TextFiles.ReadLines(Path.Combine(folder, "train.jsonl.gz"))), polarity);
        Console.WriteLine($"rows {rows.Count}");
        var trainer = new SoftmaxTrainer(PortrayalFeatures.Hashed, PortrayalFeatures.Dense, PortrayalModel.Labels, Seed)
        {
            SlotPenalty = 0.5f,
            Rate = 0.03f,
        };
        var (weights, biases) = trainer.Fit(rows);
        var model = PortrayalModel.Of(Version, polarity, weights, biases);
        Language.Models.ModelFile.Of(model.Write).Save(Path.Combine(models, PortrayalModel.FileName));
        foreach (var part in new[] { "dev_rw", "dev_mt" })
        {
            var answers = Rows(NewsMtscCorpus.Read(TextFiles.ReadLines(Path.Combine(folder, part + ".jsonl"))), polarity)
                .Select(row => ((PortrayalLabel)(row.Label + 1), model.Decide(row.Slots, row.Numbers).Label)).ToList();
            var (macro, accuracy, f1) = PortrayalScore.Of(answers);
            Console.WriteLine($"{part}.macro_f1 {macro:F4} {part}.accuracy {accuracy:F4} {string.Join(' ', f1.Select(value => $"{value:F4}"))}");
        }
    }

    private static List<SoftmaxRow> Rows(IEnumerable<PortrayalExample> examples, WordPolarity polarity)
    {
        var rows = new List<SoftmaxRow>();
        var features = new PortrayalFeatures(polarity);
        Document? document = null;
        foreach (var example in examples)
        {
            document = document?.Text == example.Text ? document : LanguageEngine.Default.Analyze(example.Text);
            PortrayalTargets.Extract(features, document, example.Target);
            var slots = features.Slots.ToArray();
            Array.Sort(slots);
            rows.Add(new SoftmaxRow(slots, features.Numbers.ToArray(), (int)example.Label - 1));
        }

        return rows;
    }

    /// <summary>The plane that parts good seeds from bad ones.</summary>
    private static float[] PolarityPlane()
    {
        var seeds = PolaritySeeds.Bad.Select(word => (Row: WordVectors.Default.Row(word), Label: 0))
            .Concat(PolaritySeeds.Good.Select(word => (Row: WordVectors.Default.Row(word), Label: 1)))
            .Where(seed => seed.Row >= 0)
            .Select(seed => new SoftmaxRow([], WordVectors.Default[seed.Row].ToArray(), seed.Label));
        var trainer = new SoftmaxTrainer(slots: 0, WordVectors.Dimensions, labels: 2, Seed) { Passes = 40, NumberPenalty = 0.01f };
        var (weights, biases) = trainer.Fit([.. seeds]);
        return [.. weights[1].Zip(weights[0], (good, bad) => good - bad), biases[1] - biases[0]];
    }
}
