using Dapper;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>What search said of the place of an article.</summary>
/// <param name="SaidAt">When, in steps of 100 ns since 1970.</param>
internal readonly record struct StoryWord(Guid ArticleId, Guid StoryId, long SaidAt);

/// <summary>
/// Keeps which story each article is in, from <see cref="StoryChanged"/> in whatever order it comes. Wherever an article goes, by joining, merging or
/// parting, the story that it goes to names it: the latest of these words holds, and is kept with its time.
/// </summary>
public sealed class ArticleStories
{
    private const int BatchLimit = 64;

    private readonly IngestDatabase _database;
    private readonly Batcher<IReadOnlyList<StoryChanged>> _events;

    public ArticleStories(IngestDatabase database)
    {
        _database = database;
        _events = new(BatchLimit, WriteAsync);
    }

    /// <summary>Applies the changes of an event. Events that come at the same time share a statement.</summary>
    public Task ApplyAsync(IReadOnlyList<StoryChanged> changes, CancellationToken cancellation) =>
        changes.Any(change => change.ArticlesAdded.Count > 0) ? _events.AddAsync(changes, cancellation) : Task.CompletedTask;

    private Task<int> WriteAsync(IReadOnlyList<IReadOnlyList<StoryChanged>> events)
    {
        // Sorted, so that two replicas never wait for each other's rows in a circle. Of two words of the same time, which builds before this one give
        // all changes of a transaction, the later in the event holds.
        var words = events.SelectMany(changes => changes).SelectMany(Words)
            .GroupBy(word => word.ArticleId)
            .Select(same => same.OrderBy(word => word.SaidAt).Last())
            .OrderBy(word => word.ArticleId);
        return _database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                $"""
                UPDATE articles SET story_id = k.story_id, story_changed_at = k.said_at FROM {KeySet.Words(_database.IsPostgres)}
                WHERE articles.article_id = k.article_id AND articles.state <> {(int)ArticleState.Retracted}
                    AND (articles.story_changed_at IS NULL OR articles.story_changed_at <= k.said_at)
                """,
                new { keys = KeySet.Json(words) },
                transaction),
            CancellationToken.None);
    }

    private static IEnumerable<StoryWord> Words(StoryChanged change) =>
        change.ArticlesAdded.Select(article => new StoryWord(article, change.StoryId, change.ChangedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks));
}
