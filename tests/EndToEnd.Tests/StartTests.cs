using System.Diagnostics;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What keeps a process from starting is said in one line.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("--Bus:Prefetch", "0", "Bus:Prefetch")]
    [InlineData("--Bus:Prefetch", "many", "Bus:Prefetch")]
    [InlineData("--Storage:Provider", "Postgres", "Storage:ConnectionString")]
    [InlineData("--Storage:Folder", "/proc/nowhere", "/proc/nowhere")]
    public async Task A_wrong_setting_ends_the_start_with_one_line_and_exit_code_1(string key, string value, string named)
    {
        var (code, errors) = await RunAsync(key, value);

        Assert.Equal(1, code);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("onrecord: ", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_a_later_build_has_taken_from_is_refused_with_one_line()
    {
        using var folder = new ScratchFolder();
        var database = folder.Combine("ingest.db");
        await SqlAsync(database, "CREATE TABLE SchemaVersions (SchemaVersionID INTEGER PRIMARY KEY AUTOINCREMENT, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);"
            + "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('OnRecord.Ingest.Store.Migrations.sqlite.9999_later.contract.sql', '2030-01-01')");

        var (code, errors) = await RunAsync("--Storage:Folder", folder.Path);

        Assert.Equal(1, code);
        Assert.Contains("later build", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task SqlAsync(string database, string sql)
    {
        using var sqlite = Process.Start("sqlite3", [database, sql]);
        await sqlite.WaitForExitAsync();
        Assert.Equal(0, sqlite.ExitCode);
    }

    private static async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [ServiceAssembly.Path("Standalone"), "--Listen:Grpc", "127.0.0.1:0", "--Listen:Http", "127.0.0.1:0", .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, await errors);
    }
}
