using System.Data.Common;
using Dapper;
using MassTransit;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// The outbox table, which is the ledger too: a row is due, then claimed, then published and due again later, until the
/// article comes back indexed and the row goes.
/// </summary>
public sealed class OutboxStore(IngestDatabase database)
{
    // The year 9999.
    internal const long Never = 253_402_300_799_000;

    internal static readonly BulkInsert<OutboxRow> Insert = new(
        "outbox", mayExist: true,
        Column<OutboxRow>.Of("article_id", row => row.Key.ArticleId),
        Column<OutboxRow>.Of("revision", row => row.Key.Revision),
        Column<OutboxRow>.Of("kind", row => (short)row.Kind),
        Column<OutboxRow>.Of("traceparent", row => row.TraceParent),
        Column<OutboxRow>.Of("attempts", row => row.Attempts),
        Column<OutboxRow>.Of("next_attempt_at", row => row.NextAttemptAt));

    /// <summary>How much is under way.</summary>
    public async Task<LedgerState> MeasureAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<LedgerState>(new CommandDefinition(
            $"""
            SELECT count(*) AS open, min(articles.submitted_at) AS oldest_submitted_at,
                (SELECT left_so_far FROM ledger_progress) AS "left", (SELECT count(*) FROM feeds WHERE consecutive_failures > 0) AS feeds_failing
            FROM outbox JOIN articles ON articles.article_id = outbox.article_id AND articles.revision = outbox.revision
            WHERE outbox.next_attempt_at < {Never} AND outbox.rebuild = 0
            """,
            cancellationToken: cancellation));
    }

    /// <summary>
    /// Takes due rows for this replica until <paramref name="claimedUntil"/>. No transaction stays open while they are published:
    /// a replica that dies leaves nothing locked, its rows are simply due again. Rows that were published before, and wait in a
    /// queue that is being worked off, are put off instead (<see cref="LedgerProgress"/>).
    /// </summary>
    /// <param name="limit">Most rows to take.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="claimedUntil">Unix milliseconds.</param>
    /// <param name="patience">Time in which a publication should come back.</param>
    /// <param name="look">Looks at the broker; gives null when it does not answer.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>What to publish, and whether more may be due.</returns>
    public async Task<(IReadOnlyList<OutboxEntry> Entries, bool More)> ClaimAsync(
        int limit, long now, long claimedUntil, TimeSpan patience, Func<Task<BrokerLook?>> look, CancellationToken cancellation)
    {
        var skipLocked = database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "";
        var claimed = await database.WriteAsync(
            async (connection, transaction) => (await connection.QueryAsync<ClaimedRow>(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT article_id, revision FROM outbox WHERE next_attempt_at <= @now ORDER BY next_attempt_at LIMIT @limit {skipLocked})
                UPDATE outbox SET next_attempt_at = @claimedUntil
                WHERE (article_id, revision) IN (SELECT article_id, revision FROM due)
                RETURNING article_id, revision, kind, traceparent, attempts, published_at, rebuild
                """,
                new { now, limit, claimedUntil }, transaction)).ToDictionary(row => new RevisionKey(row.ArticleId, row.Revision)),
            cancellation);
        var more = claimed.Count == limit;
        await PostponeAsync(claimed, now, patience, look, cancellation);
        if (claimed.Count == 0)
        {
            return ([], more);
        }

        await using var connection = await database.OpenAsync(cancellation);
        var articles = await connection.QueryAsync<ArticleRow>(
            $"""
            SELECT articles.* FROM articles JOIN {KeySet.Revisions(database.IsPostgres)}
            ON articles.article_id = k.article_id AND articles.revision = k.revision
            """,
            new { keys = KeySet.Json(claimed.Keys) });
        return ([.. articles.Select(article => claimed[new RevisionKey(article.ArticleId, article.Revision)].With(article))], more);
    }

    /// <summary>Notes confirmed publications: the rows are due again at the time given with each.</summary>
    public Task MarkPublishedAsync(
        IEnumerable<(OutboxEntry Entry, long NextAttemptAt)> published, long publishedAt, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                foreach (var sameTime in published.GroupBy(one => one.NextAttemptAt, one => one.Entry.Key))
                {
                    await connection.ExecuteAsync(
                        $"""
                        UPDATE outbox SET attempts = attempts + 1, next_attempt_at = @NextAttemptAt, published_at = @publishedAt
                        WHERE (article_id, revision) IN (SELECT article_id, revision FROM {KeySet.Revisions(database.IsPostgres)})
                        """,
                        new { keys = KeySet.Json(sameTime), NextAttemptAt = sameTime.Key, publishedAt }, transaction);
                }
            },
            cancellation);

    /// <summary>Gives claimed rows back that were not published: they are due at <paramref name="dueAt"/>.</summary>
    public Task ReleaseAsync(IEnumerable<RevisionKey> unpublished, long dueAt, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                $"""
                UPDATE outbox SET next_attempt_at = @dueAt
                WHERE (article_id, revision) IN (SELECT article_id, revision FROM {KeySet.Revisions(database.IsPostgres)})
                """,
                new { keys = KeySet.Json(unpublished), dueAt }, transaction),
            cancellation);

    /// <summary>Rows that are due now, counted up to <paramref name="atMost"/>.</summary>
    public async Task<int> CountDueAsync(long now, int atMost, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE next_attempt_at <= @now LIMIT @atMost) AS due", new { now, atMost });
    }

    /// <summary>
    /// Notes where revisions were applied, and closes the ledger for those that are done, and for the older ones that they replace.
    /// </summary>
    /// <returns>How many were under way and are no longer, rebuilds left out.</returns>
    public Task<int> ApplyAsync(IEnumerable<LedgerNews> news, long now, CancellationToken cancellation)
    {
        var merged = news.GroupBy(one => one.Key)
            .Select(same => new LedgerNews(
                same.Key, same.Aggregate(RevisionParts.None, (parts, one) => parts | one.Parts), same.LastOrDefault(one => one.Indexed is not null)?.Indexed))
            .OrderBy(one => one.Key.ArticleId)
            .ToList();
        return database.WriteAsync(
            async (connection, transaction) =>
            {
                await MarkIndexedAsync(connection, transaction, [.. merged.Select(one => one.Indexed).OfType<ArticleIndexed>()], now);
                var closed = await CloseAsync(connection, transaction, merged);
                var left = closed.Count(row => row.Rebuild == RebuildParts.None);
                if (closed.Count > 0)
                {
                    await connection.ExecuteAsync(
                        """
                        UPDATE ledger_progress SET closed_at = @now, left_so_far = left_so_far + @left, newest_publication =
                            CASE WHEN newest_publication < @newestPublication THEN @newestPublication ELSE newest_publication END
                        """,
                        // An article may be back before its publication is noted.
                        new { now, left, newestPublication = closed.Max(row => row.PublishedAt ?? now) }, transaction);
                }

                return left;
            },
            cancellation);
    }

    /// <summary>
    /// Marks a revision that is under way as failed and stops publishing it again; its row stays, and a replay that succeeds later closes it after
    /// all. A failed retraction goes on being published: a text that was retracted must go in the end.
    /// </summary>
    public Task FailAsync(IReadOnlyCollection<RevisionKey> keys, string reason, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var open = KeySet.Revisions(database.IsPostgres);
                var parameters = new { keys = KeySet.Json(keys.OrderBy(key => key.ArticleId)), reason, Never };
                await connection.ExecuteAsync(
                    $"""
                    UPDATE articles SET state = {(int)ArticleState.Failed}, state_reason = @reason
                    WHERE state IN ({(int)ArticleState.Accepted}, {(int)ArticleState.Indexed}) AND (article_id, revision) IN (
                        SELECT open.article_id, open.revision FROM {open}
                        JOIN outbox AS open ON open.article_id = k.article_id AND open.revision = k.revision AND open.kind = {(int)OutboxKind.Ingested})
                    """,
                    parameters, transaction);
                await connection.ExecuteAsync(
                    $"""
                    UPDATE outbox SET next_attempt_at = @Never
                    WHERE kind = {(int)OutboxKind.Ingested} AND (article_id, revision) IN (SELECT article_id, revision FROM {open})
                    """,
                    parameters, transaction);
            },
            cancellation);

    /// <summary>Notes that the broker has lost what it was given before <paramref name="now"/>.</summary>
    public Task ForgetBrokerAsync(long now, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE ledger_progress SET kept_since = @now", new { now }, transaction), cancellation);

    private async Task MarkIndexedAsync(DbConnection connection, DbTransaction transaction, List<ArticleIndexed> indexed, long now)
    {
        if (indexed.Count == 0)
        {
            return;
        }

        var rows = KeySet.Indexed(database.IsPostgres);
        var keys = new { keys = KeySet.Json(indexed) };
        // What is indexed once more, after a rebuild or a redelivery, took no time. The story is that of the moment when search looked, which nobody
        // knows: it stands until the stories themselves speak of the article.
        var submitted = await connection.QueryAsync<long>(
            $"""
            SELECT articles.submitted_at FROM articles JOIN {rows} ON articles.article_id = k.article_id AND articles.revision = k.revision
            WHERE articles.indexed_at IS NULL
            """,
            keys, transaction);
        await connection.ExecuteAsync(
            $"""
            UPDATE articles SET
                state = CASE state WHEN {(int)ArticleState.Retracted} THEN state ELSE {(int)ArticleState.Indexed} END,
                state_reason = CASE state WHEN {(int)ArticleState.Failed} THEN '' ELSE state_reason END,
                indexed_at = k.indexed_at, story_id = CASE WHEN articles.story_changed_at IS NULL THEN k.story_id ELSE articles.story_id END
            FROM {rows} WHERE articles.article_id = k.article_id AND articles.revision = k.revision
            """,
            keys, transaction);
        foreach (var submittedAt in submitted)
        {
            IngestMetrics.PipelineLag.Record((now - submittedAt) / 1_000.0);
        }
    }

    /// <summary>Closes what is done.</summary>
    /// <returns>The closed rows.</returns>
    private async Task<List<ClosedRow>> CloseAsync(DbConnection connection, DbTransaction transaction, List<LedgerNews> news)
    {
        var keys = new { keys = KeySet.Json(news) };
        var noted = KeySet.Parts(database.IsPostgres);
        await connection.ExecuteAsync(
            $"""
            UPDATE outbox SET parts = outbox.parts | k.parts FROM {noted}
            WHERE outbox.article_id = k.article_id AND outbox.revision = k.revision
            """,
            keys, transaction);
        const int ingested = (int)(RevisionParts.Index | RevisionParts.Boards | RevisionParts.Stories);
        var done = $"CASE open.kind WHEN {(int)OutboxKind.Retracted} THEN {(int)RevisionParts.All} ELSE {ingested} END";
        var closed = (await connection.QueryAsync<ClosedRow>(
            $"""
            DELETE FROM outbox WHERE (article_id, revision) IN (
                SELECT older.article_id, older.revision FROM {noted}
                JOIN outbox AS open ON open.article_id = k.article_id AND open.revision = k.revision AND open.parts & {done} = {done}
                JOIN outbox AS older ON older.article_id = open.article_id AND older.revision <= open.revision)
            RETURNING article_id, revision, published_at, rebuild
            """,
            keys, transaction)).AsList();
        if (closed.Count > 0)
        {
            // A replay that has helped: only the boards had failed.
            await connection.ExecuteAsync(
                $"""
                UPDATE articles SET state = {(int)ArticleState.Indexed}, state_reason = ''
                WHERE state = {(int)ArticleState.Failed} AND indexed_at IS NOT NULL
                    AND (article_id, revision) IN (SELECT article_id, revision FROM {KeySet.Revisions(database.IsPostgres)})
                """,
                new { keys = KeySet.Json(closed.Select(row => new RevisionKey(row.ArticleId, row.Revision))) }, transaction);
        }

        return closed;
    }

    /// <summary>Puts off, and takes out of <paramref name="claimed"/>, what is on its way or may be.</summary>
    private async Task PostponeAsync(
        Dictionary<RevisionKey, ClaimedRow> claimed, long now, TimeSpan patience, Func<Task<BrokerLook?>> look, CancellationToken cancellation)
    {
        var published = claimed.Where(row => row.Value.PublishedAt is not null).ToList();
        if (published.Count == 0)
        {
            return;
        }

        var broker = await look();
        LedgerProgress progress;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            progress = await connection.QuerySingleAsync<LedgerProgress>("SELECT closed_at, newest_publication, kept_since FROM ledger_progress");
        }

        var waiting = published
            .Where(row => broker is null || !progress.Lost(row.Value.PublishedAt!.Value, now, patience, broker.Value.Idle))
            .Select(row => row.Key).ToList();
        if (waiting.Count > 0)
        {
            await ReleaseAsync(waiting, now + (long)patience.TotalMilliseconds, cancellation);
            waiting.ForEach(key => claimed.Remove(key));
        }
    }

    private sealed class ClosedRow
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        /// <summary>Null where its publication is not noted yet.</summary>
        public long? PublishedAt { get; init; }

        public RebuildParts Rebuild { get; init; }
    }

    private sealed class ClaimedRow
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public OutboxKind Kind { get; init; }

        public string? Traceparent { get; init; }

        public int Attempts { get; init; }

        public long? PublishedAt { get; init; }

        public RebuildParts Rebuild { get; init; }

        public OutboxEntry With(ArticleRow article) => new(new RevisionKey(ArticleId, Revision), Kind, Traceparent, Attempts, Rebuild, article);
    }
}

/// <summary>A claimed outbox row with the revision that it announces.</summary>
public sealed record OutboxEntry(RevisionKey Key, OutboxKind Kind, string? TraceParent, int Attempts, RebuildParts Rebuild, ArticleRow Article)
{
    /// <summary>The event, built from the stored revision.</summary>
    public object ToEvent() => Kind == OutboxKind.Retracted
        ? new ArticleRetracted(
            Schema.Version, Key.ArticleId, Key.Revision, Article.StateReason, DateTimeOffset.FromUnixTimeMilliseconds(Article.SubmittedAt))
        : new ArticleIngested(Schema.Version, new ArticleContent(
            Article.ArticleId, Article.Revision, Article.Url, Article.Outlet, Article.Title, Article.Text, Article.BodyStart, Article.Language,
            DateTimeOffset.FromUnixTimeMilliseconds(Article.PublishedAt ?? Article.SubmittedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(Article.SubmittedAt), Article.OriginalArticleId), IsRepeat: Attempts > 0 || Rebuild != RebuildParts.None, Rebuild);
}

/// <summary>How much is under way.</summary>
public sealed class LedgerState
{
    /// <summary>Revisions that have not come back yet, rebuilds left out.</summary>
    public long Open { get; init; }

    /// <summary>When the oldest of them was submitted, in Unix milliseconds; null for none.</summary>
    public long? OldestSubmittedAt { get; init; }

    /// <summary>How many have come back so far, rebuilds left out.</summary>
    public long Left { get; init; }

    /// <summary>Feeds whose last poll failed.</summary>
    public long FeedsFailing { get; init; }
}
