using System.CommandLine;
using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;
using OnRecord.Language.Models;
using OnRecord.Stances;
using OnRecord.Trainer.Boards;

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


    public static Command Create()
    {
        var command = new Command("positions", "Train positions on gold boards; prints cross-validated figures.") { TrainerOptions.Data, TrainerOptions.Models, Sets };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models), result.GetRequiredValue(Sets)));
        return command;
    }

    private static void Run(string data, string models, string[] sets)
    {
        var knowledge = ShippedKnowledge.Load();
        var recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, new EntityLinker(knowledge));
        GoldArticle Read(string story, string text, int bodyStart, IReadOnlyList<GoldStand> stands)
        {
            var (document, found) = recognizer.Recognize(text, bodyStart, CancellationToken.None);
            return GoldArticle.Of(story, document, EntityLinks.Of(document, found.EventEntities(), found.EventMentions()), stands);
        }

        IEnumerable<GoldArticle> ReadStories(IEnumerable<BoardStory> stories) => stories.SelectMany(story =>
            story.Articles.Select(article => Read(story.Story, article.FullText, article.BodyStart, GoldStand.Of(story, article))));

        List<GoldArticle> articles = [.. ReadStories(sets.SelectMany(set => BoardStory.ReadAll(Path.Combine(data, set))))];
        List<GoldArticle> more =
        [
            .. OwnGold.Read(data).Concat(OwnGold.ReadSentences()).Select(article => Read(article.Id, article.Text, article.BodyStart, article.Stands)),
            .. ReadStories(OwnStories.Read(data)),
        ];
        Console.WriteLine($"own articles {more.Count} candidates {more.Sum(article => article.Candidates.Count)} gold {more.Sum(article => article.Stands.Count)} tied {more.Sum(article => article.Candidates.Count(c => c.Is is not null))}");
        Console.WriteLine($"articles {articles.Count} candidates {articles.Sum(article => article.Candidates.Count)} tied {articles.Sum(article => article.Candidates.Count(c => c.Is is not null))}");
        // Held-out folds choose the weights of the labels, and tell how good it all is.
        List<(GoldArticle Article, PositionModel Model)> held = [.. PositionLearner.Folds(articles, Folds).SelectMany(fold =>
        {
            var model = PositionLearner.Fit(Version, [.. fold.Train, .. more]);
            return fold.Held.Select(article => (article, model));
        })];
        var scored = held.Select(one => PositionScores.Of(one.Article, one.Model)).ToList();
        var weights = PositionScores.Weights(scored.SelectMany(article => article));
        held = [.. held.Select(one => (one.Article, one.Model with { Weights = weights }))];
        PositionScores.Print([.. held.Select(one => PositionScores.Of(one.Article, one.Model))]);
        PositionScores.PrintDecided(held);
        PositionScores.PrintErrors(held, PositionLearner.Threshold);

        ModelFile.Of((PositionLearner.Fit(Version, [.. articles, .. more]) with { Weights = weights }).Write).Save(Path.Combine(models, PositionModel.FileName));
    }
}
