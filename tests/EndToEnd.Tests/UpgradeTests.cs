using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>
/// Upgrade and rollback as docs/operations.md tells, service by service while articles come in: the build before, this one, the build before
/// again, and this one. The build before is that in the checkout ONRECORD_TEST_BEFORE names; see tests/build-before.sh.
/// </summary>
public sealed class UpgradeTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Callers = 3;
    private const int ArticlesAStep = 12;

    // However long a restart takes, what has come in by then can be worked off.
    private const int MostAStep = 60;

    private static readonly string[] Order = ["Entity", "Stance", "Search", "Ingest"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly PostgresServer _postgres = new();
    private readonly RedisServer _redis = new();
    private readonly RabbitServer _rabbit = new();
    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly ConcurrentDictionary<int, string> _acknowledged = [];
    private volatile int _most = MostAStep;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _redis.InitializeAsync();
        await _rabbit.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [SkippableFact]
    public async Task Nothing_is_lost_or_doubled_by_an_upgrade_a_rollback_and_another_upgrade_under_load()
    {
        var before = Environment.GetEnvironmentVariable("ONRECORD_TEST_BEFORE");
        Skip.If(string.IsNullOrEmpty(before), "ONRECORD_TEST_BEFORE names no build of the release before (tests/build-before.sh COMMIT FOLDER)");
        var configuration = new Dictionary<string, string>
        {
            ["Bus:Transport"] = "RabbitMq",
            ["Bus:Host"] = _rabbit.Host,
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = _postgres.ConnectionString,
            ["Cache:Redis"] = _redis.ConnectionString,
            ["Ingest:Outbox:RepublishAfterSeconds"] = "15",
            ["Ingest:Outbox:RepublishCeilingSeconds"] = "30",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var service in Order)
        {
            _processes[service] = await ServiceProcess.StartBuildAsync(before!, service, configuration);
        }

        using var stop = new CancellationTokenSource();
        var load = LoadAsync(stop.Token);
        await AcknowledgedAsync(ArticlesAStep);
        foreach (var build in new[] { null, before, null })
        {
            foreach (var service in build is null ? Order : Order.Reverse())
            {
                _most = _acknowledged.Count + MostAStep;
                Assert.Equal(0, await _processes[service].StopAsync());
                _processes[service].Checkout = build;
                _processes[service].Start();
                await _processes[service].ReadyAsync();
                // All that might come may have come while it started.
                _most = _acknowledged.Count + MostAStep;
                await AcknowledgedAsync(_acknowledged.Count + ArticlesAStep);
            }

            output.WriteLine($"all of {build ?? "this build"}: {_acknowledged.Count} articles acknowledged");
        }

        await stop.CancelAsync();
        await load;

        var ids = _acknowledged.Values.ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        await BoardedAsync(ids);
        output.WriteLine($"queues that hold messages: {string.Join(", ", (await _rabbit.WaitingAsync()).Select(queue => $"{queue.Key} {queue.Value}"))}");
        await ReplaySkippedAsync();
        Assert.Empty(await _rabbit.DeadLettersAsync());
        Assert.Equal(ids.Order(), (await IndexedAsync()).Order());
    }

    // A client as it should be: what was not acknowledged is sent again under the same request id.
    private async Task LoadAsync(CancellationToken stop)
    {
        using var channel = Channel("Ingest");
        var ingest = new IngestService.IngestServiceClient(channel);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (next >= _most)
                {
                    await Task.Delay(300, CancellationToken.None);
                    continue;
                }

                var number = Interlocked.Increment(ref next);
                var request = new SubmitArticleRequest { Article = ChaosNews.Article(number), RequestId = $"upgrade-{number}" };
                _acknowledged[number] = (await RetryAsync(deadline => ingest.SubmitArticleAsync(request, deadline: deadline).ResponseAsync)).ArticleId;
                await Task.Delay(300, CancellationToken.None);
            }
        }));
    }

    private Task AcknowledgedAsync(int count) =>
        Eventually.TrueAsync(() => Task.FromResult(_acknowledged.Count >= count), $"{count} articles are acknowledged", Patience);

    private async Task BoardedAsync(List<string> late)
    {
        using var channel = Channel("Ingest");
        var ingest = new IngestService.IngestServiceClient(channel);
        await Eventually.GetAsync(
            async () =>
            {
                var states = await Task.WhenAll(late.Select(async id =>
                    (Id: id, (await RetryAsync(deadline => ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id }, deadline: deadline).ResponseAsync)).Article.Boarded)));
                late = [.. states.Where(article => !article.Boarded).Select(article => article.Id)];
                return late.Count;
            },
            count => count == 0,
            "all articles are on their boards",
            Patience);
    }

    // What a later build said while the earlier one read its queue: docs/operations.md, Rollback.
    private async Task ReplaySkippedAsync()
    {
        foreach (var (skipped, count) in await _rabbit.SkippedAsync())
        {
            var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Cli, "replay", "--bus", _rabbit.Host, "--queue", skipped[..^"_skipped".Length], "--skipped"]);
            var (code, answer, errors) = await ProgramRun.ToEndAsync(start);
            output.WriteLine($"{count} in {skipped}: {answer}");
            Assert.True(code == 0, errors);
        }

        await Eventually.TrueAsync(async () => (await _rabbit.WaitingAsync()).Count == 0, "all queues are empty", Patience);
    }

    private async Task<List<string>> IndexedAsync()
    {
        using var channel = Channel("Search");
        var search = new SearchService.SearchServiceClient(channel);
        var found = new List<string>();
        var request = new SearchArticlesRequest { PageSize = 100 };
        do
        {
            var page = await search.SearchArticlesAsync(request);
            found.AddRange(page.Hits.Select(hit => hit.Article.ArticleId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    private static async Task<T> RetryAsync<T>(Func<DateTime, Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(DateTime.UtcNow.AddSeconds(10));
            }
            catch (RpcException fault) when (attempt < 1_200 && fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted)
            {
                await Task.Delay(200);
            }
        }
    }

    private GrpcChannel Channel(string service) =>
        GrpcChannel.ForAddress(_processes[service].GrpcAddress, new GrpcChannelOptions { MaxReconnectBackoff = TimeSpan.FromSeconds(1) });
}
