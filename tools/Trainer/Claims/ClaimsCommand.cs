using System.CommandLine;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language.Models;
using OnRecord.Stances;

namespace OnRecord.Trainer.Claims;

/// <summary>Trains the claim model on the Fake News Challenge.</summary>
internal static class ClaimsCommand
{
    private const string Version = "claims-2";
    private const int Parts = 3;
    private const int UnrelatedStep = 9;

    /// <summary>The command "claims".</summary>
    public static Command Create()
    {
        var command = new Command("claims", "Train what articles say to claims (FNC-1).") { TrainerOptions.Data, TrainerOptions.Models };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models)));
        return command;
    }

    private static void Run(string data, string models)
    {
        var folder = Path.Combine(data, "stance-fnc1");
        var bodies = FncCorpus.Bodies(TextFiles.ReadLines(Path.Combine(folder, "bodies.jsonl.gz")));
        var stories = Stories(Path.Combine(data, "stories-fnc1", "train.jsonl.gz"));
        // Three quarters of the pairs are unrelated, nearly all plainly so: a ninth of them teaches the same.
        var train = ClaimRows.Of(
            FncCorpus.Pairs(TextFiles.ReadLines(Path.Combine(folder, "train.jsonl.gz")))
                .Where((pair, i) => pair.Stance != ClaimAnswer.Unrelated || i % UnrelatedStep == 0),
            bodies);
        Console.WriteLine($"rows {train.Count}");

        // Each part is read by trees that have seen neither its stories' articles nor their headlines; the priors are chosen on that.
        var headlines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in train.Where(row => row.Stance != ClaimAnswer.Unrelated))
        {
            headlines.TryAdd(row.Headline, StoryOf(row));
        }

        var held = new List<ClaimRow>();
        var shares = new List<float[]>();
        for (var part = 0; part < Parts; part++)
        {
            var ensembles = ClaimLearner.Fit([.. train.Where(row => PartOf(StoryOf(row)) != part && PartOf(HeadlineStory(row)) != part)]);
            foreach (var row in train.Where(row => PartOf(StoryOf(row)) == part && (row.Stance != ClaimAnswer.Unrelated || PartOf(HeadlineStory(row)) == part)))
            {
                held.Add(row);
                shares.Add([.. ensembles.Select(ensemble => 1 / (1 + MathF.Exp(-ensemble.Score(row.Features))))]);
            }
        }

        Console.WriteLine($"crossed rows {held.Count}");

        // In the challenge 73 of 100 pairs are unrelated; here nearly all of them were on two sides. Each of those left counts for several.
        var unrelated = Enumerable.Range(0, held.Count).Where(i => held[i].Stance == ClaimAnswer.Unrelated).ToList();
        var copies = (int)Math.Round(2.7 * (held.Count - unrelated.Count) / unrelated.Count);
        foreach (var i in Enumerable.Repeat(unrelated, copies - 1).SelectMany(again => again))
        {
            held.Add(held[i]);
            shares.Add(shares[i]);
        }

        var priors = ClaimLearner.Priors(held, [.. shares]);
        Console.WriteLine($"priors {string.Join(' ', priors)}");
        Print("crossed.plain", [.. held.Zip(shares, (row, share) => (row.Stance, ClaimLearner.Best(share, [1, 1, 1, 1])))]);
        Print("crossed", [.. held.Zip(shares, (row, share) => (row.Stance, ClaimLearner.Best(share, priors)))]);
        Print("crossed.rules", [.. held.Zip(shares, (row, share) => (row.Stance, ClaimModel.Weigh((ClaimLearner.Best(share, priors), 1), row.Sides).Answer))]);

        var model = new ClaimModel(Version, ClaimLearner.Fit(train), priors);
        ModelFile.Of(model.Write).Save(Path.Combine(models, ClaimModel.FileName));

        string StoryOf(ClaimRow row) => stories.GetValueOrDefault(row.Body, "");
        string HeadlineStory(ClaimRow row) => headlines.GetValueOrDefault(row.Headline, "");
    }

    /// <summary>The story of each article.</summary>
    private static Dictionary<int, string> Stories(string path)
    {
        var stories = new Dictionary<int, string>();
        foreach (var line in TextFiles.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            stories[row.RootElement.GetProperty("body_id").GetInt32()] = row.RootElement.GetProperty("story").GetString()!;
        }

        return stories;
    }

    private static int PartOf(string story) => story.Sum(c => c) % Parts;

    private static void Print(string part, List<(ClaimAnswer Gold, ClaimAnswer Told)> pairs)
    {
        var (weighted, macro, f1) = FncCorpus.Score(pairs);
        Console.WriteLine($"{part}.weighted {weighted:F4} {part}.macro_f1 {macro:F4} {string.Join(' ', f1.Select(value => $"{value:F4}"))}");
    }
}
