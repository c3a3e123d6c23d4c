using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using OnRecord.TestKit;

namespace OnRecord.Defaults.Tests;

/// <summary>The server ends the transaction of a process that stands still, so that others go on; when the process goes on, its work is done after all.</summary>
public sealed class StandstillTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Work_runs_again_whose_transaction_the_server_has_ended()
    {
        var options = new StorageOptions
        {
            Provider = Dialect.Postgres,
            ConnectionString = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Options = "-c idle_in_transaction_session_timeout=1s" }.ConnectionString,
        };
        await using var database = new NoteDatabase(Options.Create(options));
        var attempts = 0;

        var answer = await database.WriteAsync(async (connection, transaction) =>
        {
            attempts++;
            await connection.ExecuteScalarAsync<int>("SELECT 1", transaction: transaction);
            if (attempts == 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(3));
            }

            return await connection.ExecuteScalarAsync<int>("SELECT 2", transaction: transaction);
        });

        Assert.Equal(2, answer);
        // On a busy machine the second one may stand still, too.
        Assert.InRange(attempts, 2, 5);
    }
}
