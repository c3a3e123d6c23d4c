using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
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

    [Fact]
    public async Task Work_that_fails_leaves_what_waited_beside_it_alone()
    {
        var (started, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Notes.WriteAsync(async (connection, transaction) =>
        {
            started.TrySetResult();
            await gate.Task;
            await InsertAsync(connection, transaction, "first");
        });
        await started.Task;
        var others = Enumerable.Range(0, 10).Select(number => Notes.WriteAsync(async (connection, transaction) =>
        {
            await InsertAsync(connection, transaction, $"other {number}");
            if (number == 5)
            {
                throw new InvalidOperationException();
            }
        })).ToList();
        gate.SetResult();

        await first;
        for (var number = 0; number < others.Count; number++)
        {
            var fault = await Record.ExceptionAsync(() => others[number]);
            Assert.Equal(number == 5, fault is InvalidOperationException);
        }

        string[] stored = ["first", .. Enumerable.Range(0, 10).Where(number => number != 5).Select(number => $"other {number}")];
        Assert.Equal(stored.Order(), (await BodiesAsync()).Order());
    }

    [Fact]
    public async Task Work_that_was_cancelled_while_it_waited_holds_nobody_up()
    {
        var (started, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var cancellation = new CancellationTokenSource();
        var first = Notes.WriteAsync(async (connection, transaction) =>
        {
            started.TrySetResult();
            await gate.Task;
            await InsertAsync(connection, transaction, "first");
        });
        await started.Task;
        var second = Notes.WriteAsync((connection, transaction) => InsertAsync(connection, transaction, "second"), cancellation.Token);
        await cancellation.CancelAsync();
        gate.SetResult();

        await first.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(["first"], await BodiesAsync());
    }

    [Fact]
    public async Task A_statement_that_failed_runs_again()
    {
        var id = Guid.NewGuid();
        Task Insert(Guid key) => Notes.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@key, 'x')", new { key }, transaction));

        await Insert(id);
        await Assert.ThrowsAsync<SqliteException>(() => Insert(id));
        await Insert(Guid.NewGuid());

        Assert.Equal(["x", "x"], await BodiesAsync());
    }

    [Fact]
    public async Task A_statement_sees_new_values_and_lists_of_any_length()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid().ToString("D")).ToArray();
        await Notes.WriteAsync(async (connection, transaction) =>
        {
            foreach (var id in ids)
            {
                await connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@id, @id)", new { id }, transaction);
            }
        });

        for (var round = 0; round < 2; round++)
        {
            for (var count = 0; count <= ids.Length; count++)
            {
                await using var connection = await Notes.OpenAsync();
                Assert.Equal(
                    ids[..count].Order(), await connection.QueryAsync<string>("SELECT body FROM note WHERE id IN @some AND body <> @other ORDER BY body", new { some = ids[..count], other = "x" }));
            }
        }
    }

    [Fact]
    public async Task A_reading_that_was_left_in_the_middle_shows_no_old_state_to_the_next()
    {
        await Notes.WriteAsync((connection, transaction) => InsertAsync(connection, transaction, "old"));
        await using (var connection = await Notes.OpenAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT body FROM note UNION ALL SELECT body FROM note";
            var reader = await command.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
        }

        await Notes.WriteAsync((connection, transaction) => InsertAsync(connection, transaction, "new"));

        Assert.Equal(["new", "old"], (await BodiesAsync()).Order());
    }

    [Fact]
    public async Task Rows_keep_what_is_empty_missing_or_not_plain_and_a_repeated_key_fails()
    {
        string[] bodies = ["", "plain", "na\u00efve \ud83d\udcf0", new string('x', 5_000)];
        var batch = new RowBatch("INSERT INTO note (id, body)");
        var again = new RowBatch("INSERT INTO note (id, body)");
        var id = Guid.NewGuid();
        foreach (var body in bodies)
        {
            batch.Add(body.Length == 0 ? id : Guid.NewGuid(), body);
        }

        batch.Add(null, "no key");
        again.Add(Guid.NewGuid(), "first");
        again.Add(id, "known already");
        await Notes.WriteAsync((connection, transaction) => batch.WriteAsync(connection, transaction));

        await Assert.ThrowsAsync<SqliteException>(() => Notes.WriteAsync((connection, transaction) => again.WriteAsync(connection, transaction)));
        await Notes.WriteAsync((connection, transaction) =>
        {
            var numbers = new RowBatch("INSERT INTO note (id, body)");
            numbers.Add(DayOfWeek.Friday, 2.5f);
            numbers.Add(7L, true);
            return numbers.WriteAsync(connection, transaction);
        });

        Assert.Equal([.. bodies, "no key", "2.5", "1"], await BodiesAsync());
        await using var connection = await Notes.OpenAsync();
        Assert.Equal(id, await connection.QuerySingleAsync<Guid>("SELECT id FROM note WHERE body = ''"));
        Assert.Equal(["5", "7"], await connection.QueryAsync<string>("SELECT id FROM note WHERE length(id) = 1 ORDER BY id"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM note WHERE id IS NULL"));
    }

    [Fact]
    public async Task Values_take_the_places_that_a_statement_numbers_and_bytes_stay_bytes()
    {
        object?[][] rows = [[new byte[] { 0, 1, 255 }, "some"], [Array.Empty<byte>(), "none"]];
        await Notes.WriteAsync((connection, _) =>
        {
            RowBatch.ExecuteSqlite(connection, "INSERT INTO note (id, body) VALUES (?2, ?1)", rows, CancellationToken.None);
            return Task.CompletedTask;
        });

        await using var connection = await Notes.OpenAsync();
        Assert.Equal([0, 1, 255], await connection.QuerySingleAsync<byte[]>("SELECT body FROM note WHERE id = 'some'"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM note WHERE id = 'none' AND body IS NOT NULL AND length(body) = 0"));
    }

    private static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, string body) =>
        connection.ExecuteAsync("INSERT INTO note (id, body) VALUES (@id, @body)", new { id = Guid.NewGuid(), body }, transaction);

    private async Task<List<string>> BodiesAsync()
    {
        await using var connection = await Notes.OpenAsync();
        return (await connection.QueryAsync<string>("SELECT body FROM note ORDER BY rowid")).AsList();
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
