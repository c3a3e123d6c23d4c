using Dapper;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>Where a page of a rebuild ended.</summary>
public sealed record RebuildPosition(long SubmittedAt, Guid ArticleId);

/// <summary>How much is under way. Times are Unix milliseconds.</summary>
public sealed class PipelineRow
{
    public long Articles { get; init; }

    public long UnderWay { get; init; }

    public long Failed { get; init; }

    public long? OldestSubmittedAt { get; init; }
}

/// <summary>Puts stored articles into the ledger once more, from which the dispatcher sends them on.</summary>
public sealed class RebuildStore(IngestDatabase database, OutboxSignal signal)
{
    /// <summary>Queues the next articles, oldest submission first. Retractions go, too: a store that was restored may not know of them.</summary>
    /// <returns>How many, and where the page ends; null where there are no more.</returns>
    public async Task<(int Queued, RebuildPosition? Next)> QueueAsync(
        RebuildParts parts, IReadOnlyCollection<Guid> articleIds, long since, RebuildPosition? after, int limit, long now, CancellationToken cancellation)
    {
        var page = await database.WriteAsync(
            async (connection, transaction) =>
            {
                var listed = articleIds.Count == 0 ? "" : $"AND {database.In("article_id", "keys")}";
                var rows = (await connection.QueryAsync<PageRow>(
                    $"""
                    SELECT article_id, revision, state, submitted_at FROM articles
                    WHERE is_current = 1 AND submitted_at >= @since AND (submitted_at, article_id) > (@SubmittedAt, @ArticleId) {listed}
                    ORDER BY submitted_at, article_id LIMIT @limit
                    """,
                    new
                    {
                        since,
                        limit,
                        SubmittedAt = after?.SubmittedAt ?? long.MinValue,
                        ArticleId = after?.ArticleId ?? Guid.Empty,
                        keys = database.List(articleIds),
                    },
                    transaction)).AsList();
                await connection.ExecuteAsync(
                    """
                    INSERT INTO outbox (article_id, revision, kind, attempts, next_attempt_at, rebuild)
                    VALUES (@ArticleId, @Revision, @Kind, 0, @now, @parts)
                    ON CONFLICT (article_id, revision) DO UPDATE SET
                        rebuild = outbox.rebuild | excluded.rebuild, parts = 0, attempts = 0, published_at = NULL, next_attempt_at = excluded.next_attempt_at
                    """,
                    rows.OrderBy(row => row.ArticleId).Select(row => new { row.ArticleId, row.Revision, Kind = (int)row.Kind, now, parts = (int)parts }),
                    transaction);
                return rows;
            },
            cancellation);
        signal.Wake();
        return (page.Count, page.Count < limit ? null : new RebuildPosition(page[^1].SubmittedAt, page[^1].ArticleId));
    }

    /// <summary>How many articles a rebuild takes.</summary>
    public async Task<long> CountAsync(IReadOnlyCollection<Guid> articleIds, long since, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var listed = articleIds.Count == 0 ? "" : $"AND {database.In("article_id", "keys")}";
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"SELECT count(*) FROM articles WHERE is_current = 1 AND submitted_at >= @since {listed}",
            new { since, keys = database.List(articleIds) }, cancellationToken: cancellation));
    }

    /// <summary>How much is under way.</summary>
    public async Task<PipelineRow> PipelineAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<PipelineRow>(new CommandDefinition(
            $"""
            SELECT (SELECT count(*) FROM articles WHERE is_current = 1) AS articles,
                (SELECT count(*) FROM outbox WHERE next_attempt_at < {OutboxStore.Never}) AS under_way,
                (SELECT count(*) FROM articles WHERE is_current = 1 AND state = {(int)ArticleState.Failed}) AS failed,
                (SELECT min(articles.submitted_at) FROM outbox
                    JOIN articles ON articles.article_id = outbox.article_id AND articles.revision = outbox.revision
                    WHERE outbox.next_attempt_at < {OutboxStore.Never}) AS oldest_submitted_at
            """,
            cancellationToken: cancellation));
    }

    private sealed class PageRow
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public ArticleState State { get; init; }

        public long SubmittedAt { get; init; }

        public OutboxKind Kind => State == ArticleState.Retracted ? OutboxKind.Retracted : OutboxKind.Ingested;
    }
}
