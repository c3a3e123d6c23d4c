using System.CommandLine;
using System.IO.Compression;
using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Claims;

/// <summary>Trains the claim model on the Fake News Challenge.</summary>
internal static class ClaimsCommand
{
    private const string Version = "claims-1";
    private const int HeldOut = 5;

    /// <summary>The command "claims".</summary>
    public static Command Create()
    {
        var command = new Command("claims", "Train what articles say to claims (FNC-1).") { TrainerOptions.Data, StanceModels.Folder };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(StanceModels.Folder)));
        return command;
    }

    private static void Run(string data, string models)
    {
        var folder = Path.Combine(data, "stance-fnc1");
        var bodies = FncCorpus.Bodies(TextFiles.ReadLines(Path.Combine(folder, "bodies.jsonl.gz")));
        // Three quarters of the pairs are unrelated, nearly all plainly so: a third of them teaches the same.
        var train = ClaimRows.Of(
            FncCorpus.Pairs(TextFiles.ReadLines(Path.Combine(folder, "train.jsonl.gz")))
                .Where((pair, i) => pair.Stance != ClaimAnswer.Unrelated || i % 3 == 0),
            bodies);
        Console.WriteLine($"rows {train.Count}");

        // Priors are chosen on rows that the ensembles have not seen; no body is on both sides.
        var held = train.Where(row => row.Body % HeldOut == 0).ToList();
        var first = ClaimLearner.Fit([.. train.Where(row => row.Body % HeldOut != 0)]);
        var shares = held.Select(row => first.Select(ensemble => 1 / (1 + MathF.Exp(-ensemble.Score(row.Features)))).ToArray()).ToArray();
        var priors = ClaimLearner.Priors(held, shares);
        Console.WriteLine($"priors {string.Join(' ', priors)}");
        Print("held", [.. held.Zip(shares, (row, share) => (row.Stance, ClaimLearner.Best(share, priors)))]);
        var model = new ClaimModel(Version, ClaimLearner.Fit(train), priors);
        using (var file = File.Create(Path.Combine(models, "claims.bin.br")))
        using (var packed = new BrotliStream(file, CompressionLevel.SmallestSize))
        {
            model.Write(packed);
        }

        var dev = ClaimRows.Of(FncCorpus.Pairs(TextFiles.ReadLines(Path.Combine(folder, "dev.jsonl.gz"))), bodies);
        Print("dev", [.. dev.Select(row => (row.Stance, model.Decide(row.Features).Answer))]);
    }

    private static void Print(string part, List<(ClaimAnswer Gold, ClaimAnswer Told)> pairs)
    {
        var (weighted, macro, f1) = FncCorpus.Score(pairs);
        Console.WriteLine($"{part}.weighted {weighted:F4} {part}.macro_f1 {macro:F4} {string.Join(' ', f1.Select(value => $"{value:F4}"))}");
    }
}
