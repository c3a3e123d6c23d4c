using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

/// <summary>One entity service on a fresh SQLite folder for all tests of a class.</summary>
public sealed class SqliteEntityHost : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public EntityHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await EntityHost.StartAsync(new()
    {
        ["Storage:Provider"] = "Sqlite",
        ["Storage:Folder"] = _folder.Path,
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}

/// <summary>One entity service on a fresh PostgreSQL database for all tests of a class.</summary>
public sealed class PostgresEntityHost : IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public EntityHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        Host = await EntityHost.StartAsync(new()
        {
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = _server.ConnectionString,
        });
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _server.DisposeAsync();
    }
}
