using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `pipeline`: from submission to index and board, through real processes that the bench starts itself. Bulk loads give articles per
/// second and processor time per article, a paced load the latencies, articles in a language that is not analysed the pipeline
/// without its analysis, next to a bare loop over as many queues.
/// </summary>
internal static class PipelineCommand
{
    private const int BareWarmUp = 3_000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var file = new Argument<FileInfo>("articles") { Description = "JSON lines (.gz too) with title, text and outlet." };
        var standalone = new Option<bool>("--standalone") { Description = "One process on SQLite instead of four on the servers of the ONRECORD_TEST_ variables." };
        var cold = new Option<int>("--cold") { Description = "Articles of the first load.", DefaultValueFactory = _ => 200 };
        var warmUp = new Option<int>("--warm-up") { Description = "Articles between the first and the measured load, until hot code is compiled.", DefaultValueFactory = _ => 1_300 };
        var warm = new Option<int>("--warm") { Description = "Articles of the measured load.", DefaultValueFactory = _ => 1_000 };
        var rate = new Option<double?>("--rate") { Description = "Articles per second of the paced load; half of what the warm load reached without." };
        var seconds = new Option<int>("--seconds") { Description = "Length of the paced load.", DefaultValueFactory = _ => 20 };
        var bare = new Option<int>("--unanalysed") { Description = "Articles of the load without analysis, and of the bare loop; 0 for none.", DefaultValueFactory = _ => 3_000 };
        var erase = new Option<int>("--erase") { Description = "Articles that are erased at the end; 0 for none.", DefaultValueFactory = _ => 500 };
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("pipeline.png") };
        var command = new Command("pipeline", "Articles per second, latency, processor time and memory from submission to board.") { file, standalone, cold, warmUp, warm, rate, seconds, bare, erase, plot };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(file)!, parse.GetValue(standalone), (parse.GetValue(cold), parse.GetValue(warmUp), parse.GetValue(warm)), parse.GetValue(rate), parse.GetValue(seconds),
            (parse.GetValue(bare), parse.GetValue(erase)), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file, bool standalone, (int Cold, int WarmUp, int Warm) loads, double? rate, int seconds, (int Unanalysed, int Erased) more, FileInfo plot)
    {
        var feed = new NewsFeed(file);
        await using var system = await PipelineSystem.StartAsync(standalone ? null : Servers.FromEnvironment());
        await using var probe = await system.ProbeAsync();
        using var load = new PipelineLoad(system.Hosts[0].GrpcAddress, probe);
        var report = new PipelineReport(standalone ? "standalone" : "distributed");

        report.Add("cold.articles_per_second", (await load.BulkAsync(feed.Take(loads.Cold))).PerSecond);
        await load.BulkAsync(feed.Take(loads.WarmUp));
        await Task.Delay(Settling);
        var clock = ProcessorClock.Read(system);
        var warm = await load.BulkAsync(feed.Take(loads.Warm));
        report.Add("warm.articles", warm.Articles);
        report.Add("warm.articles_per_second", warm.PerSecond);
        // Watchers' log and acknowledgements are part of the work.
        await Task.Delay(Settling);
        var spent = Spent(system, clock, warm.Articles);
        spent.ForEach(one => report.Add($"cpu_ms_per_article.{one.Name}", one.PerArticle));
        report.Add("cpu_ms_per_article.all", spent.Sum(one => one.PerArticle));

        if (seconds > 0)
        {
            var pace = rate ?? warm.PerSecond / 2;
            clock = ProcessorClock.Read(system);
            var paced = await load.PacedAsync(feed.Take((int)(pace * seconds)), pace);
            Spent(system, clock, (int)(pace * seconds)).ForEach(one => report.Add($"paced.cpu_ms_per_article.{one.Name}", one.PerArticle));
            report.Add("paced.articles_per_second", pace);
            report.Add("paced.searchable_ms", paced.Searchable);
            report.Add("paced.board_ms", paced.OnBoard);
        }

        system.Hosts.ToList().ForEach(host => report.Add($"peak_mb.{host.Service.ToLowerInvariant()}", host.PeakMegabytes));
        if (more.Erased > 0)
        {
            await EraseAsync(system, load, more.Erased, report);
        }

        if (more.Unanalysed > 0)
        {
            await CompareAsync(system, load, feed, more.Unanalysed, report);
        }

        report.Add("indexed", await probe.CountIndexedAsync());
        report.Add("positions", await probe.CountPositionsAsync());
        report.Print();
        Plots.Bars(plot, $"Pipeline, {report.SetUp}: processor time per article", "ms", spent);
        return 0;
    }

    /// <summary>What it costs to erase articles: until they are gone from every service.</summary>
    private static async Task EraseAsync(PipelineSystem system, PipelineLoad load, int articles, PipelineReport report)
    {
        await Task.Delay(Settling);
        var clock = ProcessorClock.Read(system);
        var erased = await load.EraseAsync(articles);
        report.Add("erased.articles", erased.Articles);
        report.Add("erased.articles_per_second", erased.PerSecond);
        var spent = Spent(system, clock, erased.Articles);
        spent.ForEach(one => report.Add($"erased.cpu_ms_per_article.{one.Name}", one.PerArticle));
        report.Add("erased.cpu_ms_per_article.all", spent.Sum(one => one.PerArticle));
    }

    /// <summary>The pipeline without analysis, and in between the bare loop; both have run before they are measured.</summary>
    private static async Task CompareAsync(PipelineSystem system, PipelineLoad load, NewsFeed feed, int articles, PipelineReport report)
    {
        await load.BulkAsync(feed.TakeUnanalysed(articles / 2));
        await Task.Delay(Settling);
        var clock = ProcessorClock.Read(system);
        var measured = feed.TakeUnanalysed(articles);
        var without = await load.BulkAsync(measured);
        report.Add("unanalysed.articles_per_second", without.PerSecond);
        await Task.Delay(Settling);
        Spent(system, clock, articles).ForEach(one => report.Add($"unanalysed.cpu_ms_per_article.{one.Name}", one.PerArticle));

        if (system.Hosts.Count == 1)
        {
            return;
        }

        await using var loop = await BareLoop.StartAsync(system.Bus);
        var contents = NewsFeed.Contents(measured);
        for (var sent = 0; sent < BareWarmUp; sent += articles)
        {
            await loop.RunAsync(contents);
        }

        var bare = await loop.RunAsync(contents);
        report.Add("bare_loop.articles_per_second", bare);
        report.Add("unanalysed_to_bare", without.PerSecond / bare);
    }

    /// <summary>Processor milliseconds an article of each process since <paramref name="before"/>.</summary>
    private static List<(string Name, double PerArticle)> Spent(PipelineSystem system, Dictionary<string, double> before, int articles) =>
        [.. ProcessorClock.Read(system).Select(after => (after.Key, (after.Value - before[after.Key]) / articles))];

    /// <summary>Collects figures; prints each as "name value" and all as a table.</summary>
    private sealed class PipelineReport(string setUp)
    {
        private readonly Table _table = new Table().AddColumns("figure", setUp);

        public string SetUp => setUp;

        public void Add(string name, Percentiles figures)
        {
            Add($"{name}.p50", figures.P50);
            Add($"{name}.p95", figures.P95);
            Add($"{name}.p99", figures.P99);
        }

        public void Add(string name, double value)
        {
            var number = value.ToString("0.##", CultureInfo.InvariantCulture);
            Console.WriteLine($"pipeline.{setUp}.{name} {number}");
            _table.AddRow(name, number);
        }

        public void Print() => AnsiConsole.Write(_table);
    }
}
