using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What dashboards and alerts ask for is what the services export, and traces tell of articles.</summary>
[Collection(SharedPoisoned.Name)]
public sealed partial class SignalTests(TracedDistributed system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, HashSet<string>> _scraped = new() { ["up"] = ["job", "instance"] };

    [SkippableFact]
    public async Task Every_metric_and_label_of_dashboards_and_rules_is_exported()
    {
        Skip.IfNot(ServerMetrics.HasExporters, "the exporters are not installed (Debian: apt-get install prometheus-postgres-exporter prometheus-redis-exporter)");
        await ExerciseAsync();
        await using var exporters = await ServerMetrics.StartAsync(system.Postgres);
        var expressions = Expressions().ToList();
        Assert.NotEmpty(expressions);

        await Eventually.GetAsync(
            async () =>
            {
                await exporters.ScrapeAsync(_scraped);
                return string.Join(", ", expressions.SelectMany(Missing).Distinct());
            },
            missing => missing.Length == 0, "nothing is missing", Patience);
    }

    [Fact]
    public async Task Spans_and_debug_lines_name_their_article_and_pollers_make_no_traces()
    {
        var submitted = await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About("Spanholm") });
        string[] services = ["onrecord-ingest", "onrecord-entity", "onrecord-stance", "onrecord-search"];
        await Eventually.GetAsync(
            () => Task.FromResult(system.Spans.ToList()),
            spans => Array.TrueForAll(services, service => spans.Exists(span =>
                span.Service == service && span.Tags.GetValueOrDefault("onrecord.article.id") == submitted.ArticleId)),
            "each service has a span with the article's id");
        var outlet = News.About("Spanholm").Outlet;
        await Eventually.TrueAsync(
            () => Task.FromResult(system.Spans.Any(span =>
                span.Tags.GetValueOrDefault("onrecord.article.id") == submitted.ArticleId && span.Tags.GetValueOrDefault("onrecord.article.outlet") == outlet)),
            "a span names its outlet");
        await Eventually.TrueAsync(
            () => Task.FromResult(system.Spans.Any(span => span.Name == "write batch" && int.TryParse(span.Tags.GetValueOrDefault("onrecord.batch.size"), out var size) && size > 0)),
            "what is written together tells how much that is");

        Assert.All(["Ingest", "Entity", "Stance", "Search"], service =>
            Assert.Contains($"Article {submitted.ArticleId}, revision 1", system.ProcessOf(service).Log, StringComparison.Ordinal));

        // A span may come before the one that it hangs on.
        await Eventually.GetAsync(
            () => Task.FromResult(system.Spans.GroupBy(span => span.TraceId).Where(trace => trace.Count() == 1).Count(trace => trace.Single().Source == "Npgsql")),
            lone => lone == 0, "no statement is a trace of its own");
    }

    [Fact]
    public async Task Calls_are_counted_by_their_gRPC_status_by_this_build_and_without_probes()
    {
        await Assert.ThrowsAsync<RpcException>(async () => await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = Guid.NewGuid().ToString() }));
        await Assert.ThrowsAsync<RpcException>(async () => await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = "no id" }));
        await system.Search.ListHotStoriesAsync(new ListHotStoriesRequest());
        using var http = new HttpClient();
        Assert.True((await http.GetAsync(new Uri(system.ProcessOf("Search").HttpAddress, "/readyz"))).IsSuccessStatusCode);

        const string Calls = "http_server_request_duration_seconds";
        // Ended well, refused for what was asked, and not found; all are HTTP 200.
        await Eventually.TrueAsync(
            () => Task.FromResult(system.Metrics.GetValueOrDefault(Calls)?.GetValueOrDefault("rpc_grpc_status_code") is { } codes && new[] { "0", "3", "5" }.All(codes.ContainsKey)),
            "each status has come", Patience);

        var (_, version, _) = await ProgramRun.ToEndAsync(new ProcessStartInfo("dotnet", [ServiceAssembly.Path("Search"), "--version"]));
        Assert.Equal(version.Trim().Split(' ')[^1], Assert.Single(system.Metrics[Calls]["service_version"].Keys));
        Assert.Contains(system.Metrics[Calls]["http_route"].Keys, route => route.Contains("GetStory", StringComparison.Ordinal));
        // Each process was asked whether it is ready before it was used.
        Assert.DoesNotContain(system.Metrics[Calls]["http_route"].Keys, route => route.Contains("readyz", StringComparison.Ordinal)
            || route.Contains("healthz", StringComparison.Ordinal) || route.Contains("Health", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Alert_rules_pass_their_tests()
    {
        Skip.IfNot(File.Exists("/usr/bin/promtool"), "promtool is not installed (Debian: apt-get install prometheus)");
        var (code, output, errors) = await ProgramRun.ToEndAsync(
            new ProcessStartInfo("promtool", ["test", "rules", RepoRoot.Combine("deploy", "prometheus", "alerts.test.yml")]));
        Assert.True(code == 0, output + errors);
    }

    [SkippableFact]
    public async Task Every_panel_asks_in_words_that_Prometheus_reads()
    {
        Skip.IfNot(File.Exists("/usr/bin/promtool"), "promtool is not installed (Debian: apt-get install prometheus)");
        using var folder = new ScratchFolder();
        var file = folder.Combine("panels.yml");
        // What Grafana puts in.
        var rules = Panels().Select((expression, number) => new
        {
            record = $"panel:{number}",
            expr = expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("$service", "onrecord-search", StringComparison.Ordinal),
        });
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { groups = new[] { new { name = "panels", rules } } }));

        var (code, output, errors) = await ProgramRun.ToEndAsync(new ProcessStartInfo("promtool", ["check", "rules", file]));

        Assert.True(code == 0, output + errors);
    }

    // Something of everything that is counted, failures among it.
    private async Task ExerciseAsync()
    {
        foreach (var article in News.QuarryStory())
        {
            var submitted = await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = article });
            await Eventually.TrueAsync(
                async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article.Boarded, "the article is boarded", Patience);
        }

        var hot = await system.Search.ListHotStoriesAsync(new ListHotStoriesRequest());
        await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = hot.Stories[0].StoryId });
        await Assert.ThrowsAsync<RpcException>(async () => await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = Guid.NewGuid().ToString() }));
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        using (system.Search.WatchStories(new WatchStoriesRequest(), cancellationToken: leaving.Token))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var poison = JsonSerializer.Serialize(new
        {
            messageId = Guid.NewGuid(),
            messageType = new[] { "urn:message:OnRecord.Events:BoardChanged" },
            message = new { schemaVersion = 99, storyId = Guid.NewGuid(), changedAt = DateTimeOffset.UtcNow },
        });
        await system.Rabbit.PublishAsync("OnRecord.Events:BoardChanged", poison);
    }

    private static IEnumerable<string> Expressions() => Panels().Concat(
        Expression().Matches(File.ReadAllText(RepoRoot.Combine("deploy", "prometheus", "alerts.yml"))).Select(rule => rule.Groups[1].Value));

    private static IEnumerable<string> Panels()
    {
        foreach (var path in Directory.EnumerateFiles(RepoRoot.Combine("deploy", "grafana", "dashboards"), "*.json"))
        {
            using var dashboard = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var target in dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .Where(panel => panel.GetProperty("type").GetString() != "row").SelectMany(panel => panel.GetProperty("targets").EnumerateArray()))
            {
                yield return target.GetProperty("expr").GetString()!;
            }
        }
    }

    /// <summary>The metrics and labels of an expression that nobody exports.</summary>
    private IEnumerable<string> Missing(string expression)
    {
        var known = new HashSet<string> { "le" };
        foreach (Match selector in Selector().Matches(By().Replace(expression, "")))
        {
            var name = selector.Groups["name"].Value;
            if (!TryFind(name, out var labels))
            {
                yield return name;
                continue;
            }

            known.UnionWith(labels);
            foreach (Match label in Label().Matches(selector.Groups["matchers"].Value).Where(label => !labels.Contains(label.Groups[1].Value)))
            {
                yield return $"{name}{{{label.Groups[1].Value}}}";
            }
        }

        foreach (var label in By().Matches(expression).SelectMany(by => by.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            // A recorded series has the labels that its rule leaves it.
            if (!known.Contains(label))
            {
                yield return $"by ({label}) in {expression}";
            }
        }
    }

    private bool TryFind(string name, out HashSet<string> labels)
    {
        // A histogram is three series.
        foreach (var candidate in new[] { name, Suffix().Replace(name, "") })
        {
            if (system.Metrics.TryGetValue(candidate, out var found))
            {
                labels = [.. found.Keys];
                return true;
            }

            if (_scraped.TryGetValue(candidate, out var scraped))
            {
                labels = scraped;
                return true;
            }
        }

        labels = [];
        return false;
    }

    [GeneratedRegex(@"(?<![\w:"".])(?<name>(?:onrecord|http_server|messaging|dotnet|rabbitmq|pg|redis)_[a-z0-9_]+|up(?= ==))(?:\{(?<matchers>[^}]*)\})?")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Label();

    [GeneratedRegex(@"\bby\s*\(([^)]*)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"^ +expr:(.*(?:\n {10,}\S.*)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex Suffix();
}
