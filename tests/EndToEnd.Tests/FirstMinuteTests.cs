using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What somebody sees who starts the program for the first time, and gets it wrong.</summary>
public sealed class FirstMinuteTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("--dmeo", "Did you mean --demo?")]
    [InlineData("--demo=maybe", "--demo takes no value: leave out \"=maybe\".")]
    [InlineData("--Storage:Foldr=x", "Did you mean --Storage:Folder?")]
    [InlineData("--Nothing:Like=this", "--help lists the keys")]
    [InlineData("words", "belongs to no key")]
    [InlineData("--Bus:Prefetch", "needs a value")]
    [InlineData("--Bus:Prefetch=abc", "Bus:Prefetch: \"abc\" is not a whole number.")]
    [InlineData("--Bus:Prefetch=0", "Bus:Prefetch: ")]
    [InlineData("--Bus:Transport=Rabbit", "InMemory or RabbitMq")]
    [InlineData("--Listen:Grpc=nowhere.invalid:7100", "there is no host \"nowhere.invalid\"")]
    [InlineData("--Storage:Folder=/dev/null/data", "Choose a folder that may be written")]
    [InlineData("--Storage:Provider=Postgres", "Storage:ConnectionString is required")]
    [InlineData("--Storage:Provider=Postgres --Storage:ConnectionString=garbage", "Storage:ConnectionString: ")]
    [InlineData("--Languages:Folder=/nonexistent", "Languages:Folder: /nonexistent/manifest.json: the file is missing. Name the folder")]
    [InlineData("--Entity:KnowledgeBase=/nonexistent", "Entity:KnowledgeBase: ")]
    [InlineData("--Entity:KnowledgeBase=/dev/null", "Entity:KnowledgeBase: /dev/null is no index")]
    [InlineData("--Entity:KnowledgeOverrides=/nonexistent", "Entity:KnowledgeOverrides: ")]
    [InlineData("--Listen:Tls=true", "--Kestrel:Certificates:Default:Path=FILE")]
    [InlineData("--Listen:Tls=true --Kestrel:Certificates:Default:Path=/nonexistent", "--Kestrel:Certificates:Default:Path=FILE")]
    [InlineData("--Listen:Tls=true --Kestrel:Certificates:Default:Path=/etc/hostname", "--Kestrel:Certificates:Default:Path=FILE")]
    [InlineData("--contentRoot=/nonexistent", "/nonexistent/: there is no such folder.")]
    public async Task A_wrong_start_ends_with_one_line_that_says_what_to_do(string arguments, string expected)
    {
        using var folder = new ScratchFolder();

        var (code, output, error) = await RunAsync(folder.Path, arguments.Split(' '));

        Assert.Equal(1, code);
        Assert.Contains(expected, OnlyLine(error), StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named_in_one_line()
    {
        using var folder = new ScratchFolder();
        var settings = folder.Combine("appsettings.json");
        await File.WriteAllTextAsync(settings, "{bad");

        var (code, output, error) = await RunAsync(folder.Path);

        Assert.Equal(1, code);
        Assert.Contains(settings, OnlyLine(error), StringComparison.Ordinal);
        Assert.Contains("LineNumber: 0", OnlyLine(error), StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.Equal([settings], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData]
    [InlineData("--demo")]
    public async Task A_port_that_is_taken_is_named_with_its_key(params string[] switches)
    {
        using var folder = new ScratchFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, output, error) = await RunAsync(folder.Path, [.. switches, $"--Listen:Grpc=127.0.0.1:{port}"]);

        Assert.Equal(1, code);
        Assert.Equal(
            $"onrecord: Listen:Grpc: port {port} is taken; is OnRecord running already? Stop it, or choose another port: --Listen:Grpc=127.0.0.1:PORT.", OnlyLine(error));
        Assert.Empty(output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_broker_that_is_away_is_told_in_one_line()
    {
        using var folder = new ScratchFolder();
        var broker = $"127.0.0.1:{FreePort.Next()}";
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Path("Search"), "--Bus:Transport=RabbitMq", $"--Bus:Host=amqp://{broker}/", $"--Storage:Folder={folder.Path}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Listen__Grpc"] = start.Environment["Listen__Http"] = "127.0.0.1:0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (!lines.Exists(line => line.Contains($"Connection Failed: rabbitmq://{broker}/: Connection refused. It is tried again", StringComparison.Ordinal)))
        {
            lines.Add(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(string.Join('\n', lines) + await error));
        }

        using var stop = Process.Start("kill", $"-TERM {process.Id}");
        lines.AddRange((await process.StandardOutput.ReadToEndAsync()).Split('\n'));

        Assert.DoesNotContain(lines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        Assert.Equal("onrecord: Bus:Host: RabbitMQ does not answer: Connection refused.", OnlyLine(await error));
    }

    [SkippableFact]
    public async Task A_schema_that_a_later_build_has_taken_from_is_refused()
    {
        Skip.IfNot(File.Exists("/usr/bin/sqlite3"), "Needs sqlite3.");
        using var folder = new ScratchFolder();
        using (var sqlite = Process.Start("sqlite3", [folder.Combine("ingest.db"),
            "CREATE TABLE SchemaVersions (SchemaVersionID INTEGER PRIMARY KEY AUTOINCREMENT, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);"
            + "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('OnRecord.Ingest.Store.Migrations.sqlite.9999_later.contract.sql', '2030-01-01')"]))
        {
            await sqlite.WaitForExitAsync();
            Assert.Equal(0, sqlite.ExitCode);
        }

        var (code, _, error) = await RunAsync(folder.Path, $"--Storage:Folder={folder.Path}");

        Assert.Equal(1, code);
        Assert.Contains("later build", OnlyLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schemas_are_made_by_a_run_of_their_own_where_a_start_may_not()
    {
        using var folder = new ScratchFolder();
        using var data = new ScratchFolder();
        string[] keys = [$"--Storage:Folder={data.Path}", "--Storage:Migrate=false"];

        var (refused, _, error) = await RunAsync(folder.Path, keys);
        var (migrated, output, _) = await RunAsync(folder.Path, [.. keys, "--migrate"]);
        await using var started = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string> { ["Storage:Folder"] = data.Path, ["Storage:Migrate"] = "false" });

        Assert.Equal(1, refused);
        Assert.Contains("--migrate", OnlyLine(error), StringComparison.Ordinal);
        Assert.Equal((0, "The schemas are those of this build.\n"), (migrated, output));
        Assert.Equal(0, await started.StopAsync());
    }

    [Theory]
    [InlineData("--help", "Storage:Folder [data]")]
    [InlineData("--version", "OnRecord standalone ")]
    public async Task Help_and_version_answer_and_end(string argument, string expected)
    {
        using var folder = new ScratchFolder();

        var (code, output, error) = await RunAsync(folder.Path, argument);

        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("services/Standalone", "onrecord-server", "OnRecord standalone ")]
    [InlineData("tools/Cli", "onrecord", "1.0.0")]
    public async Task A_packed_tool_is_installed_from_a_folder_and_runs(string project, string tool, string version)
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.Combine("nuget.config"), """<configuration><packageSources><clear /><add key="folder" value="packages" /></packageSources></configuration>""");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

        // As docs/install.md says, without a second build.
        await DotnetAsync(folder, "pack", RepoRoot.Combine(project.Split('/')), "-c", configuration, "--no-build", "-o", folder.Combine("packages"));
        await DotnetAsync(folder, "tool", "install", tool, "--tool-path", folder.Combine("tools"), "--configfile", folder.Combine("nuget.config"));
        var (code, output, error) = await ProgramRun.ToEndAsync(new ProcessStartInfo(folder.Combine($"tools/{tool}"), ["--version"]) { WorkingDirectory = folder.Path }, Patience);

        Assert.True(code == 0, error);
        Assert.StartsWith(version, output, StringComparison.Ordinal);
    }

    private static async Task DotnetAsync(ScratchFolder folder, params string[] arguments)
    {
        var (code, output, error) = await ProgramRun.ToEndAsync(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder.Path }, Patience);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)}: {output}{error}");
    }

    private static string OnlyLine(string error)
    {
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("onrecord: ", line, StringComparison.Ordinal);
        return line;
    }

    // Working folder, home and folder for scratch files are the same: whatever is left behind lies there.
    private static Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Path("Standalone"), .. arguments])
        {
            WorkingDirectory = folder,
        };
        start.Environment["TMPDIR"] = start.Environment["HOME"] = folder;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // On free ports, where the argument does not say otherwise: a process of somebody else may serve on the usual ones.
        start.Environment["Listen__Grpc"] = start.Environment["Listen__Http"] = "127.0.0.1:0";
        return ProgramRun.ToEndAsync(start, Patience);
    }
}
