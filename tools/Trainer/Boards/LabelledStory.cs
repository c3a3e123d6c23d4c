using OnRecord.Data;
using OnRecord.Language.Meaning;
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
        return [.. stories.Select(Read)];

        LabelledStory Read(BoardStory story)
        {
            var (model, encoder) = models.Of(story.Story);
            if (!readers.TryGetValue(model, out var reader))
            {
                readers[model] = reader = new StoryReader(model, encoder);
            }

            return Of(story, reader.Read(story), encoder);
        }
    }

    private static LabelledStory Of(BoardStory story, IReadOnlyList<ReadArticle> articles, MeaningEncoder? encoder) => new(
        story,
        articles,
        new LabelledPositions(
            [.. articles.SelectMany(article => ReadArticle.Stored(GoldPositions.Of(story, article, encoder)))],
            [.. articles.SelectMany(article => article.Source.Positions.Select(position => position.Claim))]),
        new LabelledPositions(
            [.. articles.SelectMany(article => article.Stored())],
            [.. articles.SelectMany(article => GoldPositions.ClaimsOf(story, article))]));
}
