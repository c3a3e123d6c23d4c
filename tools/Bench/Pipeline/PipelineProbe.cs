using System.Data.Common;
using System.Text.Json;
using Npgsql;

namespace OnRecord.Bench;

/// <summary>How far an article has come.</summary>
/// <param name="IndexedAt">When it was announced as indexed, Unix milliseconds; null before.</param>
/// <param name="Positions">Positions that stance has stored.</param>
/// <param name="Ungrouped">Those that no board shows yet.</param>
internal readonly record struct Progress(long? IndexedAt, long Positions, long Ungrouped);

/// <summary>Reads from the stores how far articles have come; asking the services would be load of its own.</summary>
internal sealed class PipelineProbe(DbConnection connection) : IAsyncDisposable
{
    /// <summary>Whether every article is indexed and every position stands on a board.</summary>
    public async Task<bool> IsDoneAsync() =>
        await CountAsync("SELECT count(*) FROM ingest.outbox") == 0
        && await CountAsync("SELECT count(*) FROM stance.positions WHERE claim_id IS NULL") == 0;

    /// <summary>Articles that are indexed.</summary>
    public Task<long> CountIndexedAsync() => CountAsync("SELECT count(*) FROM ingest.articles WHERE indexed_at IS NOT NULL");

    /// <summary>Positions that are stored.</summary>
    public Task<long> CountPositionsAsync() => CountAsync("SELECT count(*) FROM stance.positions");

    /// <summary>Progress of some articles, by id.</summary>
    public async Task<Dictionary<string, Progress>> ReadAsync(IReadOnlyCollection<string> articleIds)
    {
        await using var command = connection.CreateCommand();
        var isPostgres = connection is NpgsqlConnection;
        var selected = isPostgres ? "a.article_id = ANY(@ids)" : "a.article_id IN (SELECT value FROM json_each(@ids))";
        command.CommandText =
            $"""
            SELECT a.article_id, a.indexed_at, count(p.article_id), count(p.article_id) - count(p.claim_id)
            FROM ingest.articles a LEFT JOIN stance.positions p ON p.article_id = a.article_id
            WHERE {selected} GROUP BY a.article_id, a.indexed_at
            """;
        var ids = command.CreateParameter();
        ids.ParameterName = "ids";
        ids.Value = isPostgres ? articleIds.Select(Guid.Parse).ToArray() : JsonSerializer.Serialize(articleIds);
        command.Parameters.Add(ids);
        var found = new Dictionary<string, Progress>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found[reader.GetGuid(0).ToString("D")] = new Progress(reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        }

        return found;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<long> CountAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
