using System.CommandLine;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language.Coreference;
using OnRecord.Language.Models;

namespace OnRecord.Trainer.Coreference;

/// <summary>Trains the ranker of antecedents on GUM and on names that come again in news.</summary>
internal static class CoreferenceCommand
{
    private const int Epochs = 16;

    // One in so many of the articles without annotation is read.
    private const int Every = 3;

    private static readonly Option<int> EpochCount = new("--epochs") { Description = "Rounds over the data.", DefaultValueFactory = _ => Epochs };

    /// <summary>The command "coreference".</summary>
    public static Command Create()
    {
        var command = new Command("coreference", "Train the antecedents of pronouns and noun phrases (GUM, news-articles).")
        {
            TrainerOptions.Data, TrainerOptions.Models, EpochCount,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models), result.GetValue(EpochCount)));
        return command;
    }

    private static void Run(string data, string models, int epochs)
    {
        var words = WordVectors.Default;
        var maker = new ReferenceExamples(words);
        ReferenceExample[] Gum(string part) =>
            [.. TextFiles.ReadLines(Path.Combine(data, "linking-gum", part)).SelectMany(line => maker.Of(GumDocument.Parse(line)))];
        var train = Gum("train.jsonl.gz");
        foreach (var kind in train.GroupBy(example => example.Kind).OrderBy(group => group.Key))
        {
            Console.WriteLine($"{kind.Key} {kind.Count()}, with an antecedent {kind.Count(example => !example.IsNobody)}");
        }

        var masked = TextFiles.ReadLines(Path.Combine(data, "news-articles", "articles.jsonl.gz")).Where((_, line) => line % Every == 0)
            .SelectMany(line => maker.Masked(TextOf(line))).ToArray();
        Console.WriteLine($"masked {masked.Length}");
        var trainer = new ReferenceTrainer(words.Rows.Columns);
        var (rows, vectors, output) = trainer.Fit([.. train, .. masked], epochs, (epoch, loss) => Console.WriteLine($"epoch {epoch} loss {loss:F4}"));
        var model = new ReferenceModel(rows, vectors, output, ReferenceThresholds.Values);
        model.ToFile().Save(Path.Combine(models, ReferenceModel.FileName));
        ReferenceReport.Print(model, Gum("dev.jsonl.gz"));
    }

    private static string TextOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("text").GetString()!;
    }
}
