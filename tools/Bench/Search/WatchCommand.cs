using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Events;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `watch`: what many watchers of stories cost the search service while nothing happens, while stories change that none of them
/// asked for, and while stories change that all of them did. The watchers live in a process of their own, so that the figures are the service's.
/// </summary>
internal static class WatchCommand
{
    private const string Wanted = "local-wanted";
    private const int Changes = 20;
    private const int WarmUp = 200;
    private const int StreamsPerConnection = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var watchers = new Option<int>("--watchers") { Description = "Watchers.", DefaultValueFactory = _ => 10_000 };
        var seconds = new Option<int>("--seconds") { Description = "Length of the idle time that is measured; heartbeats come every 15.", DefaultValueFactory = _ => 30 };
        var connect = new Option<string?>("--connect") { Description = "Be the watchers of a server; used by the bench itself.", Hidden = true };
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("watch.png") };
        var command = new Command("watch", "Cost of many idle watchers.") { watchers, seconds, connect, plot };
        command.SetAction((parse, _) => parse.GetValue(connect) is { } address
            ? WatchAsync(address, parse.GetValue(watchers))
            : RunAsync(parse.GetValue(watchers), parse.GetValue(seconds), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(int watchers, int seconds, FileInfo plot)
    {
        await using var server = await SearchServer.StartAsync(postgres: null);
        for (var round = 0; round < WarmUp; round++)
        {
            await ChangeAsync(server, round, round % 2 == 0 ? Wanted : "local-other");
        }

        var alone = await MeasureAsync(server, seconds, null);
        var memory = Memory();

        var startInfo = new ProcessStartInfo(Environment.ProcessPath!, ["watch", "--connect", server.Address, "--watchers", $"{watchers}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var clients = Process.Start(startInfo)!;
        try
        {
            await ReadAsync(clients, watchers);
            var resident = (Memory() - memory) / (double)watchers;
            var watched = await MeasureAsync(server, seconds, clients, watchers);
            var table = new Table().AddColumns("watchers", "KB each", "idle, ms cpu a second", "unwanted change, ms cpu", "wanted by all, ms cpu");
            table.AddRow("0", "", $"{alone.Idle:F1}", $"{alone.Unwanted:F1}", $"{alone.Wanted:F1}");
            table.AddRow($"{watchers}", $"{resident / 1024:F1}", $"{watched.Idle:F1}", $"{watched.Unwanted:F1}", $"{watched.Wanted:F1}");
            AnsiConsole.Write(table);
            Console.WriteLine($"watch watchers {watchers} kb_each {resident / 1024:F1} idle_cpu_share {(watched.Idle - alone.Idle) / 1000:F4}");
            Console.WriteLine($"watch microseconds_per_watcher unwanted {(watched.Unwanted - alone.Unwanted) * 1000 / watchers:F2} "
                + $"wanted {(watched.Wanted - alone.Wanted) * 1000 / watchers:F2}");
            Plots.Bars(
                plot, string.Create(CultureInfo.InvariantCulture, $"{watchers:N0} watchers: processor time of the service"), "ms",
                [("idle, a second", watched.Idle), ("a change nobody wants", watched.Unwanted), ("a change all want", watched.Wanted)]);
            return 0;
        }
        finally
        {
            clients.Kill();
        }
    }

    /// <summary>Processor time in milliseconds: per idle second, per change that no filter lets through, per change that all do.</summary>
    private static async Task<(double Idle, double Unwanted, double Wanted)> MeasureAsync(
        SearchServer server, int seconds, Process? clients, int watchers = 0)
    {
        var start = Spent();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var idle = (Spent() - start) / seconds;
        var settling = TimeSpan.FromSeconds(1);
        var costs = new double[2];
        foreach (var (index, entity) in new[] { "local-other", Wanted }.Index())
        {
            start = Spent();
            for (var change = 1; change <= Changes; change++)
            {
                await ChangeAsync(server, change, entity);
            }

            if (clients is not null && entity == Wanted)
            {
                await ReadAsync(clients, watchers * Changes);
            }

            await Task.Delay(settling);
            costs[index] = (Spent() - start - (idle * settling.TotalSeconds)) / Changes;
        }

        return (idle, costs[0], costs[1]);
    }

    private static Task<Guid> ChangeAsync(SearchServer server, int number, string entity)
    {
        var title = $"Flood waters reach the {(entity == Wanted ? "harbour" : "station")} of {entity}";
        var text = $"{title}\n\nFlood waters of the river reached the town on day {number}, and {entity} asked residents to leave.";
        var now = DateTimeOffset.UtcNow;
        var article = new ArticleContent(Guid.CreateVersion7(), 1, "", "Outlet", title, text, title.Length + 2, "en", now, now, null);
        var bystanders = Enumerable.Range(0, 12).Select(index => new RecognizedEntity($"{entity}-{index}", $"Name {index}", EntityType.Person, "", 0.5f));
        return server.AddAsync(article, [new RecognizedEntity(entity, entity, EntityType.Person, "", 1), .. bystanders]);
    }

    /// <summary>The other process: opens the watches, says how many are open, then how many updates have come in all.</summary>
    private static async Task<int> WatchAsync(string address, int watchers)
    {
        var channels = Enumerable.Range(0, (watchers + StreamsPerConnection - 1) / StreamsPerConnection)
            .Select(_ => Grpc.Net.Client.GrpcChannel.ForAddress(address)).ToList();
        using var opening = new SemaphoreSlim(StreamsPerConnection);
        var (open, updates) = (0, 0);
        var watching = Enumerable.Range(0, watchers).Select(async index =>
        {
            var client = new SearchService.SearchServiceClient(channels[index / StreamsPerConnection]);
            await opening.WaitAsync();
            using var watch = client.WatchStories(new WatchStoriesRequest { EntityIds = { Wanted, $"local-own-{index}" } });
            await watch.ResponseStream.MoveNext();
            opening.Release();
            Interlocked.Increment(ref open);
            while (await watch.ResponseStream.MoveNext())
            {
                if (watch.ResponseStream.Current.Kind != StoryUpdateKind.Heartbeat)
                {
                    Interlocked.Increment(ref updates);
                }
            }
        }).ToList();
        var ended = Task.WhenAny(watching);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && !ended.IsCompleted;)
        {
            Console.WriteLine(Volatile.Read(ref updates) > 0 ? Volatile.Read(ref updates) : Volatile.Read(ref open));
            await Task.Delay(200);
        }

        await (await ended);
        return 1;
    }

    /// <summary>Waits until the other process says a number.</summary>
    private static async Task ReadAsync(Process clients, int number)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await clients.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (int.Parse(line, CultureInfo.InvariantCulture) >= number)
            {
                return;
            }
        }

        throw new InvalidOperationException("The watchers have ended; see above.");
    }

    private static double Spent() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Process.GetCurrentProcess().WorkingSet64;
    }
}
