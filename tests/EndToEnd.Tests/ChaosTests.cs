using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>
/// Service processes are killed and the servers crash and come back while articles pour in. Afterwards every article that was
/// acknowledged is indexed, in a story, and there only once, and its positions are those of an undisturbed system, each on a board.
/// ONRECORD_CHAOS_FAULTS asks for more than the usual eight faults; kinds that take long, or leave dead letters, are among those.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int UsualFaults = 8;
    private const string Wipe = "wipe of RabbitMQ";
    private const string PoisonKind = "poison";

    private static readonly int Faults =
        int.TryParse(Environment.GetEnvironmentVariable("ONRECORD_CHAOS_FAULTS"), CultureInfo.InvariantCulture, out var faults) ? faults : UsualFaults;

    private static readonly int Articles = Math.Max(520, 10 * Faults);

    private const int Seed = 20_261_130;

    private const int Callers = 6;
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(5);

    // Two replicas where a second one matters: entity shares its queue, search has a standby for the serial decision.
    private static readonly (string Name, string Service)[] Replicas =
        [("ingest", "Ingest"), ("entity", "Entity"), ("entity-2", "Entity"), ("stance", "Stance"), ("search", "Search"), ("search-2", "Search")];

    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly List<GrpcChannel> _channels = [];
    private OwnServers _servers = null!;
    private RabbitServer _rabbit = null!;
    private int _released;

    public async Task InitializeAsync()
    {
        _servers = await OwnServers.StartAsync(postgresDisk: Faults > UsualFaults);
        _rabbit = RabbitServer.On(_servers.RabbitMq, _servers.RabbitMqManagement);
        await _rabbit.InitializeAsync();
        var configuration = new Dictionary<string, string>
        {
            ["Bus:Transport"] = "RabbitMq",
            ["Bus:Host"] = _rabbit.Host,
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = _servers.Postgres,
            ["Cache:Redis"] = _servers.Redis,
            ["Ingest:Outbox:RepublishAfterSeconds"] = "15",
            ["Ingest:Outbox:RepublishCeilingSeconds"] = "60",
            ["Ingest:Outbox:ClaimSeconds"] = "3",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        var starts = Replicas.Select(async replica => (replica.Name, await ServiceProcess.StartAsync(replica.Service, configuration))).ToList();
        foreach (var start in starts)
        {
            var (name, process) = await start;
            _processes.Add(name, process);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var (name, process) in _processes)
        {
            output.WriteLine($"{name}, the end of its log:\n{process.Log[^Math.Min(process.Log.Length, 2_000)..]}");
        }

        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        await _rabbit.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Fact]
    public async Task Every_acknowledged_article_is_indexed_exactly_once()
    {
        var acknowledged = new ConcurrentDictionary<int, string>();
        var load = LoadAsync(acknowledged);

        // By progress, not by the clock: each crash falls into the load however fast the machine is, and some of the load is left for the next ones.
        var happened = new List<string>();
        var clock = Stopwatch.StartNew();
        foreach (var (kind, happen) in Plan())
        {
            var due = (happened.Count + 1) * Articles / (Faults + 1);
            Volatile.Write(ref _released, (happened.Count + 2) * Articles / (Faults + 1));
            await Eventually.TrueAsync(() => Task.FromResult(acknowledged.Count >= due), $"{due} articles are acknowledged", Recovery);
            output.WriteLine($"{clock.Elapsed:mm\\:ss} {acknowledged.Count} articles: {kind}");
            await happen();
            happened.Add(kind);
            await RestartEndedAsync();
        }

        Volatile.Write(ref _released, Articles);
        await load;
        await RestartEndedAsync();

        Assert.Equal(Articles, acknowledged.Count);
        Assert.Equal(Articles, acknowledged.Values.Distinct().Count());
        await Task.WhenAll(_processes.Values.Select(process => process.ReadyAsync()));
        await BoardedAsync(acknowledged.Values);
        await AssertEachOnceAsync(acknowledged.Values);
        await AssertNoPositionTwiceAsync(acknowledged.Values.Take(50));
        // A wiped broker has lost its dead letters, too.
        var poisoned = happened.Skip(happened.LastIndexOf(Wipe) + 1).Count(kind => kind == PoisonKind);
        // Each consumer gets a copy, and tries it a few times; what tells ingest of the failure names no article, and is one itself.
        var dead = await Eventually.GetAsync(
            async () => (await _rabbit.DeadLettersAsync()).Values.Sum(), count => count >= poisoned, "poison waits to be looked at");
        Assert.InRange(dead, poisoned, poisoned * 8);
        var (off, positions) = (await CountAsync("SELECT count(*) FROM stance.positions WHERE claim_id IS NULL"), await CountAsync("SELECT count(*) FROM stance.positions"));
        Assert.Equal(0, off);
        var boards = await BoardsAsync("search", "stance", acknowledged);
        if (Faults > UsualFaults)
        {
            var (calmBoards, differences) = await CompareAsync(acknowledged);
            Assert.Empty(differences);
            Assert.Equal(calmBoards, boards);
        }

        foreach (var kind in happened.GroupBy(kind => kind))
        {
            output.WriteLine($"{kind.Count(),4} {kind.Key}");
        }

        output.WriteLine($"{happened.Count} faults, {acknowledged.Count} articles, {positions} positions on {boards.Count} boards: none lost, doubled or off its board; {dead} dead letters of {poisoned} poisoned messages since the last wipe");
    }

    // The usual ones in their order; where more are asked for, rounds of all kinds in an order of their own each.
    private IEnumerable<(string Kind, Func<Task> Happen)> Plan()
    {
        (string Kind, Func<Task> Happen)[] usual =
        [
            .. new[] { "entity", "ingest", "search" }.Select(Kill), ("kill of RabbitMQ", () => CrashServerAsync("rabbitmq")), Kill("stance"),
            ("kill of Redis", () => CrashServerAsync("redis")), Kill("search-2"), Kill("entity-2"),
        ];
        (string Kind, Func<Task> Happen)[] all =
        [
            .. usual, (Wipe, WipeAsync), ("kill of PostgreSQL", () => CrashServerAsync("postgres")), ("pause of Redis", () => PauseAsync("redis")),
            ("pause of PostgreSQL", () => PauseAsync("postgres")), ("frozen replica", () => FreezeAsync("search")), ("frozen replica", () => FreezeAsync("search-2")),
            .. Poison.Types.Select(type => (PoisonKind, new Func<Task>(() => PoisonAsync(type)))),
            .. _servers.PostgresDisk is { } disk ? new (string, Func<Task>)[] { ("full disk of PostgreSQL", () => FillAsync(disk)) } : [],
        ];
        var random = new Random(Seed);
        var rounds = Enumerable.Range(0, Faults / all.Length + 1).SelectMany(_ =>
        {
            var round = all.ToArray();
            random.Shuffle(round);
            return round;
        });
        return usual.Concat(rounds).Take(Faults);

        (string, Func<Task>) Kill(string replica) => ("kill of a service", () => CrashAsync(replica));
    }

    // What a system makes of the same articles to which nothing happens: its boards, and the articles whose positions are others here.
    private async Task<(SortedSet<string> Boards, List<string> Differences)> CompareAsync(ConcurrentDictionary<int, string> acknowledged)
    {
        using var folder = new ScratchFolder();
        await using var calm = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string> { ["Storage:Folder"] = folder.Path, ["Logging:LogLevel:Default"] = "Warning" });
        _processes["calm"] = calm;
        var (ingest, theirs, ours) = (new IngestService.IngestServiceClient(Channel("calm")), new StanceService.StanceServiceClient(Channel("calm")), new StanceService.StanceServiceClient(Channel("stance")));
        var ids = new ConcurrentDictionary<int, string>();
        await Parallel.ForEachAsync(acknowledged.Keys, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, _) =>
            ids[number] = (await RetryAsync(deadline => ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = ChaosNews.Article(number) }, deadline: deadline).ResponseAsync)).ArticleId);
        await Eventually.TrueAsync(
            async () => (await ingest.GetPipelineAsync(new GetPipelineRequest())).UnderWay == 0, "the undisturbed system is done", TimeSpan.FromMinutes(20));
        var differences = new List<string>();
        foreach (var (number, id) in acknowledged)
        {
            var (disturbed, undisturbed) = (await ChaosBoards.PositionsAsync(ours, id), await ChaosBoards.PositionsAsync(theirs, ids[number]));
            if (disturbed != undisturbed)
            {
                differences.Add($"article {number}: {disturbed} instead of {undisturbed}");
            }
        }

        var boards = await BoardsAsync("calm", "calm", ids);
        _processes.Remove("calm");
        return (boards, differences);
    }

    private async Task<SortedSet<string>> BoardsAsync(string search, string stance, ConcurrentDictionary<int, string> ids)
    {
        var numbers = ids.ToDictionary(article => article.Value, article => article.Key);
        var client = new StanceService.StanceServiceClient(Channel(stance));
        var boards = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var story in (await ChaosBoards.HitsAsync(new SearchService.SearchServiceClient(Channel(search)))).GroupBy(hit => hit.StoryId))
        {
            boards.Add(await ChaosBoards.BoardAsync(client, story.Key, story.Select(hit => numbers[hit.Article.ArticleId])));
        }

        return boards;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_servers.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // A client as it should be: what was not acknowledged is sent again under the same request id.
    private Task LoadAsync(ConcurrentDictionary<int, string> acknowledged)
    {
        var ingest = new IngestService.IngestServiceClient(Channel("ingest"));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Callers };
        return Parallel.ForEachAsync(Enumerable.Range(0, Articles), options, async (number, _) =>
        {
            while (number >= Volatile.Read(ref _released))
            {
                await Task.Delay(20, CancellationToken.None);
            }

            var request = new SubmitArticleRequest { Article = ChaosNews.Article(number), RequestId = $"chaos-{number}" };
            var answer = await RetryAsync(deadline => ingest.SubmitArticleAsync(request, deadline: deadline).ResponseAsync);
            acknowledged[number] = answer.ArticleId;
            await Task.Delay(100, CancellationToken.None);
        });
    }

    private async Task CrashAsync(string replica)
    {
        await _processes[replica].KillAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        _processes[replica].Start();
    }

    private async Task CrashServerAsync(string server)
    {
        await _servers.KillAsync(server);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await _servers.RestartAsync(server);
    }

    // A start that finds no database ends; compose, as every supervisor, tries again.
    private async Task RestartEndedAsync()
    {
        foreach (var process in _processes.Values.Where(process => process.HasExited))
        {
            process.Start();
            await process.ReadyAsync();
        }
    }

    private async Task FillAsync(SmallDisk disk)
    {
        await disk.FillAsync();
        await Task.Delay(TimeSpan.FromSeconds(8));
        await disk.FreeAsync();
        // PostgreSQL ends where there is no room for its log.
        await _servers.RestartAsync("postgres");
    }

    private Task PauseAsync(string server) => _servers.PauseAsync(server, TimeSpan.FromSeconds(8));

    private async Task FreezeAsync(string replica)
    {
        await _processes[replica].FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        await _processes[replica].ThawAsync();
    }

    private async Task WipeAsync()
    {
        await _rabbit.RemoveAsync();
        await _rabbit.InitializeAsync();
    }

    private async Task PoisonAsync(string name)
    {
        // After a wipe the exchange comes back with the services.
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await _rabbit.PublishAsync(Poison.Exchange(name), Poison.Message(name, Guid.NewGuid().ToString()));
                    return true;
                }
                catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException)
                {
                    return false;
                }
            },
            $"{name} is published",
            Recovery);
    }

    private async Task BoardedAsync(IEnumerable<string> articleIds)
    {
        var ingest = new IngestService.IngestServiceClient(Channel("ingest"));
        var late = new List<string>(articleIds);
        await Eventually.GetAsync(
            async () =>
            {
                var states = await Task.WhenAll(late.Select(async id =>
                    (Id: id, (await RetryAsync(deadline => ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id }, deadline: deadline).ResponseAsync)).Article.Boarded)));
                late = [.. states.Where(article => !article.Boarded).Select(article => article.Id)];
                return late.Count;
            },
            count => count == 0,
            "all articles are indexed and boarded",
            Recovery);
    }

    private async Task AssertEachOnceAsync(ICollection<string> articleIds)
    {
        var search = new SearchService.SearchServiceClient(Channel("search"));
        var hits = await ChaosBoards.HitsAsync(search);
        Assert.Equal(articleIds.Order(), hits.Select(hit => hit.Article.ArticleId).Order());
        foreach (var story in hits.GroupBy(hit => hit.StoryId))
        {
            var answer = await search.GetStoryAsync(new GetStoryRequest { StoryId = story.Key });
            Assert.Equal((story.Key, story.Count()), (answer.Story.StoryId, answer.Story.ArticleCount));
        }
    }

    private async Task AssertNoPositionTwiceAsync(IEnumerable<string> articleIds)
    {
        var stance = new StanceService.StanceServiceClient(Channel("stance"));
        foreach (var id in articleIds)
        {
            var answer = await stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = id, PageSize = 500 });
            Assert.NotEmpty(answer.Positions);
            Assert.Equal(answer.Positions.Count, answer.Positions.Select(position => position.PositionId).Distinct().Count());
        }
    }

    private static async Task<T> RetryAsync<T>(Func<DateTime, Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(DateTime.UtcNow + CallPatience);
            }
            catch (RpcException exception) when (attempt < 600 && exception.StatusCode is StatusCode.Unavailable
                or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Internal or StatusCode.Unknown)
            {
                await Task.Delay(200);
            }
        }
    }

    private GrpcChannel Channel(string replica)
    {
        // The usual back-off of a channel goes up to two minutes: too long for a service that is back after one second.
        var channel = GrpcChannel.ForAddress(_processes[replica].GrpcAddress, new GrpcChannelOptions { MaxReconnectBackoff = TimeSpan.FromSeconds(1) });
        _channels.Add(channel);
        return channel;
    }
}
