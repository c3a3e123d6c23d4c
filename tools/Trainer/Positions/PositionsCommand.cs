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

    private static readonly Option<bool> WordsOnly = new("--words-only")
    {
        Description = "Trains anew only what is learned from the words alone; the trees with the encoder's scores stay those of the model that is there.",
    };

    private static readonly Option<bool> CrossValidateOnly = new("--cross-validate") { Description = "Prints the figures of held-out stories and writes no model to ship." };

    private static readonly Option<FileInfo?> Missed = new("--missed") { Description = "Lists there which gold positions are missed, why, and who was in reach." };

    public static Command Create()
    {
        var command = new Command("positions", "Train positions on gold boards; prints cross-validated figures.")
        {
            TrainerOptions.Data, TrainerOptions.Models, Sets, TrainerOptions.HeldOut, WordsOnly, CrossValidateOnly, Missed,
        };
        command.SetAction(result =>
        {
            var gold = GoldCorpus.Read(result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(Sets));
            CrossValidate(gold, result.GetValue(TrainerOptions.HeldOut)?.FullName, result.GetValue(Missed)?.FullName);
            if (!result.GetValue(CrossValidateOnly))
            {
                Train(gold, Path.Combine(result.GetRequiredValue(TrainerOptions.Models), PositionModel.FileName), result.GetValue(WordsOnly));
            }
        });
        return command;
    }

    /// <summary>Held-out folds tell how good it all is; their models are kept for "boards" where a folder is given.</summary>
    private static void CrossValidate(GoldCorpus gold, string? heldOut, string? missed)
    {
        Describe("shared stories", gold.Shared);
        Describe("own stories", gold.Own);
        Describe("own articles", gold.Singles);
        if (heldOut is not null && HeldOutEncoders.Read(heldOut) is { } encoders)
        {
            ReadBy(encoders, gold.OfStories);
            ReadBy(encoders, gold.Singles);
        }

        var folds = PositionLearner.Folds(gold.OfStories, HeldOutModels.Count)
            .Select(fold => (Model: PositionLearner.Fit(Version, [.. fold.Train, .. gold.Singles]), fold.Held)).ToList();
        List<(GoldArticle Article, PositionModel Model)> held =
            [.. folds.SelectMany(fold => fold.Held.Where(gold.Shared.Contains).Select(article => (article, fold.Model)))];
        PositionScores.Print([.. held.Select(one => PositionScores.Of(one.Article, one.Model))]);
        PositionScores.PrintDecided(held);
        var errors = new PositionErrors(PositionLearner.Threshold);
        held.ForEach(one => errors.Add(one.Article, one.Model));
        errors.Print();
        if (missed is not null)
        {
            File.WriteAllLines(missed, errors.Missed);
        }

        if (heldOut is not null)
        {
            // No model of positions learns from invented stories, but encoders do: they have parts, too.
            var stories = gold.OfStories.Select(article => article.Story).Distinct().Count();
            var written = OwnStories.ReadWritten().Select((story, i) => (story.Story, Part: (stories + i) % HeldOutModels.Count)).ToLookup(one => one.Part, one => one.Story);
            HeldOutModels.Save(heldOut, folds.Select((fold, part) => (fold.Model, fold.Held.Select(article => article.Story).Distinct().Concat(written[part]))));
        }
    }

    private static void Train(GoldCorpus gold, string path, bool wordsOnly)
    {
        var model = PositionLearner.Fit(Version, [.. gold.OfStories, .. gold.Singles]);
        ModelFile.Of((wordsOnly ? model with { Meaning = HeldOutModels.ReadModel(path).Meaning } : model).Write).Save(path);
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
