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

    private static readonly Option<string[]> Sets = new("--sets")
    {
        Description = "Folders of gold boards below the data folder.",
        DefaultValueFactory = _ => ["boards/train"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<DirectoryInfo?> HeldOut = new("--held-out") { Description = "Also writes there models that have not seen a part of the stories, for \"boards\"." };

    public static Command Create()
    {
        var command = new Command("positions", "Train positions on gold boards; prints cross-validated figures.") { TrainerOptions.Data, TrainerOptions.Models, Sets, HeldOut };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models), result.GetRequiredValue(Sets), result.GetValue(HeldOut)));
        return command;
    }

    private static void Run(string data, string models, string[] sets, DirectoryInfo? heldOut)
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
        List<GoldArticle> own = [.. ReadStories(OwnStories.Read(data))];
        List<GoldArticle> singles = [.. OwnGold.Read(data).Concat(OwnGold.ReadSentences()).Select(article => Read(article.Id, article.Text, article.BodyStart, article.Stands))];
        Describe("shared stories", articles);
        Describe("own stories", own);
        Describe("own articles", singles);

        // Held-out folds choose the weights of the labels, and tell how good it all is.
        var folds = PositionLearner.Folds([.. articles, .. own], HeldOutModels.Count).Select(fold => (Model: PositionLearner.Fit(Version, [.. fold.Train, .. singles]), fold.Held)).ToList();
        List<(GoldArticle Article, PositionModel Model)> held =
            [.. folds.SelectMany(fold => fold.Held.Where(articles.Contains).Select(article => (article, fold.Model)))];
        var scored = held.Select(one => PositionScores.Of(one.Article, one.Model)).ToList();
        var weights = PositionScores.Weights(scored.SelectMany(article => article));
        held = [.. held.Select(one => (one.Article, one.Model with { Weights = weights }))];
        PositionScores.Print([.. held.Select(one => PositionScores.Of(one.Article, one.Model))]);
        PositionScores.PrintDecided(held);
        PositionScores.PrintErrors(held, PositionLearner.Threshold);

        if (heldOut is not null)
        {
            HeldOutModels.Save(heldOut.FullName, folds.Select(fold => (fold.Model with { Weights = weights }, fold.Held.Select(article => article.Story).Distinct())));
        }

        ModelFile.Of((PositionLearner.Fit(Version, [.. articles, .. own, .. singles]) with { Weights = weights }).Write).Save(Path.Combine(models, PositionModel.FileName));
    }

    private static void Describe(string name, List<GoldArticle> articles) => Console.WriteLine(
        $"{name}: articles {articles.Count} candidates {articles.Sum(article => article.Candidates.Count)} gold {articles.Sum(article => article.Stands.Count)} tied {articles.Sum(article => article.Candidates.Count(c => c.Is is not null))}");
}
