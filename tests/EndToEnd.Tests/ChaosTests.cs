using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>
/// Service processes are killed and the servers crash and come back while articles pour in. Afterwards every article that was
/// acknowledged is indexed, in a story, and there only once.
/// </summary>
public sealed class ChaosTests : IAsyncLifetime
{
    private const int Articles = 520;
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

    public async Task InitializeAsync()
    {
        _servers = await OwnServers.StartAsync();
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

        // By progress, not by the clock: each crash falls into the load however fast the machine is.
        Func<Task>[] crashes =
        [
            () => CrashAsync("entity"), () => CrashAsync("ingest"), () => CrashAsync("search"), () => CrashServerAsync("rabbitmq"),
            () => CrashAsync("stance"), () => CrashServerAsync("redis"), () => CrashAsync("search-2"), () => CrashAsync("entity-2"),
        ];
        for (var i = 0; i < crashes.Length; i++)
        {
            var due = (i + 1) * Articles / (crashes.Length + 1);
            await Eventually.TrueAsync(() => Task.FromResult(acknowledged.Count >= due), $"{due} articles are acknowledged", Recovery);
            await crashes[i]();
        }

        await load;

        Assert.Equal(Articles, acknowledged.Count);
        Assert.Equal(Articles, acknowledged.Values.Distinct().Count());
        await Task.WhenAll(_processes.Values.Select(process => process.ReadyAsync()));
        await BoardedAsync(acknowledged.Values);
        await AssertEachOnceAsync(acknowledged.Values);
        await AssertNoPositionTwiceAsync(acknowledged.Values.Take(50));
        Assert.Empty(await _rabbit.DeadLettersAsync());
    }

    // A client as it should be: what was not acknowledged is sent again under the same request id.
    private Task LoadAsync(ConcurrentDictionary<int, string> acknowledged)
    {
        var ingest = new IngestService.IngestServiceClient(Channel("ingest"));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Callers };
        return Parallel.ForEachAsync(Enumerable.Range(0, Articles), options, async (number, _) =>
        {
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
        var hits = new List<ArticleHit>();
        var request = new SearchArticlesRequest { PageSize = 100 };
        do
        {
            var page = await search.SearchArticlesAsync(request);
            hits.AddRange(page.Hits);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

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
