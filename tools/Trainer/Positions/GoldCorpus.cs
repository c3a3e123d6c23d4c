using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;
using OnRecord.Stances;
using OnRecord.Trainer.Boards;

namespace OnRecord.Trainer.Positions;

/// <summary>All articles with gold positions, read as the service reads them.</summary>
/// <param name="Shared">Of the stories of the shared data: figures are of them alone.</param>
/// <param name="Own">Of the stories that we annotated.</param>
/// <param name="Singles">Annotated outside stories, and invented sentences.</param>
internal sealed record GoldCorpus(IReadOnlyList<GoldArticle> Shared, IReadOnlyList<GoldArticle> Own, IReadOnlyList<GoldArticle> Singles)
{
    /// <summary>The articles of stories.</summary>
    public IReadOnlyList<GoldArticle> OfStories => [.. Shared, .. Own];

    /// <summary>Reads them.</summary>
    /// <param name="data">Folder of the shared data.</param>
    /// <param name="sets">Folders of gold boards below it.</param>
    public static GoldCorpus Read(string data, IEnumerable<string> sets)
    {
        var knowledge = ShippedKnowledge.Load();
        var recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, new EntityLinker(knowledge));
        return new GoldCorpus(
            OfStoriesIn(sets.SelectMany(set => BoardStory.ReadAll(Path.Combine(data, set)))),
            OfStoriesIn(OwnStories.Read(data)),
            [.. OwnGold.Read(data).Concat(OwnGold.ReadSentences()).Select(article => Article(article.Id, article.Text, article.BodyStart, article.Stands))]);

        GoldArticle Article(string story, string text, int bodyStart, IReadOnlyList<GoldStand> stands)
        {
            var (document, found) = recognizer.Recognize(text, bodyStart, CancellationToken.None);
            return GoldArticle.Of(story, document, EntityLinks.Of(document, found.EventEntities(), found.EventMentions()), stands);
        }

        IReadOnlyList<GoldArticle> OfStoriesIn(IEnumerable<BoardStory> stories) =>
            [.. stories.SelectMany(story => story.Articles.Select(article => Article(story.Story, article.FullText, article.BodyStart, GoldStand.Of(story, article))))];
    }
}
