namespace OnRecord.Bench;

/// <summary>One run of a pipeline from its start to its end, and all figures that it gives, by name.</summary>
internal static class PipelineRun
{
    /// <summary>Name of the rate of the measured load.</summary>
    public const string Peak = "warm.articles_per_second";

    private const int BareWarmUp = 3_000;
    private const double TricklePerSecond = 5;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Starts the services, loads them, and stops them.</summary>
    /// <param name="checkout">Whose services.</param>
    /// <param name="servers">Where the servers are; null for standalone.</param>
    /// <param name="settings">Configuration beyond that.</param>
    /// <param name="articles">JSON lines.</param>
    /// <param name="sizes">How much of it.</param>
    /// <param name="add">Takes each figure as it comes.</param>
    /// <returns>Processor milliseconds an article of the measured load, by process.</returns>
    public static async Task<List<(string Name, double PerArticle)>> MeasureAsync(
        Checkout checkout, Servers? servers, IReadOnlyDictionary<string, string> settings, FileInfo articles, PipelineSizes sizes, Action<string, double> add)
    {
        var feed = new NewsFeed(articles);
        await using var system = await PipelineSystem.StartAsync(checkout, servers, settings);
        await using var probe = await system.ProbeAsync();
        using var load = new PipelineLoad(system.Hosts[0].GrpcAddress, probe);
        Each(system, host => add($"start_ms.{host.Name}", host.StartToReady.TotalMilliseconds));
        Each(system, host => add($"start_cpu_ms.{host.Name}", host.ProcessorTimeToReady.TotalMilliseconds));

        var empty = await system.StoredBytesAsync();
        var cold = await load.BulkAsync(feed.Take(sizes.Cold));
        add("cold.articles_per_second", cold.PerSecond);
        var stored = cold.Articles + (await load.BulkAsync(feed.Take(sizes.WarmUp))).Articles;
        await Task.Delay(Settling);
        var clock = ProcessorClock.Read(system);
        var warm = await load.BulkAsync(feed.Take(sizes.Warm));
        stored += warm.Articles;
        add("warm.articles", warm.Articles);
        add(Peak, warm.PerSecond);
        // Watchers' log and acknowledgements are part of the work.
        await Task.Delay(Settling);
        var spent = Spent(system, clock, warm.Articles);
        AddSpent(spent, "", add);
        Each(system, host => add($"resident_mb.{host.Name}", host.ResidentMegabytes));
        add("resident_mb.all", system.Hosts.Sum(host => host.ResidentMegabytes));
        foreach (var (schema, bytes) in await system.StoredBytesAsync())
        {
            add($"stored_kb_per_article.{schema}", (bytes - empty[schema]) / 1024.0 / stored);
        }

        if (sizes.TrickleSeconds > 0)
        {
            var one = feed.Take((int)(TricklePerSecond * sizes.TrickleSeconds));
            clock = ProcessorClock.Read(system);
            await load.PacedAsync(one, TricklePerSecond);
            AddSpent(Spent(system, clock, one.Count), "trickle.", add);
        }

        if (sizes.Seconds > 0)
        {
            var pace = sizes.Rate ?? warm.PerSecond / 2;
            var many = feed.Take((int)(pace * sizes.Seconds));
            clock = ProcessorClock.Read(system);
            var paced = await load.PacedAsync(many, pace);
            AddSpent(Spent(system, clock, many.Count), "paced.", add);
            add("paced.articles_per_second", pace);
            AddLatencies("paced.searchable_ms", paced.Searchable, add);
            AddLatencies("paced.board_ms", paced.OnBoard, add);
        }

        Each(system, host => add($"peak_mb.{host.Name}", host.PeakMegabytes));
        if (sizes.Erased > 0)
        {
            await EraseAsync(system, load, sizes.Erased, add);
        }

        if (sizes.Unanalysed > 0)
        {
            await CompareAsync(system, load, feed, sizes.Unanalysed, add);
        }

        add("indexed", await probe.CountIndexedAsync());
        add("positions", await probe.CountPositionsAsync());
        return spent;
    }

    /// <summary>What it costs to erase articles: until they are gone from every service.</summary>
    private static async Task EraseAsync(PipelineSystem system, PipelineLoad load, int articles, Action<string, double> add)
    {
        await Task.Delay(Settling);
        var clock = ProcessorClock.Read(system);
        var erased = await load.EraseAsync(articles);
        add("erased.articles", erased.Articles);
        add("erased.articles_per_second", erased.PerSecond);
        AddSpent(Spent(system, clock, erased.Articles), "erased.", add);
    }

    /// <summary>The pipeline without analysis, and in between the bare loop; both have run before they are measured.</summary>
    private static async Task CompareAsync(PipelineSystem system, PipelineLoad load, NewsFeed feed, int articles, Action<string, double> add)
    {
        await load.BulkAsync(feed.TakeUnanalysed(articles / 2));
        await Task.Delay(Settling);
        var clock = ProcessorClock.Read(system);
        var measured = feed.TakeUnanalysed(articles);
        var without = await load.BulkAsync(measured);
        add("unanalysed.articles_per_second", without.PerSecond);
        await Task.Delay(Settling);
        AddSpent(Spent(system, clock, articles), "unanalysed.", add);

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
        add("bare_loop.articles_per_second", bare);
        add("unanalysed_to_bare", without.PerSecond / bare);
    }

    /// <summary>Processor milliseconds an article of each process since <paramref name="before"/>.</summary>
    private static List<(string Name, double PerArticle)> Spent(PipelineSystem system, Dictionary<string, double> before, int articles) =>
        [.. ProcessorClock.Read(system).Select(after => (after.Key, (after.Value - before[after.Key]) / articles))];

    private static void AddSpent(List<(string Name, double PerArticle)> spent, string load, Action<string, double> add)
    {
        spent.ForEach(one => add($"{load}cpu_ms_per_article.{one.Name}", one.PerArticle));
        add($"{load}cpu_ms_per_article.all", spent.Sum(one => one.PerArticle));
    }

    private static void AddLatencies(string name, Percentiles figures, Action<string, double> add)
    {
        add($"{name}.p50", figures.P50);
        add($"{name}.p95", figures.P95);
        add($"{name}.p99", figures.P99);
    }

    private static void Each(PipelineSystem system, Action<ServiceHost> report) => system.Hosts.ToList().ForEach(report);
}
