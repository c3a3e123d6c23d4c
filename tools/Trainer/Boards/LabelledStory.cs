using OnRecord.Data;
using OnRecord.Stances;
using OnRecord.Trainer.Positions;

namespace OnRecord.Trainer.Boards;

/// <summary>Positions of a story, and the gold claim of each as far as there is one.</summary>
internal sealed record LabelledPositions(IReadOnlyList<StoredPosition> Positions, IReadOnlyList<string?> Claims);

/// <summary>A story twice: with its gold positions, and with those that the service finds.</summary>
internal sealed record LabelledStory(BoardStory Gold, IReadOnlyList<ReadArticle> Articles, LabelledPositions Given, LabelledPositions Found)
{
    /// <summary>Analyses stories, each with a model of positions that has not seen it.</summary>
    public static List<LabelledStory> Read(IEnumerable<BoardStory> stories, HeldOutModels models)
    {
        var readers = new Dictionary<PositionModel, StoryReader>(ReferenceEqualityComparer.Instance);
        try
        {
            return [.. stories.Select(story => Of(story, Reader(models.Of(story.Story)).Read(story)))];
        }
        finally
        {
            foreach (var reader in readers.Values)
            {
                reader.Dispose();
            }
        }

        StoryReader Reader(PositionModel model) => readers.TryGetValue(model, out var known) ? known : readers[model] = new StoryReader(model);
    }

    private static LabelledStory Of(BoardStory story, IReadOnlyList<ReadArticle> articles) => new(
        story,
        articles,
        new LabelledPositions(
            [.. articles.SelectMany(article => ReadArticle.Stored(GoldPositions.Of(story, article)))],
            [.. articles.SelectMany(article => article.Source.Positions.Select(position => position.Claim))]),
        new LabelledPositions(
            [.. articles.SelectMany(article => article.Stored())],
            [.. articles.SelectMany(article => GoldPositions.ClaimsOf(story, article))]));
}
