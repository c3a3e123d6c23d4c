using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>The service while as much is under way as may be.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private const int MostTries = 20;

    private readonly ScratchFolder _folder = new();
    private IngestHost _host = null!;
    private RpcException _refused = null!;

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = _folder.Path,
            ["Ingest:MaxUnderWay"] = "1",
            ["Ingest:Feeds:AllowedNetworks:0"] = "127.0.0.1/32",
            ["Ingest:Feeds:MinPollSeconds"] = "1",
            ["Ingest:Feeds:TickMilliseconds"] = "50",
        });
        _host.Pipeline.Boards = false;
        _refused = await FillAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_call_is_told_when_to_come_back()
    {
        Assert.Equal(StatusCode.ResourceExhausted, _refused.StatusCode);
        Assert.Equal("Too many articles are under way.", _refused.Status.Detail);
        var status = _refused.GetRpcStatus()!;
        Assert.True(status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.Equal("OVERLOADED", status.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task Its_request_is_not_read()
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        // No message: whoever reads it finds that out.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Grpc, "/onrecord.ingest.v1.IngestService/SubmitArticle"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 3, 255, 255, 255]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };

        using var answer = await http.SendAsync(request);

        Assert.Equal(["8"], answer.Headers.GetValues("grpc-status"));
    }

    [Fact]
    public async Task JSON_is_refused_with_429()
    {
        using var http = new HttpClient();
        using var content = new StringContent("""{"text":"Something has happened in the town."}""", Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(new Uri(_host.Http, "/v1/articles"), content);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("RetryInfo", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_that_is_done_makes_room_before_the_next_count()
    {
        // Nobody counts any more.
        await _host.Services.GetServices<IHostedService>().OfType<LedgerWatch>().Single().StopAsync(CancellationToken.None);
        var articles = (await _host.Client.ListArticlesAsync(new ListArticlesRequest())).Articles;
        foreach (var article in articles)
        {
            await _host.ReachesAsync(article.ArticleId, ArticleState.Indexed);
        }

        Assert.NotNull(await RefusalAsync("one more"));

        await _host.BoardAsync();

        await Eventually.TrueAsync(async () => await RefusalAsync("the next") is null, "there is room");
    }

    [Fact]
    public async Task A_feed_is_polled_when_there_is_room_for_what_it_brings()
    {
        await using var site = await FeedSite.StartAsync();
        site.Serve("/feed", "<rss><channel><title>C</title><item><guid>1</guid><title>One</title><description>The council votes.</description></item></channel></rss>");
        await _host.Client.CreateFeedAsync(new CreateFeedRequest { Feed = new Feed { Url = site.Url("/feed") } });
        // Many ticks, and more than one count.
        await Task.Delay(2_500);
        Assert.Empty(site.Requests("/feed"));

        await _host.BoardAsync();

        await Eventually.TrueAsync(() => Task.FromResult(site.Requests("/feed").Count > 0), "the feed is polled");
    }

    /// <summary>Submits until nothing more is let in. A count that was begun before an article was stored may overlook it.</summary>
    private async Task<RpcException> FillAsync()
    {
        for (var number = 0; number < MostTries; number++)
        {
            if (await RefusalAsync($"{number}") is { } refusal)
            {
                return refusal;
            }
        }

        throw new InvalidOperationException("Everything is let in.");
    }

    private async Task<RpcException?> RefusalAsync(string name)
    {
        try
        {
            var url = $"https://overload.example/{name.Replace(' ', '-')}";
            await _host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Texts.Article(Texts.Bridge, url) });
            return null;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.ResourceExhausted)
        {
            return fault;
        }
    }
}
