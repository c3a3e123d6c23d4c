using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OnRecord.Defaults.Tests;

public sealed class DatabaseTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onrecord-test-").FullName;
    private IHost _host = null!;

    private NoteDatabase Notes => _host.Services.GetRequiredService<NoteDatabase>();

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_guid_comes_back_as_it_was_written()
    {
        var id = Guid.NewGuid();
        await Notes.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@id, 'x')", new { id }, transaction));

        await using var connection = await Notes.OpenAsync();
        Assert.Equal(id, await connection.QuerySingleAsync<Guid>("SELECT id FROM note WHERE id = @id", new { id }));
    }

    [Fact]
    public async Task Work_that_throws_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Notes.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@id, 'x')", new { id = Guid.NewGuid() }, transaction);
            throw new InvalidOperationException();
        }));

        await using var connection = await Notes.OpenAsync();
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM note"));
    }

    [Fact]
    public async Task Many_writers_at_once_all_get_through()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancellation) =>
            await Notes.WriteAsync(
                (connection, transaction) =>
                    connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@id, 'x')", new { id = Guid.NewGuid() }, transaction),
                cancellation));

        await using var connection = await Notes.OpenAsync();
        Assert.Equal(200, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM note"));
    }

    [Fact]
    public async Task A_second_start_on_the_same_files_keeps_what_is_there()
    {
        await Notes.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@id, 'kept')", new { id = Guid.NewGuid() }, transaction));

        using var again = await StartAsync();

        await using var connection = await again.Services.GetRequiredService<NoteDatabase>().OpenAsync();
        Assert.Equal("kept", await connection.QuerySingleAsync<string>("SELECT body FROM note"));
        await again.StopAsync();
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder(["--Storage:Folder", _folder]);
        builder.AddDatabase<NoteDatabase>();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
