using System.Data.Common;
using Dapper;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>The banded index of original articles.</summary>
internal sealed class BandStore(IngestDatabase database)
{
    // One decision at a time over all replicas: else two copies that arrive together would both be originals.
    private const long Turnstile = 0x0EC0_4D02;

    private static readonly BulkInsert<BandRow> Insert = new(
        "bands", mayExist: false,
        Column<BandRow>.Of("bucket", row => row.Bucket),
        Column<BandRow>.Of("article_id", row => row.ArticleId),
        Column<BandRow>.Of("added_at", row => row.AddedAt));

    /// <summary>Makes other replicas wait until this transaction has ended. SQLite has one writer anyway.</summary>
    public Task WaitForTurnAsync(DbConnection connection, DbTransaction transaction) =>
        database.IsPostgres
            ? connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@Turnstile)", new { Turnstile }, transaction)
            : Task.CompletedTask;

    /// <summary>A finder that knows what the store holds about the texts.</summary>
    public async Task<CopyFinder> LoadAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<TextSketch> texts)
    {
        var buckets = texts.SelectMany(text => text.Buckets).Distinct().ToList();
        var finder = new CopyFinder(buckets.Count == 0 ? [] : await connection.QueryAsync<BandRow>(
            $"SELECT bucket, article_id FROM bands WHERE {database.In("bucket", "buckets")}", new { buckets = database.List(buckets) }, transaction));

        var candidates = texts.SelectMany(finder.Candidates).Distinct().ToList();
        if (candidates.Count > 0)
        {
            var stored = await connection.QueryAsync<ArticleRow>(
                $"""
                SELECT article_id, text, body_start FROM articles
                WHERE is_current = 1 AND state <> {(int)ArticleState.Retracted}
                AND {database.In("article_id", "keys")}
                """,
                new { keys = database.List(candidates) }, transaction);
            foreach (var article in stored)
            {
                finder.Know(article.ArticleId, TextSketch.Of(article.Text.AsMemory(article.BodyStart)));
            }
        }

        return finder;
    }

    /// <summary>Stores what the finder has learnt.</summary>
    public Task SaveAsync(DbConnection connection, DbTransaction transaction, CopyFinder finder) =>
        // In order of the index, so that neighbours land on one page.
        Insert.ExecuteAsync(connection, transaction, database.IsPostgres, [.. finder.Added.OrderBy(row => row.Bucket)]);

    /// <summary>Drops entries added before <paramref name="before"/> (Unix milliseconds).</summary>
    public Task<int> PruneAsync(long before, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("DELETE FROM bands WHERE added_at < @before", new { before }, transaction), cancellation);
}
