using StackExchange.Redis;

namespace OnRecord.TestKit;

/// <summary>An empty Redis database for each test class that takes it as <c>IClassFixture</c>.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    // tests/servers.sh starts Redis with 64 databases; number 0 only counts which one is next.
    private const int Databases = 64;

    private int _database;

    /// <summary>StackExchange.Redis configuration string of the empty database.</summary>
    public string ConnectionString => $"{TestServers.Redis},defaultDatabase={_database}";

    public async Task InitializeAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{TestServers.Redis},allowAdmin=true");
        var next = await redis.GetDatabase(0).StringIncrementAsync("next-test-database");
        _database = (int)(next % (Databases - 1)) + 1;
        await redis.GetServers()[0].FlushDatabaseAsync(_database);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
