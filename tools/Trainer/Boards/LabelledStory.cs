using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Boards;

/// <summary>Positions of a story, and the gold claim of each as far as there is one.</summary>
internal sealed record LabelledPositions(IReadOnlyList<StoredPosition> Positions, IReadOnlyList<string?> Claims);

/// <summary>A story twice: with its gold positions, and with those that the service finds.</summary>
internal sealed record LabelledStory(BoardStory Gold, IReadOnlyList<ReadArticle> Articles, LabelledPositions Given, LabelledPositions Found)
{
    /// <summary>Analyses stories.</summary>
    public static List<LabelledStory> Read(IEnumerable<BoardStory> stories)
    {
        using var reader = new StoryReader();
        return [.. stories.Select(story => Of(story, reader.Read(story)))];
    }

    private static LabelledStory Of(BoardStory story, IReadOnlyList<ReadArticle> articles) => new(
        story,
        articles,
        new LabelledPositions(
            [.. articles.SelectMany(article => ReadArticle.Stored(GoldPositions.Of(story, article)))],
            [.. articles.SelectMany(article => article.Source.Positions.Select(position => position.Claim))]),
        new LabelledPositions(
            [.. articles.SelectMany(article => article.Stored())],
            [.. articles.SelectMany(GoldPositions.ClaimsOf)]));
}
