using System.CommandLine;
using Grpc.Net.Client;
using OnRecord.Api.Search.V1;
using OnRecord.Events;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `lookup`: GetStory of a hot story through the whole service, against a bare gRPC server that answers with the same message.
/// Rounds alternate, so that a noisy neighbour hits both; medians are compared.
/// </summary>
internal static class LookupCommand
{
    public static Command Create()
    {
        var connections = new Option<int>("--connections") { Description = "Connections of the client.", DefaultValueFactory = _ => 4 };
        var callers = new Option<int>("--callers") { Description = "Concurrent callers.", DefaultValueFactory = _ => 32 };
        var seconds = new Option<int>("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each after one to warm up.", DefaultValueFactory = _ => 5 };
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("lookup.png") };
        var command = new Command("lookup", "Hot GetStory against a bare gRPC echo.") { connections, callers, seconds, rounds, plot };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(connections), parse.GetValue(callers), parse.GetValue(seconds), parse.GetValue(rounds), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(int connections, int callers, int seconds, int rounds, FileInfo plot)
    {
        await using var server = await SearchServer.StartAsync(postgres: null);
        var storyId = await FillAsync(server);
        var request = new GetStoryRequest { StoryId = storyId.ToString("D") };
        using var service = new Clients(server.Address, connections);
        var answer = await service[0].GetStoryAsync(request);
        var (echoApp, echoAddress) = await EchoServer.StartAsync(answer);
        await using var echoServer = echoApp;
        using var echo = new Clients(echoAddress, connections);

        var (echoes, lookups) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round <= rounds; round++)
        {
            var bare = await Load.RunAsync(callers, TimeSpan.FromSeconds(seconds), async (caller, _) => await echo[caller].GetStoryAsync(request));
            var full = await Load.RunAsync(callers, TimeSpan.FromSeconds(seconds), async (caller, _) => await service[caller].GetStoryAsync(request));
            if (round > 0)
            {
                echoes.Add(bare);
                lookups.Add(full);
            }
        }

        var (ceiling, figure) = (Load.Median(echoes), Load.Median(lookups));
        var table = new Table().AddColumns("", "requests/s", "p50 ms", "p95 ms", "p99 ms", "cpu ms");
        foreach (var (name, result) in new[] { ("bare echo", ceiling), ("GetStory", figure) })
        {
            table.AddRow(name, $"{result.PerSecond:F0}", $"{result.P50:F2}", $"{result.P95:F2}", $"{result.P99:F2}", $"{result.CpuPerCall:F3}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"lookup payload_bytes {answer.CalculateSize()} connections {connections} callers {callers}");
        Console.WriteLine($"lookup ratio {figure.PerSecond / ceiling.PerSecond:F3}");
        Plots.Bars(plot, "GetStory and a bare echo of the same message", "requests per second", [("bare echo", ceiling.PerSecond), ("GetStory", figure.PerSecond)]);
        return 0;
    }

    /// <summary>One story of a dozen articles, about the size of a busy one.</summary>
    private static async Task<Guid> FillAsync(SearchServer server)
    {
        var storyId = Guid.Empty;
        var now = DateTimeOffset.UtcNow;
        string[] places = ["bridge", "harbour", "station", "market"];
        for (var index = 0; index < 12; index++)
        {
            var title = $"Flood waters reach the {places[index % 4]} of Marlow";
            var text = $"{title}\n\nFlood waters of the river Lin reached the {places[index % 4]} of Marlow on day {index + 1}. "
                + "Mayor Edith Calloway asked residents of the lower town to leave their homes while engineers raise the flood walls.";
            storyId = await server.AddAsync(
                new ArticleContent(
                    Guid.CreateVersion7(), 1, $"https://outlet{index % 5}.example/{index}", $"Outlet {index % 5}", title, text, title.Length + 2, "en",
                    now.AddHours(-index), now, null),
                [new RecognizedEntity("local-edith-calloway", "Edith Calloway", EntityType.Person, "", 1), new("local-marlow", "Marlow", EntityType.Place, "", 0.8f)]);
        }

        return storyId;
    }

    private sealed class Clients(string address, int connections) : IDisposable
    {
        private readonly GrpcChannel[] _channels = [.. Enumerable.Range(0, connections).Select(_ => GrpcChannel.ForAddress(address))];

        public SearchService.SearchServiceClient this[int caller] => new(_channels[caller % connections]);

        public void Dispose()
        {
            foreach (var channel in _channels)
            {
                channel.Dispose();
            }
        }
    }
}
