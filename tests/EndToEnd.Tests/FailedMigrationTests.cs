using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A schema in which a script finds what it does not expect.</summary>
public sealed class FailedMigrationTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    // The fourth script makes a table of this name.
    private const string InTheWay = "ledger_progress (note text)";

    [Theory]
    [InlineData]
    [InlineData("--migrate")]
    public async Task SQLite_is_told_in_one_line(params string[] switches)
    {
        using var folder = new ScratchFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder.Combine("ingest.db")};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand($"CREATE TABLE {InTheWay}", connection);
            await command.ExecuteNonQueryAsync();
        }

        await EndsAsync(
            "onrecord: Storage: the schema of ingest could not be migrated: script 0004_ledger_progress.sql: "
            + "SQLite Error 1: 'table ledger_progress already exists'.",
            [.. switches, $"--Storage:Folder={folder.Path}"]);
    }

    [Theory]
    [InlineData]
    [InlineData("--migrate")]
    public async Task PostgreSQL_is_told_in_one_line_that_does_not_blame_the_connection(params string[] switches)
    {
        await using (var source = NpgsqlDataSource.Create(postgres.ConnectionString))
        {
            await using var command = source.CreateCommand(
                $"DROP SCHEMA IF EXISTS ingest CASCADE; CREATE SCHEMA ingest; CREATE TABLE ingest.{InTheWay}");
            await command.ExecuteNonQueryAsync();
        }

        await EndsAsync(
            "onrecord: Storage: the schema of ingest could not be migrated: script 0004_ledger_progress.sql: relation \"ledger_progress\" already exists",
            [.. switches, "--Storage:Provider=Postgres", $"--Storage:ConnectionString={postgres.ConnectionString}"]);
    }

    private static async Task EndsAsync(string line, string[] arguments)
    {
        using var folder = new ScratchFolder();
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Path("Standalone"), .. arguments]) { WorkingDirectory = folder.Path };
        start.Environment["Listen__Grpc"] = start.Environment["Listen__Http"] = "127.0.0.1:0";

        var (code, output, error) = await ProgramRun.ToEndAsync(start);

        Assert.Equal((1, line + "\n", ""), (code, error, output));
    }
}
