using Dapper;
using MassTransit;
using OnRecord.Api.Ingest.V1;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// The outbox table, which is the ledger too: a row is due, then claimed, then published and due again later, until the
/// article comes back indexed and the row goes.
/// </summary>
public sealed class OutboxStore(IngestDatabase database)
{
    internal static readonly BulkInsert<OutboxRow> Insert = new(
        "outbox", mayExist: true,
        Column<OutboxRow>.Of("article_id", row => row.Key.ArticleId),
        Column<OutboxRow>.Of("revision", row => row.Key.Revision),
        Column<OutboxRow>.Of("kind", row => (short)row.Kind),
        Column<OutboxRow>.Of("traceparent", row => row.TraceParent),
        Column<OutboxRow>.Of("attempts", row => row.Attempts),
        Column<OutboxRow>.Of("next_attempt_at", row => row.NextAttemptAt));

    /// <summary>
    /// Takes due rows for this replica until <paramref name="claimedUntil"/>. No transaction stays open while they are published:
    /// a replica that dies leaves nothing locked, its rows are simply due again. Rows that were published before, and wait in a
    /// queue that is being worked off, are put off instead (<see cref="LedgerProgress"/>).
    /// </summary>
    /// <param name="limit">Most rows to take.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="claimedUntil">Unix milliseconds.</param>
    /// <param name="patience">Time in which a publication should come back.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>What to publish, and whether more may be due.</returns>
    public async Task<(IReadOnlyList<OutboxEntry> Entries, bool More)> ClaimAsync(
        int limit, long now, long claimedUntil, TimeSpan patience, CancellationToken cancellation)
    {
        var skipLocked = database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "";
        var claimed = await database.WriteAsync(
            async (connection, transaction) => (await connection.QueryAsync<ClaimedRow>(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT article_id, revision FROM outbox WHERE next_attempt_at <= @now ORDER BY next_attempt_at LIMIT @limit {skipLocked})
                UPDATE outbox SET next_attempt_at = @claimedUntil
                WHERE (article_id, revision) IN (SELECT article_id, revision FROM due)
                RETURNING article_id, revision, kind, traceparent, attempts, published_at
                """,
                new { now, limit, claimedUntil }, transaction)).ToDictionary(row => new RevisionKey(row.ArticleId, row.Revision)),
            cancellation);
        var more = claimed.Count == limit;
        await PostponeAsync(claimed, now, patience, cancellation);
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

    /// <summary>Closes the ledger for revisions that are indexed, and for the older ones that they replace.</summary>
    public Task CloseIndexedAsync(IEnumerable<ArticleIndexed> indexed, long now, CancellationToken cancellation)
    {
        var newest = indexed.GroupBy(one => new RevisionKey(one.ArticleId, one.Revision)).Select(same => same.Last()).ToList();
        return database.WriteAsync(
            async (connection, transaction) =>
            {
                var submitted = await connection.QueryAsync<long>(
                    $"""
                    UPDATE articles SET
                        state = CASE state WHEN {(int)ArticleState.Retracted} THEN state ELSE {(int)ArticleState.Indexed} END,
                        state_reason = CASE state WHEN {(int)ArticleState.Failed} THEN '' ELSE state_reason END,
                        indexed_at = k.indexed_at, story_id = k.story_id
                    FROM {KeySet.Indexed(database.IsPostgres)}
                    WHERE articles.article_id = k.article_id AND articles.revision = k.revision
                    RETURNING submitted_at
                    """,
                    new { keys = KeySet.Json(newest) }, transaction);
                foreach (var submittedAt in submitted)
                {
                    IngestMetrics.PipelineLag.Record((now - submittedAt) / 1_000.0);
                }

                // An article may be back before its publication is noted.
                var publications = await connection.QueryAsync<long?>(
                    $"""
                    DELETE FROM outbox WHERE (article_id, revision) IN (
                        SELECT open.article_id, open.revision FROM {KeySet.Revisions(database.IsPostgres)}
                        JOIN outbox AS open ON open.article_id = k.article_id AND open.revision <= k.revision)
                    RETURNING published_at
                    """,
                    new { keys = KeySet.Json(newest.Select(one => new RevisionKey(one.ArticleId, one.Revision))) }, transaction);
                await connection.ExecuteAsync(
                    """
                    UPDATE ledger_progress SET closed_at = @now, newest_publication =
                        CASE WHEN newest_publication < @newestPublication THEN @newestPublication ELSE newest_publication END
                    """,
                    new { now, newestPublication = publications.Select(published => published ?? now).DefaultIfEmpty().Max() }, transaction);
            },
            cancellation);
    }

    /// <summary>
    /// Marks a revision as failed and stops publishing it again; a replay that succeeds later makes it indexed after all. A failed
    /// retraction stays in the ledger: a text that was withdrawn must go in the end.
    /// </summary>
    public Task FailAsync(RevisionKey key, string reason, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var failed = await connection.ExecuteAsync(
                    $"""
                    UPDATE articles SET state = {(int)ArticleState.Failed}, state_reason = @reason
                    WHERE article_id = @ArticleId AND revision = @Revision AND state = {(int)ArticleState.Accepted}
                    """,
                    new { key.ArticleId, key.Revision, reason }, transaction);
                if (failed > 0)
                {
                    await connection.ExecuteAsync(
                        "DELETE FROM outbox WHERE article_id = @ArticleId AND revision = @Revision", new { key.ArticleId, key.Revision }, transaction);
                }
            },
            cancellation);

    /// <summary>Puts off, and takes out of <paramref name="claimed"/>, what is on its way through a busy pipeline.</summary>
    private async Task PostponeAsync(Dictionary<RevisionKey, ClaimedRow> claimed, long now, TimeSpan patience, CancellationToken cancellation)
    {
        var published = claimed.Where(row => row.Value.PublishedAt is not null).ToList();
        if (published.Count == 0)
        {
            return;
        }

        LedgerProgress progress;
        await using (var connection = await database.OpenAsync(cancellation))
        {
            progress = await connection.QuerySingleAsync<LedgerProgress>("SELECT closed_at, newest_publication FROM ledger_progress");
        }

        var waiting = published.Where(row => !progress.Overtook(row.Value.PublishedAt!.Value, now, patience)).Select(row => row.Key).ToList();
        if (waiting.Count > 0)
        {
            await ReleaseAsync(waiting, now + (long)patience.TotalMilliseconds, cancellation);
            waiting.ForEach(key => claimed.Remove(key));
        }
    }

    private sealed class ClaimedRow
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public OutboxKind Kind { get; init; }

        public string? Traceparent { get; init; }

        public int Attempts { get; init; }

        public long? PublishedAt { get; init; }

        public OutboxEntry With(ArticleRow article) => new(new RevisionKey(ArticleId, Revision), Kind, Traceparent, Attempts, article);
    }
}

/// <summary>A claimed outbox row with the revision that it announces.</summary>
public sealed record OutboxEntry(RevisionKey Key, OutboxKind Kind, string? TraceParent, int Attempts, ArticleRow Article)
{
    /// <summary>The event, built from the stored revision.</summary>
    public object ToEvent() => Kind == OutboxKind.Retracted
        ? new ArticleRetracted(
            Schema.Version, Key.ArticleId, Key.Revision, Article.StateReason, DateTimeOffset.FromUnixTimeMilliseconds(Article.SubmittedAt))
        : new ArticleIngested(Schema.Version, new ArticleContent(
            Article.ArticleId, Article.Revision, Article.Url, Article.Outlet, Article.Title, Article.Text, Article.BodyStart, Article.Language,
            DateTimeOffset.FromUnixTimeMilliseconds(Article.PublishedAt ?? Article.SubmittedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(Article.SubmittedAt), Article.OriginalArticleId));
}
