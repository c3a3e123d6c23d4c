using Npgsql;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Four processes on RabbitMQ, PostgreSQL and Redis.</summary>
public class DistributedSystem : OnRecordSystem
{
    private readonly PostgresServer _postgres = new();
    private readonly RedisServer _redis = new();

    /// <summary>The broker's virtual host of this system.</summary>
    public RabbitServer Rabbit { get; } = new();

    /// <summary>Npgsql connection string of the database of this system.</summary>
    public string Postgres => _postgres.ConnectionString;

    /// <summary>StackExchange.Redis configuration string of the database of this system.</summary>
    public string Redis => _redis.ConnectionString;

    public override ServiceProcess ProcessOf(string service) => Processes[service];

    public override Task<IReadOnlyDictionary<string, long>> DeadLettersAsync() => Rabbit.DeadLettersAsync();

    public override async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _redis.InitializeAsync();
        await Rabbit.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>Holds a table, so that whoever needs it lags until the connection is disposed.</summary>
    /// <param name="table">For instance "stance.stories".</param>
    public async Task<NpgsqlConnection> LockAsync(string table)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Postgres) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>What runs: services, and second ones of them ("Search-2").</summary>
    protected virtual IReadOnlyCollection<string> Replicas => ["Ingest", "Entity", "Stance", "Search"];

    protected override Task StartAsync()
    {
        Configuration["Bus:Transport"] = "RabbitMq";
        Configuration["Bus:Host"] = Rabbit.Host;
        Configuration["Storage:Provider"] = "Postgres";
        Configuration["Storage:ConnectionString"] = _postgres.ConnectionString;
        Configuration["Cache:Redis"] = _redis.ConnectionString;
        return StartAsync(Replicas);
    }
}
