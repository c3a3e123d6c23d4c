using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OnRecord.TestKit;

/// <summary>RabbitMQ, Redis and PostgreSQL of one test alone, which may kill them.</summary>
public sealed partial class OwnServers : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly Dictionary<string, string> _environment;

    private OwnServers(ScratchFolder folder, Dictionary<string, string> environment, SmallDisk? postgresDisk) =>
        (_folder, _environment, PostgresDisk) = (folder, environment, postgresDisk);

    /// <summary>Npgsql connection string.</summary>
    public string Postgres => _environment["ONRECORD_TEST_POSTGRES"];

    /// <summary>AMQP address.</summary>
    public Uri RabbitMq => new(_environment["ONRECORD_TEST_RABBITMQ"]);

    /// <summary>Address of the broker's management API.</summary>
    public Uri RabbitMqManagement => new(_environment["ONRECORD_TEST_RABBITMQ_MANAGEMENT"]);

    /// <summary>StackExchange.Redis configuration string.</summary>
    public string Redis => _environment["ONRECORD_TEST_REDIS"];

    /// <summary>The disk of PostgreSQL, where it has got one of its own.</summary>
    public SmallDisk? PostgresDisk { get; }

    /// <summary>Starts all three.</summary>
    /// <param name="postgresDisk">Whether PostgreSQL is to have a disk of its own, if that can be.</param>
    public static async Task<OwnServers> StartAsync(bool postgresDisk = false)
    {
        var folder = new ScratchFolder();
        var disk = postgresDisk ? await SmallDisk.TryMountAsync(Directory.CreateDirectory(folder.Combine("postgres")).FullName) : null;
        try
        {
            var exports = await RunAsync("start", folder.Path);
            return new OwnServers(folder, Export().Matches(exports).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value), disk);
        }
        catch
        {
            disk?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Kills a server ("rabbitmq", "redis", "postgres") as a crash would.</summary>
    public Task KillAsync(string server) => RunAsync("kill", _folder.Path, server);

    /// <summary>Starts a killed server again, on the same port and data.</summary>
    public Task RestartAsync(string server) => RunAsync("start", _folder.Path, server);

    /// <summary>Stands a server still, with all its processes, for a while: it keeps its connections and answers nobody.</summary>
    public async Task PauseAsync(string server, TimeSpan time)
    {
        var group = "-" + (await File.ReadAllTextAsync(_folder.Combine($"{server}.pid"))).Trim();
        await SignalAsync("-STOP", group);
        await Task.Delay(time);
        await SignalAsync("-CONT", group);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("kill", _folder.Path);
        PostgresDisk?.Dispose();
        _folder.Dispose();
    }

    private static async Task SignalAsync(string signal, string group)
    {
        using var kill = Process.Start("kill", [signal, "--", group]);
        await kill.WaitForExitAsync();
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        // The servers keep standard error open for as long as they live, so it is not read to its end.
        using var process = Process.Start(new ProcessStartInfo(RepoRoot.Combine("tests", "servers.sh"), arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"tests/servers.sh {string.Join(' ', arguments)} ended with code {process.ExitCode}.");
    }

    [GeneratedRegex("^export ([A-Z_]+)='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex Export();
}
