using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Bench;

/// <summary>
/// What the same server could store at best: the same texts, binary COPY, as many to a transaction as ingest takes, with nothing
/// cleaned, compared or announced.
/// </summary>
internal static class CopyCeiling
{
    private const int PerTransaction = 128;

    /// <summary>Articles per second over <paramref name="connections"/> connections; leaves no table behind.</summary>
    public static async Task<double> MeasureAsync(
        NpgsqlDataSource database, IReadOnlyList<SubmitArticlesRequest> articles, int connections, CancellationToken cancellation)
    {
        await ExecuteAsync(database, "DROP TABLE IF EXISTS copy_ceiling; CREATE TABLE copy_ceiling (article_id uuid PRIMARY KEY, url text, text text)", cancellation);
        try
        {
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(articles.Chunk((articles.Count + connections - 1) / connections).Select(part => CopyAsync(database, part, cancellation)));
            return articles.Count / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            await ExecuteAsync(database, "DROP TABLE copy_ceiling", CancellationToken.None);
        }
    }

    private static async Task CopyAsync(NpgsqlDataSource database, IEnumerable<SubmitArticlesRequest> articles, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var batch in articles.Chunk(PerTransaction))
        {
            await using var copy = await connection.BeginBinaryImportAsync("COPY copy_ceiling FROM STDIN (FORMAT BINARY)", cancellation);
            foreach (var request in batch)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(request.Article.Url, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(request.Article.Text, NpgsqlDbType.Text, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
