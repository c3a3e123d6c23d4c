using System.CommandLine;
using OnRecord.Language.Models;
using OnRecord.Stances;
using OnRecord.Trainer.Boards;

namespace OnRecord.Trainer.Positions;

/// <summary>The command "positions": trains who holds a candidate position, whether it belongs on a board, and with which label.</summary>
internal static class PositionsCommand
{
    private const string Version = "positions-1";

    private static readonly Option<string[]> Sets = new("--sets")
    {
        Description = "Folders of gold boards below the data folder.",
        DefaultValueFactory = _ => ["boards/train"],
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var command = new Command("positions", "Train positions on gold boards; prints cross-validated figures.") { TrainerOptions.Data, TrainerOptions.Models, Sets, TrainerOptions.HeldOut };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models), result.GetRequiredValue(Sets), result.GetValue(TrainerOptions.HeldOut)));
        return command;
    }

    private static void Run(string data, string models, string[] sets, DirectoryInfo? heldOut)
    {
        var gold = GoldCorpus.Read(data, sets);
        Describe("shared stories", gold.Shared);
        Describe("own stories", gold.Own);
        Describe("own articles", gold.Singles);
        if (heldOut is not null && HeldOutEncoders.Read(heldOut.FullName) is { } encoders)
        {
            ReadBy(encoders, gold.OfStories);
            ReadBy(encoders, gold.Singles);
        }

        // Held-out folds tell how good it all is.
        var folds = PositionLearner.Folds(gold.OfStories, HeldOutModels.Count)
            .Select(fold => (Model: PositionLearner.Fit(Version, [.. fold.Train, .. gold.Singles]), fold.Held)).ToList();
        List<(GoldArticle Article, PositionModel Model)> held =
            [.. folds.SelectMany(fold => fold.Held.Where(gold.Shared.Contains).Select(article => (article, fold.Model)))];
        PositionScores.Print([.. held.Select(one => PositionScores.Of(one.Article, one.Model))]);
        PositionScores.PrintDecided(held);
        PositionScores.PrintErrors(held, PositionLearner.Threshold);

        if (heldOut is not null)
        {
            // No model of positions learns from invented stories, but encoders do: they have parts, too.
            var stories = gold.OfStories.Select(article => article.Story).Distinct().Count();
            var written = OwnStories.ReadWritten().Select((story, i) => (story.Story, Part: (stories + i) % HeldOutModels.Count)).ToLookup(one => one.Part, one => one.Story);
            HeldOutModels.Save(heldOut.FullName, folds.Select((fold, part) => (fold.Model, fold.Held.Select(article => article.Story).Distinct().Concat(written[part]))));
        }

        ModelFile.Of(PositionLearner.Fit(Version, [.. gold.OfStories, .. gold.Singles]).Write).Save(Path.Combine(models, PositionModel.FileName));
    }

    /// <summary>Lets encoders that have not seen an article read its candidates, each with the holder that a model thinks likeliest that has not seen it either.</summary>
    private static void ReadBy(HeldOutEncoders encoders, IReadOnlyList<GoldArticle> articles)
    {
        foreach (var (part, (train, held)) in PositionLearner.Folds(articles, HeldOutModels.Count).Index())
        {
            var holders = PositionLearner.Holders(train);
            foreach (var article in held)
            {
                article.ReadBy(encoders[part], candidate => candidate.HolderScores(holders));
            }
        }
    }

    private static void Describe(string name, IReadOnlyList<GoldArticle> articles) => Console.WriteLine(
        $"{name}: articles {articles.Count} candidates {articles.Sum(article => article.Candidates.Count)} gold {articles.Sum(article => article.Stands.Count)} tied {articles.Sum(article => article.Candidates.Count(c => c.Is is not null))}");
}
