using Dapper;

namespace OnRecord.Ingest;

/// <summary>A feed with its settings, validators and health. Times are Unix milliseconds.</summary>
public sealed class FeedRow
{
    public Guid FeedId { get; init; }

    public string Url { get; init; } = "";

    /// <summary>As the client gave it; empty where the feed's own title is to serve.</summary>
    public string Outlet { get; init; } = "";

    /// <summary>The feed's own title, as last read.</summary>
    public string Title { get; set; } = "";

    public int PollSeconds { get; init; }

    public bool FetchPages { get; init; }

    public string? Etag { get; set; }

    public string? LastModified { get; set; }

    /// <summary>Polls begun so far; the age of an entry is counted in them.</summary>
    public long Polls { get; set; }

    public long? LastPollAt { get; set; }

    public long? LastSuccessAt { get; set; }

    /// <summary>While a replica polls the feed, the end of its lease.</summary>
    public long NextPollAt { get; set; }

    public int ConsecutiveFailures { get; set; }

    public string LastError { get; set; } = "";

    public long ArticlesSubmitted { get; set; }

    public long CreatedAt { get; init; }

    /// <summary>Where it is polled instead of <see cref="Url"/>; empty where it is not.</summary>
    public string MovedTo { get; set; } = "";

    /// <summary>WebSub hub that the feed offers, or empty.</summary>
    public string Hub { get; set; } = "";

    /// <summary>Whether it is gone for good: <see cref="NextPollAt"/> will never come.</summary>
    public bool HasEnded => NextPollAt == long.MaxValue;
}

/// <summary>An entry of a feed that was taken, or refused.</summary>
public sealed class TakenItem
{
    public byte[] ItemKey { get; init; } = [];

    public byte[] ContentHash { get; init; } = [];

    /// <summary>How often this content was refused; 0 when it was taken.</summary>
    public int Refusals { get; init; }

    /// <summary>Poll of the feed at which a refused entry is tried again.</summary>
    public long RetryPoll { get; init; }

    /// <summary>Why it was refused, or empty.</summary>
    public string Fault { get; init; } = "";
}

/// <summary>Where a page of the list of feeds ended.</summary>
public sealed record FeedPosition(Guid FeedId);

/// <summary>The feeds, what was taken from them, and the turns of the hosts.</summary>
public sealed class FeedStore(IngestDatabase database)
{
    /// <summary>Adds a feed; false when it is there already.</summary>
    public Task<bool> AddAsync(FeedRow feed, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) => await connection.ExecuteAsync(
                """
                INSERT INTO feeds (feed_id, url, outlet, title, poll_seconds, fetch_pages, polls, next_poll_at, consecutive_failures, last_error,
                    articles_submitted, created_at)
                VALUES (@FeedId, @Url, @Outlet, '', @PollSeconds, @Fetch, 0, @NextPollAt, 0, '', 0, @CreatedAt)
                ON CONFLICT DO NOTHING
                """,
                new { feed.FeedId, feed.Url, feed.Outlet, feed.PollSeconds, Fetch = feed.FetchPages ? 1 : 0, feed.NextPollAt, feed.CreatedAt }, transaction) > 0,
            cancellation);

    /// <summary>Removes a feed; false when there is none.</summary>
    public Task<bool> DeleteAsync(Guid feedId, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) => await connection.ExecuteAsync("DELETE FROM feeds WHERE feed_id = @feedId", new { feedId }, transaction) > 0,
            cancellation);

    /// <summary>Feeds in order of their ids: one more than <paramref name="limit"/> where there are more.</summary>
    public async Task<IReadOnlyList<FeedRow>> ListAsync(FeedPosition? after, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<FeedRow>(new CommandDefinition(
            $"SELECT * FROM feeds {(after is null ? "" : "WHERE feed_id > @FeedId")} ORDER BY feed_id LIMIT @Limit",
            new { FeedId = after?.FeedId ?? Guid.Empty, Limit = limit + 1 }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>
    /// Takes one due feed for this replica until <paramref name="leaseEnd"/>; null when none is due. A replica that dies gives its
    /// feed back by the end of the lease.
    /// </summary>
    public Task<FeedRow?> ClaimAsync(long now, long leaseEnd, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.QuerySingleOrDefaultAsync<FeedRow>(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT feed_id FROM feeds WHERE next_poll_at <= @now ORDER BY next_poll_at LIMIT 1 {(database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")})
                UPDATE feeds SET next_poll_at = @leaseEnd, last_poll_at = @now, polls = polls + 1
                WHERE feed_id IN (SELECT feed_id FROM due)
                RETURNING *
                """,
                new { now, leaseEnd }, transaction),
            cancellation);

    /// <summary>Whether any feed is due; spares the others the write lock.</summary>
    public async Task<bool> AnyDueAsync(long now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryFirstOrDefaultAsync<int?>("SELECT 1 FROM feeds WHERE next_poll_at <= @now LIMIT 1", new { now }) is not null;
    }

    /// <summary>Notes how a poll ended, unless the lease has run out and another replica has taken over.</summary>
    public Task FinishAsync(FeedRow feed, long leaseEnd, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                UPDATE feeds SET title = @Title, etag = @Etag, last_modified = @LastModified, last_success_at = @LastSuccessAt,
                    next_poll_at = @NextPollAt, consecutive_failures = @ConsecutiveFailures, last_error = @LastError,
                    articles_submitted = @ArticlesSubmitted, moved_to = @MovedTo, hub = @Hub
                WHERE feed_id = @FeedId AND next_poll_at = @leaseEnd
                """,
                new
                {
                    feed.Title,
                    feed.Etag,
                    feed.LastModified,
                    feed.LastSuccessAt,
                    feed.NextPollAt,
                    feed.ConsecutiveFailures,
                    feed.LastError,
                    feed.ArticlesSubmitted,
                    feed.MovedTo,
                    feed.Hub,
                    feed.FeedId,
                    leaseEnd,
                },
                transaction),
            cancellation);

    /// <summary>The entries taken from a feed so far.</summary>
    public async Task<IReadOnlyList<TakenItem>> TakenAsync(Guid feedId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TakenItem>(new CommandDefinition(
            "SELECT item_key, content_hash, refusals, retry_poll, fault FROM feed_items WHERE feed_id = @feedId", new { feedId }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>The entries that were refused when the feed last showed its entries.</summary>
    public async Task<IReadOnlyList<TakenItem>> RefusedAsync(Guid feedId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TakenItem>(new CommandDefinition(
            """
            SELECT item_key, content_hash, refusals, retry_poll, fault FROM feed_items
            WHERE feed_id = @feedId AND refusals > 0 AND last_seen_poll = (SELECT max(last_seen_poll) FROM feed_items WHERE feed_id = @feedId)
            ORDER BY item_key
            """,
            new { feedId }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Notes entries as taken in this poll, and forgets those that the feed has not shown since <paramref name="forgetBefore"/>.</summary>
    public Task TakeAsync(Guid feedId, IEnumerable<TakenItem> items, long poll, long forgetBefore, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // The feed may have been deleted meanwhile: then there is nothing to note.
                await connection.ExecuteAsync(
                    """
                    INSERT INTO feed_items (feed_id, item_key, content_hash, last_seen_poll, refusals, retry_poll, fault)
                    SELECT feed_id, @ItemKey, @ContentHash, @poll, @Refusals, @RetryPoll, @Fault FROM feeds WHERE feed_id = @feedId
                    ON CONFLICT (feed_id, item_key) DO UPDATE SET content_hash = excluded.content_hash, last_seen_poll = excluded.last_seen_poll,
                        refusals = excluded.refusals, retry_poll = excluded.retry_poll, fault = excluded.fault
                    """,
                    items.Select(item => new { feedId, item.ItemKey, item.ContentHash, poll, item.Refusals, item.RetryPoll, item.Fault }), transaction);
                await connection.ExecuteAsync(
                    "DELETE FROM feed_items WHERE feed_id = @feedId AND last_seen_poll < @forgetBefore", new { feedId, forgetBefore }, transaction);
            },
            cancellation);

    /// <summary>
    /// Books the next turn of a host: turns of all replicas together are <paramref name="delay"/> apart.
    /// </summary>
    /// <returns>When the request may leave.</returns>
    public Task<long> BookTurnAsync(string host, long now, long delay, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteScalarAsync<long>(
                $"""
                INSERT INTO feed_hosts (host, next_slot_at) VALUES (@host, @now + @delay)
                ON CONFLICT (host) DO UPDATE SET next_slot_at = {Later("feed_hosts.next_slot_at", "@now")} + @delay
                RETURNING next_slot_at - @delay
                """,
                new { host, now, delay }, transaction),
            cancellation);

    /// <summary>Leaves a host alone until a time.</summary>
    public Task BlockHostAsync(string host, long until, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                $"""
                INSERT INTO feed_hosts (host, next_slot_at) VALUES (@host, @until)
                ON CONFLICT (host) DO UPDATE SET next_slot_at = {Later("feed_hosts.next_slot_at", "excluded.next_slot_at")}
                """,
                new { host, until }, transaction),
            cancellation);

    /// <summary>Drops hosts whose last turn was before a time.</summary>
    public Task ForgetHostsAsync(long before, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("DELETE FROM feed_hosts WHERE next_slot_at < @before", new { before }, transaction), cancellation);

    /// <summary>When a host may be asked again at the earliest.</summary>
    public async Task<long> NextTurnAsync(string host, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryFirstOrDefaultAsync<long>("SELECT next_slot_at FROM feed_hosts WHERE host = @host", new { host });
    }

    private string Later(string one, string other) => $"{(database.IsPostgres ? "greatest" : "max")}({one}, {other})";
}
