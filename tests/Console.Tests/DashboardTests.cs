using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OnRecord.TestKit;
using static Microsoft.Playwright.Assertions;

namespace OnRecord.Web.Tests;

/// <summary><c>--demo --dashboard</c> as a person sees it: what the process does stands on the page of the Aspire dashboard.</summary>
public sealed partial class DashboardTests(OpenConsole console) : IClassFixture<OpenConsole>
{
    [Fact]
    public async Task Traces_metrics_and_logs_of_the_process_are_in_the_browser()
    {
        await using var process = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>(), "--demo", "--dashboard");
        var address = await Eventually.GetAsync(
            () => Task.FromResult(Address().Match(process.Log).Groups[1].Value), found => found.Length > 0, "the dashboard's address is told");
        var page = await console.Browser.NewPageAsync();
        // Nobody comes in without the secret of this start.
        var site = new Uri(address).GetLeftPart(UriPartial.Authority);
        await page.GotoAsync($"{site}/traces");
        await Expect(page).ToHaveURLAsync(new Regex("/login"));

        await page.GotoAsync(address);
        await page.GotoAsync($"{site}/traces");
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
}
