using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What a stop and a start of standalone leave behind: nothing broken, nothing lost.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private ServiceProcess _process = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _process = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>
        {
            ["Storage:Folder"] = _folder.Path,
            ["Ingest:Outbox:RepublishAfterSeconds"] = "2",
        });
        _channel = GrpcChannel.ForAddress(_process.GrpcAddress);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_open_watch_ends_cleanly_when_the_service_drains()
    {
        using var watch = new SearchService.SearchServiceClient(_channel).WatchStories(new WatchStoriesRequest());
        await watch.ResponseHeadersAsync;

        var stop = _process.StopAsync();
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Equal(0, await stop);
    }

    [Fact]
    public async Task A_clean_stop_leaves_no_log_beside_the_databases()
    {
        var ingest = new IngestService.IngestServiceClient(_channel);
        var submits = Enumerable.Range(0, 20)
            .Select(number => ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = ChaosNews.Article(number) }).ResponseAsync);
        await Task.WhenAll(submits);
        await Eventually.TrueAsync(async () => (await ingest.GetPipelineAsync(new GetPipelineRequest())).UnderWay == 0, "all articles are boarded");
        Assert.Contains(new DirectoryInfo(_folder.Path).EnumerateFiles("*.db-wal"), log => log.Length > 0);

        Assert.Equal(0, await _process.StopAsync());

        Assert.Equal(["entity.db", "ingest.db", "search.db", "stance.db"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_in_memory_bus_lost_in_a_crash_is_published_again()
    {
        var ingest = new IngestService.IngestServiceClient(_channel);
        var submits = Enumerable.Range(0, 40)
            .Select(number => ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = ChaosNews.Article(number) }).ResponseAsync);
        var ids = (await Task.WhenAll(submits)).Select(answer => answer.ArticleId).ToList();

        await _process.KillAsync();
        _process.Start();
        await _process.ReadyAsync();

        foreach (var id in ids)
        {
            await Eventually.TrueAsync(
                async () => (await ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article.State == ArticleState.Indexed,
                "the article is indexed");
        }
    }
}
