using Npgsql;

namespace OnRecord.TestKit;

/// <summary>A fresh database for each test class that takes it as <c>IClassFixture</c>; dropped at the end.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _database = $"test_{Guid.NewGuid():N}";

    /// <summary>Connection string of the fresh database.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(TestServers.Postgres) { Database = _database }.ConnectionString;

    public Task InitializeAsync() => RunAsync($"CREATE DATABASE {_database}");

    public Task DisposeAsync() => RunAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");

    private static async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(TestServers.Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
