using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OnRecord.AppHost;

/// <summary>
/// RabbitMQ, PostgreSQL and Redis: those that ONRECORD_APPHOST_RABBITMQ, …_POSTGRES and …_REDIS name, or else own ones, as
/// <c>tests/servers.sh</c> starts them (installed programs, or containers), whose data stay for the next start.
/// </summary>
internal sealed partial class Servers : IAsyncDisposable
{
    private const string Prefix = "ONRECORD_APPHOST_";

    private static readonly string[] Names = ["RABBITMQ", "POSTGRES", "REDIS"];

    private readonly string? _folder;
    private readonly IReadOnlyDictionary<string, string> _addresses;

    private Servers(IReadOnlyDictionary<string, string> addresses, string? folder) => (_addresses, _folder) = (addresses, folder);

    /// <summary>AMQP address.</summary>
    public string RabbitMq => _addresses["RABBITMQ"];

    /// <summary>Npgsql connection string.</summary>
    public string Postgres => _addresses["POSTGRES"];

    /// <summary>StackExchange.Redis configuration string.</summary>
    public string Redis => _addresses["REDIS"];

    /// <summary>Starts them, or takes those that are named.</summary>
    /// <exception cref="InvalidOperationException">Some are named and some are not; or they do not start, and standard error says why.</exception>
    public static async Task<Servers> StartAsync()
    {
        var named = Names.ToDictionary(name => name, name => Environment.GetEnvironmentVariable(Prefix + name) ?? "");
        if (named.Values.All(address => address.Length > 0))
        {
            return new Servers(named, null);
        }

        if (named.Values.Any(address => address.Length > 0))
        {
            throw new InvalidOperationException($"{string.Join(" and ", Names.Where(name => named[name].Length == 0).Select(name => Prefix + name))} must be set, too.");
        }

        var folder = Path.Combine(Path.GetTempPath(), "onrecord-apphost");
        var exports = await RunAsync("start", folder);
        return new Servers(Export().Matches(exports).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value), folder);
    }

    /// <summary>Stops own ones.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await RunAsync("stop", _folder);
        }
    }

    private static async Task<string> RunAsync(string command, string folder)
    {
        // The servers keep standard error open for as long as they live, so it is not read to its end.
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Checkout(), "tests", "servers.sh"), [command, folder]) { RedirectStandardOutput = true })!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? output : throw new InvalidOperationException($"tests/servers.sh {command} ended with code {script.ExitCode}.");
    }

    private static string Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The host runs from a checkout.");
    }

    [GeneratedRegex("^export ONRECORD_TEST_([A-Z]+)='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex Export();
}
