using System.Data.Common;
using Dapper;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>What watchers are told, numbered in the order of commits. A bounded number of entries is kept.</summary>
public sealed class UpdateLog
{
    /// <summary>Entries kept; a resume token that is older starts at the oldest entry.</summary>
    public const int Kept = 100_000;

    private const int TrimEvery = 1_000;
    private const int BatchLimit = 64;

    private readonly SearchDatabase _database;
    private readonly Batcher<Announcement> _announcements;

    public UpdateLog(SearchDatabase database)
    {
        _database = database;
        _announcements = new(BatchLimit, AppendAsync);
    }

    /// <summary>
    /// Takes the next numbers. The row stays locked until the transaction ends: numbers become visible in order, and a
    /// reader that asks for everything after a number never misses one.
    /// </summary>
    public static async Task<long> ReserveAsync(DbConnection connection, DbTransaction transaction, int count)
    {
        var last = await connection.ExecuteScalarAsync<long>(
            "UPDATE update_head SET sequence = sequence + @count WHERE id = 1 RETURNING sequence", new { count }, transaction);
        if (last / TrimEvery != (last - count) / TrimEvery)
        {
            await connection.ExecuteAsync("DELETE FROM update_log WHERE sequence <= @oldest", new { oldest = last - Kept }, transaction);
        }

        return last - count + 1;
    }

    /// <summary>Writes an entry of a board or of a position, which other services announce. Repeats may write it twice.</summary>
    public Task AppendAsync(Guid storyId, StoryUpdateKind kind, string payload, DateTimeOffset time, CancellationToken cancellation) =>
        _announcements.AddAsync(new Announcement(storyId, kind, payload, time), cancellation);

    /// <summary>Number of the newest entry; 0 when there is none.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using var connection = await _database.OpenForKeysAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT sequence FROM update_head WHERE id = 1", cancellationToken: cancellation));
    }

    /// <summary>Entries after a number, oldest first.</summary>
    public async Task<IReadOnlyList<UpdateEntry>> ReadAsync(long after, int limit, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenAsync(cancellation);
        var entries = await connection.QueryAsync<UpdateEntry>(new CommandDefinition(
            "SELECT sequence, happened_at, story_id, kind, payload FROM update_log WHERE sequence > @after ORDER BY sequence LIMIT @limit",
            new { after, limit },
            cancellationToken: cancellation));
        return entries.AsList();
    }

    private Task AppendAsync(IReadOnlyList<Announcement> announcements) =>
        _database.WriteAsync(async (connection, transaction) =>
        {
            var sequence = await ReserveAsync(connection, transaction, announcements.Count);
            var batch = new SqlBatch(connection, transaction);
            foreach (var one in announcements)
            {
                Add(batch, sequence++, one.Time.ToUnixTimeMilliseconds(), null, 0, one.StoryId, one.Kind, one.Payload);
            }

            await batch.ExecuteAsync(CancellationToken.None);
        });

    internal static void Add(
        SqlBatch batch, long sequence, long time, Guid? articleId, int revision, Guid storyId, StoryUpdateKind kind, string payload) =>
        batch.AddRow(
            "update_log (sequence, happened_at, cause_article_id, cause_revision, story_id, kind, payload)",
            "bigint[], bigint[], uuid[], integer[], uuid[], integer[], text[]",
            "",
            sequence,
            time,
            articleId,
            revision,
            storyId,
            (int)kind,
            payload);

    internal static StoryUpdateKind KindOf(StoryChangeKind kind) => kind switch
    {
        StoryChangeKind.Merged => StoryUpdateKind.Merged,
        StoryChangeKind.Removed => StoryUpdateKind.Removed,
        _ => StoryUpdateKind.Story,
    };

    private readonly record struct Announcement(Guid StoryId, StoryUpdateKind Kind, string Payload, DateTimeOffset Time);
}

/// <summary>An entry of the log.</summary>
public sealed class UpdateEntry
{
    /// <summary>Its number.</summary>
    public long Sequence { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long HappenedAt { get; init; }

    /// <summary>The story it is about.</summary>
    public Guid StoryId { get; init; }

    /// <summary>What happened.</summary>
    public StoryUpdateKind Kind { get; init; }

    /// <summary>The event as JSON: StoryChanged, BoardChanged or PositionChanged.</summary>
    public string Payload { get; init; } = "";
}
