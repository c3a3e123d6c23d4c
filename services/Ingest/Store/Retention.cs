using Dapper;
using Microsoft.Extensions.Options;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>Lets go of data that is older than it is to be kept.</summary>
public sealed class Retention(IngestDatabase database, ArticleStore articles, IOptions<RetentionOptions> options, TimeProvider clock)
{
    // Each article's retraction changes a board: the pipeline gets time for new articles in between.
    private const int BatchSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Drops everything that is too old.</summary>
    /// <returns>How many articles, revisions and idempotency keys went.</returns>
    public async Task<(int Articles, int Revisions, int Requests)> SweepAsync(CancellationToken cancellation)
    {
        var keep = options.Value;
        return (
            keep.ArticleDays == 0 ? 0 : await EraseArticlesAsync(keep.ArticleDays, cancellation),
            keep.RevisionDays == 0 ? 0 : await DropAsync(
                """
                DELETE FROM articles WHERE is_current = 0 AND submitted_at < @before
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.article_id = articles.article_id)
                """,
                keep.RevisionDays,
                cancellation),
            keep.RequestDays == 0 ? 0 : await DropAsync("DELETE FROM requests WHERE created_at < @before", keep.RequestDays, cancellation));
    }

    private async Task<int> EraseArticlesAsync(int days, CancellationToken cancellation)
    {
        for (var erased = 0; ; await Task.Delay(Pause, clock, cancellation))
        {
            var old = await OldArticlesAsync(Before(days), cancellation);
            await articles.RetractAsync(old, $"Kept for {days} days.", erase: true, traceParent: null, cancellation);
            erased += old.Count;
            if (old.Count < BatchSize)
            {
                return erased;
            }
        }
    }

    /// <summary>Those that nobody has erased yet, retracted ones among them.</summary>
    private async Task<IReadOnlyList<Guid>> OldArticlesAsync(long before, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<Guid>(new CommandDefinition(
            $"""
            SELECT article_id FROM articles WHERE is_current = 1 AND submitted_at < @before
                AND (state <> {(int)ArticleState.Retracted} OR url <> '' OR outlet <> '' OR length(content_hash) > 0)
            ORDER BY submitted_at LIMIT {BatchSize}
            """,
            new { before },
            cancellationToken: cancellation))).AsList();
    }

    private Task<int> DropAsync(string sql, int days, CancellationToken cancellation) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(sql, new { before = Before(days) }, transaction), cancellation);

    private long Before(int days) => clock.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds();
}
