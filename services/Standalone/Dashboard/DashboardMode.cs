using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using OnRecord.Defaults;

namespace OnRecord.Standalone.Dashboard;

/// <summary>
/// <c>--dashboard</c>: the Aspire dashboard beside the process, which gets its traces, metrics and logs. Both ports are on loopback, and
/// both ask for a secret made at the start: other users of the machine see nothing.
/// </summary>
internal sealed class DashboardMode : IDisposable
{
    /// <summary>Asks for the dashboard.</summary>
    public const string Switch = "--dashboard";

    /// <summary>What the switch does, for the help.</summary>
    public const string Summary = "Shows traces, metrics and logs in a browser (the Aspire dashboard; with the SDK only).";

    private const int UsualPort = 18_888;
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Process _program;
    private readonly string _address;

    private DashboardMode()
    {
        if (Environment.GetEnvironmentVariable(EndpointKey) is { Length: > 0 } endpoint)
        {
            throw new StartException($"{Switch}: telemetry already goes to {endpoint} ({EndpointKey}).");
        }

        var (page, receiver) = (Port(UsualPort), Port(0));
        var (token, key) = (Secret(), Secret());
        _address = $"http://127.0.0.1:{page}/login?t={token}";
        _program = Launch(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{page}",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://127.0.0.1:{receiver}",
            ["Dashboard__Frontend__AuthMode"] = "BrowserToken",
            ["Dashboard__Frontend__BrowserToken"] = token,
            ["Dashboard__Otlp__AuthMode"] = "ApiKey",
            ["Dashboard__Otlp__PrimaryApiKey"] = key,
            ["Dashboard__Api__Enabled"] = "false",
            ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
        });
        Environment.SetEnvironmentVariable(EndpointKey, $"http://127.0.0.1:{receiver}");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={key}");
        // A person waits for it, and not a store of a fleet.
        Environment.SetEnvironmentVariable("OTEL_METRIC_EXPORT_INTERVAL", "5000");
        // The terminal may be told less than the page; four lines a request are too many for either.
        Environment.SetEnvironmentVariable("Logging__OpenTelemetry__LogLevel__Default", "Information");
        Environment.SetEnvironmentVariable("Logging__OpenTelemetry__LogLevel__Microsoft.AspNetCore", "Warning");
        Environment.SetEnvironmentVariable("Logging__OpenTelemetry__LogLevel__System.Net.Http", "Warning");
    }

    /// <summary>The dashboard when the command line asks for it; takes the switch out of the arguments.</summary>
    /// <exception cref="StartException">It is not there, or telemetry goes elsewhere.</exception>
    public static DashboardMode? Take(ref string[] args)
    {
        if (!args.Contains(Switch))
        {
            return null;
        }

        args = [.. args.Where(argument => argument != Switch)];
        return new DashboardMode();
    }

    /// <summary>Tells where the page is.</summary>
    public Task ShowAsync() => Console.Out.WriteLineAsync($"Dashboard {_address}");

    /// <summary>Ends the program.</summary>
    public void Dispose()
    {
        if (!_program.HasExited)
        {
            _program.Kill();
        }

        _program.Dispose();
    }

    private static Process Launch(Dictionary<string, string> settings)
    {
        // Where the SDK has put it; see Standalone.csproj.
        var path = typeof(DashboardMode).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(one => one.Key == "DashboardPath")?.Value;
        if (!File.Exists(path))
        {
            throw new StartException($"{Switch}: the dashboard comes with the SDK; run it by `dotnet run --project services/Standalone -- {Switch}` from a checkout.");
        }

        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(path) };
        // It is configured by these alone: what this process has been told is not for it.
        foreach (var name in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var program = Process.Start(start)!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }

    private static int Port(int wanted)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, wanted);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException) when (wanted != 0)
        {
            return Port(0);
        }
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
