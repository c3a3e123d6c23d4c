using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OnRecord.TestKit;
using static Microsoft.Playwright.Assertions;

namespace OnRecord.Web.Tests;

/// <summary>The Aspire host of the four services, on the servers of the tests: an article goes through all of them, and its dashboard shows what each did.</summary>
[Collection(SharedConsole.Name)]
public sealed partial class AppHostTests(OpenConsole console, AppHostTests.RunningHost host) : IClassFixture<AppHostTests.RunningHost>
{
    private static readonly string[] Services = ["ingest", "entity", "stance", "search"];

    [Fact]
    public async Task Traces_metrics_and_logs_of_the_four_services_are_in_the_browser()
    {
        var dashboard = await Eventually.GetAsync(
            () => Task.FromResult(Login().Match(host.Log).Value), address => address.Length > 0, "the dashboard's address is told", TimeSpan.FromMinutes(4));
        var site = new Uri(dashboard).GetLeftPart(UriPartial.Authority);
        var page = await console.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1_600, Height = 1_000 } });
        await page.GotoAsync(dashboard);
        await ServesAsync("console", "readyz", 89);
        await Task.WhenAll(Services.Select((service, number) => ServesAsync(service, "readyz", 80 + number)));

        await SubmitAsync();

        // All that belongs to the article is one trace over four services.
        await page.GotoAsync($"{site}/traces");
        await page.Locator("input[name='traces-search']").FillAsync("POST");
        var trace = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ingest: POST" }).First;
        foreach (var service in Services)
        {
            await Expect(trace).ToContainTextAsync(service, new() { Timeout = 60_000 });
        }

        await OpenConsole.KeepAsync(page, "apphost-traces");
        await page.GotoAsync($"{site}/structuredlogs");
        foreach (var service in Services)
        {
            await Expect(page.GetByRole(AriaRole.Gridcell, new() { Name = service }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        await OpenConsole.KeepAsync(page, "apphost-logs");
        foreach (var (service, instrument) in new[] { ("ingest", "onrecord.ingest.articles"), ("entity", "onrecord.analysis.waiting"), ("stance", "onrecord.positions.found"), ("search", "onrecord.search.story_changes") })
        {
            await page.GotoAsync($"{site}/metrics/resource/{service}?meter=OnRecord&instrument={instrument}");
            await Expect(page.GetByText(instrument).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        await OpenConsole.KeepAsync(page, "apphost-metrics");
        await page.GotoAsync(site);
        foreach (var name in Services.Append("console"))
        {
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = name }).Filter(new() { HasText = "Running" }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        await OpenConsole.KeepAsync(page, "apphost-resources");

        // The console beside them has the story.
        await page.GotoAsync(host.Address(89, ""));
        await Expect(page.Locator(".card h2 a").First).ToBeVisibleAsync();
    }

    private async Task SubmitAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(host.Address(80, "v1/articles"), new
        {
            outlet = "Fjord Messenger",
            title = "Mayor denies cracks in Aldvik bridge",
            text = "Mayor Ingrid Solberg denied on Monday that the Aldvik bridge has cracks.\n\nEngineer Tomas Lind confirmed on Monday that the Aldvik bridge has cracks.",
        });
        answer.EnsureSuccessStatusCode();
        var id = (await answer.Content.ReadFromJsonAsync<Submitted>())!.ArticleId;
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(host.Address(80, $"v1/articles/{id}"))).Contains("\"boarded\":true", StringComparison.Ordinal), "the article is boarded", TimeSpan.FromMinutes(2));
    }

    private async Task ServesAsync(string service, string path, int port)
    {
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(host.Address(port, path));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"{service} is ready", TimeSpan.FromMinutes(4));
    }

    [GeneratedRegex(@"http://\S+/login\?t=\w+")]
    private static partial Regex Login();

    private sealed record Submitted(string ArticleId);

    /// <summary>The host, with the database, the virtual host and the cache of this test.</summary>
    public sealed class RunningHost : IAsyncLifetime
    {
        private readonly PostgresServer _postgres = new();
        private readonly RabbitServer _rabbit = new();
        private readonly RedisServer _redis = new();
        private readonly StringBuilder _log = new();
        // Ten for gRPC; those for HTTP are eighty further on.
        private readonly int _firstPort = FreePort.Run(90);
        private Process? _process;

        /// <summary>What it has written so far.</summary>
        public string Log
        {
            get
            {
                lock (_log)
                {
                    return _log.ToString();
                }
            }
        }

        /// <summary>Address of a service.</summary>
        /// <param name="port">Its distance from the first port.</param>
        /// <param name="path">What is asked for.</param>
        public string Address(int port, string path) => $"http://127.0.0.1:{_firstPort + port}/{path}";

        public async Task InitializeAsync()
        {
            await _postgres.InitializeAsync();
            await _rabbit.InitializeAsync();
            await _redis.InitializeAsync();
            var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Path("AppHost"), $"--FirstPort={_firstPort}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = RepoRoot.Combine("services", "AppHost"),
            };
            foreach (var (name, value) in new Dictionary<string, string>
            {
                ["ONRECORD_APPHOST_RABBITMQ"] = _rabbit.Host,
                ["ONRECORD_APPHOST_POSTGRES"] = _postgres.ConnectionString,
                ["ONRECORD_APPHOST_REDIS"] = _redis.ConnectionString,
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            })
            {
                start.Environment[name] = value;
            }

            _process = Process.Start(start)!;
            _process.OutputDataReceived += (_, line) => Append(line.Data);
            _process.ErrorDataReceived += (_, line) => Append(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public async Task DisposeAsync()
        {
            if (_process is not null)
            {
                // Asked, not killed: it takes its services with it.
                using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
                {
                    await kill.WaitForExitAsync();
                }

                await _process.WaitForExitAsync();
                _process.Dispose();
            }

            await _rabbit.DisposeAsync();
            await _postgres.DisposeAsync();
            await _redis.DisposeAsync();
        }

        private void Append(string? line)
        {
            lock (_log)
            {
                _log.AppendLine(line);
            }
        }
    }
}
