using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OnRecord.TestKit;
using static Microsoft.Playwright.Assertions;

namespace OnRecord.Web.Tests;

/// <summary><c>--demo --dashboard</c> as a person sees it: its boards, and what the process does on the page of the Aspire dashboard.</summary>
[Collection(SharedConsole.Name)]
public sealed partial class DemoTests(OpenConsole console, DemoTests.RunningDemo demo) : IClassFixture<DemoTests.RunningDemo>
{
    [Fact]
    public async Task Every_board_opens_and_leads_to_its_holders()
    {
        await Eventually.TrueAsync(() => Task.FromResult(demo.Process.Log.Contains("Ctrl-C stops it.", StringComparison.Ordinal)), "the demo has been shown", TimeSpan.FromMinutes(3));
        var page = await console.Browser.NewPageAsync();
        await page.GotoAsync(demo.Process.HttpAddress.ToString());
        var stories = await page.Locator(".card h2 a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        Assert.True(stories.Length > 5, $"only {stories.Length} stories");
        var holders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var story in stories)
        {
            await page.GotoAsync(story);
            await OpenConsole.LiveAsync(page);
            await page.Keyboard.PressAsync("e");

            await Expect(page.Locator(".proof:visible")).ToHaveCountAsync(await page.Locator(".board").First.Locator(".holder").CountAsync());
            holders.UnionWith(await page.Locator(".who a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)"));
        }

        // The page of an entity that the entity service does not know is not found.
        Assert.True(holders.Count > stories.Length, $"only {holders.Count} holders with a name");
        using var http = new HttpClient();
        foreach (var holder in holders)
        {
            using var answer = await http.GetAsync(new Uri(holder));
            Assert.True(answer.IsSuccessStatusCode, $"{holder}: {answer.StatusCode}");
        }


        Assert.Empty(await OpenConsole.BarriersAsync(page));
        await page.Locator(".who a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Positions") })).ToBeVisibleAsync();
        Assert.Empty(await OpenConsole.BarriersAsync(page));
    }

    [Fact]
    public async Task Traces_metrics_and_logs_of_the_process_are_in_the_browser()
    {
        var address = await Eventually.GetAsync(
            () => Task.FromResult(Address().Match(demo.Process.Log).Groups[1].Value), found => found.Length > 0, "the dashboard's address is told");
        var page = await console.Browser.NewPageAsync();
        // Nobody comes in without the secret of this start.
        var site = new Uri(address).GetLeftPart(UriPartial.Authority);
        await page.GotoAsync($"{site}/traces");
        await Expect(page).ToHaveURLAsync(new Regex("/login"));

        await page.GotoAsync(address);
        await page.GotoAsync($"{site}/traces");
        // The list shows what is newest; other tests of this process have left traces of their own.
        await page.Locator("input[name='traces-search']").FillAsync("SubmitArticle");
        await Expect(page.GetByText("SubmitArticle").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await OpenConsole.KeepAsync(page, "dashboard-traces");
        await page.GotoAsync($"{site}/structuredlogs");
        await Expect(page.GetByRole(AriaRole.Gridcell, new() { Name = "onrecord-standalone" }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await OpenConsole.KeepAsync(page, "dashboard-logs");
        await page.GotoAsync($"{site}/metrics/resource/onrecord-standalone?meter=OnRecord&instrument=onrecord.ingest.articles");
        await Expect(page.GetByText("onrecord.ingest.articles").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await OpenConsole.KeepAsync(page, "dashboard-metrics");
    }

    [GeneratedRegex(@"^Dashboard (http://\S+)", RegexOptions.Multiline)]
    private static partial Regex Address();

    /// <summary>The process, for all tests of the class.</summary>
    public sealed class RunningDemo : IAsyncLifetime
    {
        /// <summary>It.</summary>
        public ServiceProcess Process { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Process = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>(), "--demo", "--dashboard");

        public async Task DisposeAsync()
        {
            // Not killed: its folder goes when it ends by itself.
            await Process.StopAsync();
            await Process.DisposeAsync();
        }
    }
}
