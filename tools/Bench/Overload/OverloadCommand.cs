using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `overload`: many times more articles than the pipeline can do, for minutes. What is accepted must stay quick, the rest be told when to come
/// again, memory and queues stay bounded, and all be as before soon after.
/// </summary>
internal static class OverloadCommand
{
    private const int WarmUp = 400;
    private const int Measured = 600;
    private const double Unloaded = 0.1;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var file = new Argument<FileInfo>("articles") { Description = "JSON lines (.gz too) with title, text and outlet." };
        var standalone = new Option<bool>("--standalone") { Description = "One process on SQLite instead of four on the servers of the ONRECORD_TEST_ variables." };
        var times = new Option<double>("--times") { Description = "How many times its capacity, which is measured first.", DefaultValueFactory = _ => 5 };
        var minutes = new Option<double>("--minutes") { Description = "Length of the overload.", DefaultValueFactory = _ => 10 };
        var seconds = new Option<int?>("--max-wait-seconds") { Description = "How many seconds of work may be under way (Ingest:MaxWaitSeconds), in place of the default." };
        var known = new Option<double?>("--capacity") { Description = "Articles per second, where an earlier run has measured them." };
        var command = new Command("overload", "Latency of what is accepted, what is shed, queues, memory and recovery under more load than capacity.") { file, standalone, times, minutes, seconds, known };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(file)!, parse.GetValue(standalone) ? null : Servers.FromEnvironment(), parse.GetValue(times), TimeSpan.FromMinutes(parse.GetValue(minutes)),
            parse.GetValue(seconds), parse.GetValue(known)));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, Servers? servers, double times, TimeSpan duration, int? maxWaitSeconds, double? known)
    {
        var feed = new NewsFeed(file);
        var capacity = known ?? await CapacityAsync(feed, servers);
        var settings = maxWaitSeconds is { } given ? new Dictionary<string, string> { ["Ingest:MaxWaitSeconds"] = given.ToString(CultureInfo.InvariantCulture) } : null;
        await using var system = await PipelineSystem.StartAsync(Checkout.Here, servers, settings);
        await using (var probe = await system.ProbeAsync())
        {
            using var warm = new PipelineLoad(system.Hosts[0].GrpcAddress, probe);
            await warm.BulkAsync(feed.TakeMixed(WarmUp));
        }

        using var load = new OverloadLoad(system.Hosts[0].GrpcAddress, () => feed.TakeMixed(1)[0]);
        var quiet = await load.RunAsync(capacity * Unloaded, Quiet);
        using var over = new CancellationTokenSource();
        var watching = WatchAsync(system, load, over.Token);
        var loaded = await load.RunAsync(capacity * times, duration);
        await over.CancelAsync();
        var looks = await watching;

        var clock = Stopwatch.StartNew();
        while (await load.UnderWayAsync() > 0)
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException($"Not recovered after {Patience.TotalMinutes} minutes.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        var recovery = clock.Elapsed.TotalSeconds;
        var after = await load.RunAsync(capacity * Unloaded, Quiet);
        Print(servers is null ? "standalone" : "distributed", new()
        {
            ["capacity, articles per second"] = capacity,
            ["offered per second"] = capacity * times,
            ["minutes"] = duration.TotalMinutes,
            ["accepted per second"] = loaded.Accepted.Count / duration.TotalSeconds,
            ["shed with the time to wait"] = loaded.Shed,
            ["other failures"] = loaded.Failed.Values.Sum(),
            ["accepted, p50 ms"] = loaded.Accepted.P50,
            ["accepted, p99 ms"] = loaded.Accepted.P99,
            ["unloaded, p50 ms"] = quiet.Accepted.P50,
            ["unloaded, p99 ms"] = quiet.Accepted.P99,
            ["accepted against unloaded"] = loaded.Accepted.P99 / quiet.Accepted.P99,
            ["most articles under way"] = looks.Max(look => look.UnderWay),
            ["the same in seconds of the capacity"] = looks.Max(look => look.UnderWay) / capacity,
            ["memory growth from the first to the last fifth, percent"] = Growth(looks),
            ["recovery, s until nothing is under way"] = recovery,
            ["unloaded afterwards, p99 ms"] = after.Accepted.P99,
        });
        loaded.Failed.ToList().ForEach(status => Console.WriteLine($"overload.failed.{status.Key} {status.Value}"));
        return 0;
    }

    // A system of its own: the one that is overloaded has to find out by itself.
    private static async Task<double> CapacityAsync(NewsFeed feed, Servers? servers)
    {
        await using var system = await PipelineSystem.StartAsync(Checkout.Here, servers);
        await using var probe = await system.ProbeAsync();
        using var load = new PipelineLoad(system.Hosts[0].GrpcAddress, probe);
        await load.BulkAsync(feed.TakeMixed(WarmUp));
        return (await load.BulkAsync(feed.TakeMixed(Measured))).PerSecond;
    }

    private static async Task<List<(int UnderWay, double Megabytes)>> WatchAsync(PipelineSystem system, OverloadLoad load, CancellationToken over)
    {
        var looks = new List<(int, double)>();
        while (!over.IsCancellationRequested)
        {
            looks.Add((await load.UnderWayAsync(), system.Hosts.Sum(host => host.OwnMegabytes)));
            await Task.WhenAny(Task.Delay(Look, over));
        }

        return looks;
    }

    /// <summary>How much more memory all processes hold at the end than at the beginning, by the means of a fifth of the looks each.</summary>
    private static double Growth(List<(int UnderWay, double Megabytes)> looks)
    {
        var fifth = Math.Max(1, looks.Count / 5);
        return 100 * ((looks.TakeLast(fifth).Average(look => look.Megabytes) / looks.Take(fifth).Average(look => look.Megabytes)) - 1);
    }

    private static void Print(string setUp, Dictionary<string, double> figures)
    {
        var table = new Table().AddColumns("figure", setUp);
        foreach (var (name, value) in figures)
        {
            table.AddRow(name, value.ToString("0.##", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }
}
