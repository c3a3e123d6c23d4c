using System.CommandLine;
using System.IO.Compression;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>The command "positions": trains who holds a candidate position, whether it belongs on a board, and with which label.</summary>
internal static class PositionsCommand
{
    private const string Version = "positions-1";
    private const int Folds = 4;

    private static readonly Option<string[]> Sets = new("--sets")
    {
        Description = "Folders of gold boards below the data folder.",
        DefaultValueFactory = _ => ["boards/train"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Final = new("--final") { Description = "Skips cross-validation and trains on everything." };

    public static Command Create()
    {
        var command = new Command("positions", "Train positions on gold boards; prints cross-validated figures.") { TrainerOptions.Data, StanceModels.Folder, Sets, Final };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(StanceModels.Folder), result.GetRequiredValue(Sets), result.GetValue(Final)));
        return command;
    }

    private static void Run(string data, string models, string[] sets, bool final)
    {
        List<GoldArticle> articles = [.. sets.SelectMany(set => BoardStory.ReadAll(Path.Combine(data, set))).SelectMany(story => story.Articles.Select(article =>
            GoldArticle.Of(story.Story, LanguageEngine.Default.Analyze(article.FullText, article.BodyStart), [], GoldStand.Of(story, article))))];
        Console.WriteLine($"articles {articles.Count} candidates {articles.Sum(article => article.Candidates.Count)} tied {articles.Sum(article => article.Candidates.Count(c => c.Is is not null))}");
        if (!final)
        {
            List<(GoldArticle Article, PositionModel Model)> held = [.. PositionLearner.Folds(articles, Folds).SelectMany(fold =>
            {
                var model = PositionLearner.Fit(Version, fold.Train);
                return fold.Held.Select(article => (article, model));
            })];
            PositionScores.Print([.. held.Select(one => PositionScores.Of(one.Article, one.Model))]);
            PositionScores.PrintDecided(held);
        }

        using var file = File.Create(Path.Combine(models, "positions.bin.br"));
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        PositionLearner.Fit(Version, articles).Write(packed);
    }
}
