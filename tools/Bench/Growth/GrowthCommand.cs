using System.CommandLine;
using System.Globalization;
using Grpc.Net.Client;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `growth`: what an article costs, and how long readers wait, when there are many articles already against when there are few. All services run;
/// at each number of articles the same loads are measured.
/// </summary>
internal static class GrowthCommand
{
    private const int Callers = 8;
    private const int MostStories = 500;
    private const int Chunk = 1_000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var corpus = new Argument<FileInfo>("articles") { Description = "JSON lines (.gz too) with text: their sentences are mixed to new articles." };
        var steps = new Option<int[]>("--steps") { Description = "Numbers of articles at which is measured, ascending.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10_000, 100_000, 1_000_000] };
        var standalone = new Option<bool>("--standalone") { Description = "One process on SQLite instead of four on the servers of the ONRECORD_TEST_ variables." };
        var measured = new Option<int>("--measured") { Description = "Articles of each measured load.", DefaultValueFactory = _ => 1_000 };
        var seconds = new Option<int>("--seconds") { Description = "Length of each load of readers.", DefaultValueFactory = _ => 15 };
        var settings = ServiceSettings.Ask("--set", "Configuration of the services, key=value, as often as wanted.");
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("growth.svg") };
        var command = new Command("growth", "Cost of an article and latency of reading, by how many articles there are.") { corpus, steps, standalone, measured, seconds, settings, plot };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(corpus)!, parse.GetValue(steps)!, parse.GetValue(standalone) ? null : Servers.FromEnvironment(), parse.GetValue(measured),
            TimeSpan.FromSeconds(parse.GetValue(seconds)), ServiceSettings.Read(parse.GetValue(settings)), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo corpus, int[] steps, Servers? servers, int measured, TimeSpan duration, IReadOnlyDictionary<string, string> settings, FileInfo plot)
    {
        string[] sentences = [.. Corpus.Sentences(corpus)];
        var news = new TopicalNews(sentences);
        await using var system = await PipelineSystem.StartAsync(Checkout.Here, servers, settings);
        await using var probe = await system.ProbeAsync();
        using var load = new PipelineLoad(system.Hosts[0].GrpcAddress, probe);
        var sofar = 0;
        var setUp = servers is null ? "standalone" : "distributed";
        var figures = new List<(int Articles, string Name, double Value)>();
        foreach (var step in steps)
        {
            // What is measured ends at the step.
            for (var count = 0; sofar < step - measured; sofar += count)
            {
                count = Math.Min(Chunk, step - measured - sofar);
                await load.BulkAsync([.. news.Take(sofar, count)]);
            }

            var stored = await system.StoredBytesAsync();
            var clock = ProcessorClock.Read(system);
            var bulk = await load.BulkAsync([.. news.Take(sofar, measured)]);
            sofar += measured;
            await Task.Delay(Settling);
            var spent = ProcessorClock.Read(system).Select(after => (Name: after.Key, PerArticle: (after.Value - clock[after.Key]) / bulk.Articles)).ToList();
            Add("articles_per_second", bulk.PerSecond);
            spent.ForEach(one => Add($"cpu_ms_per_article.{one.Name}", one.PerArticle));
            Add("cpu_ms_per_article.all", spent.Sum(one => one.PerArticle));
            foreach (var (schema, bytes) in await system.StoredBytesAsync())
            {
                Add($"stored_kb_per_article.{schema}", (bytes - stored.GetValueOrDefault(schema)) / 1024.0 / bulk.Articles);
            }

            await ReadAsync(system, sentences, duration, Add);

            void Add(string name, double value)
            {
                figures.Add((step, name, value));
                Console.WriteLine(Line($"growth.{setUp}.{step}.{name} {value:0.##}"));
            }
        }

        var table = new Table().AddColumns(["figure", .. steps.Select(step => step.ToString("N0", CultureInfo.InvariantCulture)), "last / first"]);
        var ratios = new List<(string Name, double Value)>();
        foreach (var figure in figures.GroupBy(figure => figure.Name))
        {
            double[] values = [.. figure.Select(one => one.Value)];
            table.AddRow([figure.Key, .. values.Select(value => Line($"{value:0.##}")), Line($"{values[^1] / values[0]:0.00}")]);
            ratios.Add((figure.Key.Replace('.', ' ').Replace('_', ' '), values[^1] / values[0]));
        }

        AnsiConsole.Write(table);
        Plots.Bars(
            plot, Line($"{setUp}: {steps[^1]:N0} articles against {steps[0]:N0}"), "ratio",
            [.. ratios.Where(ratio => ratio.Name.EndsWith("all", StringComparison.Ordinal) || ratio.Name.EndsWith("p99", StringComparison.Ordinal))]);
        return 0;
    }

    /// <summary>Search, stories and boards, by several callers at a time.</summary>
    private static async Task ReadAsync(PipelineSystem system, string[] sentences, TimeSpan duration, Action<string, double> add)
    {
        using var searchChannel = GrpcChannel.ForAddress(system.AddressOf("search"));
        using var stanceChannel = GrpcChannel.ForAddress(system.AddressOf("stance"));
        var search = new SearchService.SearchServiceClient(searchChannel);
        var stance = new StanceService.StanceServiceClient(stanceChannel);
        var stories = new HashSet<string>();
        for (var number = 0; number < MostStories && stories.Count < MostStories; number++)
        {
            var found = await search.SearchArticlesAsync(new SearchArticlesRequest { Query = SearchCommand.Query(sentences, number), PageSize = 10 });
            stories.UnionWith(found.Hits.Select(hit => hit.StoryId).Where(id => id.Length > 0));
        }

        string[] ids = [.. stories];
        await MeasureAsync("search_ms", turn => search.SearchArticlesAsync(new SearchArticlesRequest { Query = SearchCommand.Query(sentences, turn), PageSize = 10 }).ResponseAsync);
        await MeasureAsync("story_ms", turn => search.GetStoryAsync(new GetStoryRequest { StoryId = ids[turn % ids.Length] }).ResponseAsync);
        await MeasureAsync("board_ms", turn => stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = ids[turn % ids.Length] }).ResponseAsync);

        async Task MeasureAsync(string name, Func<int, Task> call)
        {
            var result = await Load.RunAsync(Callers, duration, (caller, turn) => call((caller * 7_919) + turn));
            add($"{name}.p50", result.P50);
            add($"{name}.p99", result.P99);
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
