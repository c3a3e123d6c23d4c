using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What RabbitMQ, and the exporters beside PostgreSQL and Redis, tell Prometheus.</summary>
internal sealed partial class ServerMetrics : IAsyncDisposable
{
    private const string PostgresExporter = "/usr/bin/prometheus-postgres-exporter";
    private const string RedisExporter = "/usr/bin/prometheus-redis-exporter";

    private readonly List<Process> _exporters = [];
    private readonly List<Uri> _pages = [];
    private readonly HttpClient _http = new();

    private ServerMetrics()
    {
    }

    public static bool HasExporters => File.Exists(PostgresExporter) && File.Exists(RedisExporter);

    /// <summary>Starts the exporters.</summary>
    /// <param name="postgres">Npgsql connection string.</param>
    public static async Task<ServerMetrics> StartAsync(string postgres)
    {
        var server = new NpgsqlConnectionStringBuilder(postgres);
        var metrics = new ServerMetrics();
        metrics._pages.Add(TestServers.RabbitMqMetrics);
        metrics.Launch(
            PostgresExporter, page => ["--web.listen-address", page], ("DATA_SOURCE_NAME", $"postgresql://{server.Username}@{server.Host}:{server.Port}/{server.Database}?sslmode=disable"));
        metrics.Launch(RedisExporter, page => ["-web.listen-address", page], ("REDIS_ADDR", $"redis://{TestServers.Redis}"));
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await metrics.ScrapeAsync([]);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the exporters answer");
        return metrics;
    }

    /// <summary>Adds the series that there are now, by name, with their labels and those that Prometheus adds.</summary>
    public async Task ScrapeAsync(Dictionary<string, HashSet<string>> series)
    {
        foreach (var page in _pages)
        {
            foreach (Match sample in Sample().Matches(await _http.GetStringAsync(page)))
            {
                if (!series.TryGetValue(sample.Groups["name"].Value, out var labels))
                {
                    series[sample.Groups["name"].Value] = labels = ["job", "instance"];
                }

                labels.UnionWith(Label().Matches(sample.Groups["labels"].Value).Select(label => label.Groups[1].Value));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var exporter in _exporters)
        {
            exporter.Kill();
            await exporter.WaitForExitAsync();
            exporter.Dispose();
        }

        _http.Dispose();
    }

    private void Launch(string program, Func<string, string[]> arguments, (string Name, string Value) setting)
    {
        var address = $"127.0.0.1:{FreePort.Next()}";
        var start = new ProcessStartInfo(program, arguments(address)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[setting.Name] = setting.Value;
        var exporter = Process.Start(start)!;
        exporter.BeginOutputReadLine();
        exporter.BeginErrorReadLine();
        _exporters.Add(exporter);
        _pages.Add(new Uri($"http://{address}/metrics"));
    }

    [GeneratedRegex(@"^(?<name>[a-z]\w*)(?:\{(?<labels>[^}]*)\})? ", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(\w+)=""")]
    private static partial Regex Label();
}
