using System.IO.Compression;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>Two replicas on one PostgreSQL poll a site that knows every way to misbehave.</summary>
public sealed class FeedPollingTests(PostgresServer postgres, RabbitServer rabbit)
    : IClassFixture<PostgresServer>, IClassFixture<RabbitServer>, IAsyncLifetime
{
    private FeedSite _site = null!;
    private IngestHost _one = null!;
    private IngestHost _other = null!;

    public async Task InitializeAsync()
    {
        _site = await FeedSite.StartAsync();
        _site.Serve("/robots.txt", "User-agent: *\nDisallow: /forbidden/\n", "text/plain");
        _one = await IngestHost.StartAsync(Configuration);
        _other = await IngestHost.StartAsync(Configuration, withPipeline: false);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _site.DisposeAsync();
    }

    private Dictionary<string, string?> Configuration => new()
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = postgres.ConnectionString,
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:Host"] = rabbit.Host,
        ["Ingest:Feeds:AllowedNetworks:0"] = "127.0.0.1/32",
        ["Ingest:Feeds:MinPollSeconds"] = "1",
        ["Ingest:Feeds:TickMilliseconds"] = "50",
        ["Ingest:Feeds:HostDelayMilliseconds"] = "20",
        ["Ingest:Feeds:FetchSeconds"] = "5",
        ["Ingest:Feeds:MaxBodyBytes"] = "200000",
    };

    [Fact]
    public async Task Replicas_share_a_feed_without_fetching_it_twice_and_ask_only_for_changes()
    {
        _site.Serve("/steady", context =>
        {
            context.Response.Headers.ETag = "\"v1\"";
            if (context.Request.Headers.IfNoneMatch == "\"v1\"")
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync(Rss(1, 2, 3));
        });
        var feed = await CreateAsync("/steady");

        await HealthAsync(feed, _ => _site.Requests("/steady").Count >= 5);

        var requests = _site.Requests("/steady");
        Assert.All(requests.Zip(requests.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > TimeSpan.FromSeconds(0.8), "two replicas polled at once"));
        Assert.Equal("", requests[0].IfNoneMatch);
        Assert.All(requests.Skip(1), request => Assert.Equal("\"v1\"", request.IfNoneMatch));
        Assert.All(requests, request => Assert.StartsWith("OnRecord/", request.UserAgent, StringComparison.Ordinal));
        var health = await HealthAsync(feed, health => health.ArticlesSubmitted == 3);
        Assert.Equal((0, ""), (health.ConsecutiveFailures, health.LastError));
        Assert.Equal(3, (await _one.Client.ListArticlesAsync(new ListArticlesRequest { Outlet = "Site /steady" })).Articles.Count);
    }

    [Fact]
    public async Task What_is_new_is_told_by_the_entries_and_not_by_their_dates()
    {
        _site.Serve("/dates", Rss(11));
        var feed = await CreateAsync("/dates");
        await HealthAsync(feed, health => health.ArticlesSubmitted == 1);

        // The new entry claims to be older than the known one, and the known one has been corrected.
        _site.Serve("/dates", Rss(11, 12).Replace("Report 11 was filed in the evening", "Report 11 was filed at noon", StringComparison.Ordinal)
            .Replace("<guid>12</guid>", "<guid>12</guid><pubDate>Mon, 01 Jan 2001 00:00:00 GMT</pubDate>", StringComparison.Ordinal));

        await HealthAsync(feed, health => health.ArticlesSubmitted == 3);
        var articles = (await _one.Client.ListArticlesAsync(new ListArticlesRequest { Outlet = "Site /dates" })).Articles;
        Assert.Equal([1, 2], articles.Select(article => article.Revision).Order());
    }

    [Fact]
    public async Task Pages_are_fetched_where_the_feed_is_set_to()
    {
        _site.Serve("/pages", Rss(21, 22));
        foreach (var number in new[] { 21, 22 })
        {
            _site.Serve($"/a/{number}", $"<html><head><title>Page</title></head><body><article><h1>Page</h1><p>{Texts.Numbered(100 + number)}</p></article></body></html>", "text/html");
        }

        var feed = await CreateAsync("/pages", fetchPages: true);

        await HealthAsync(feed, health => health.ArticlesSubmitted == 2);
        Assert.Single(_site.Requests("/a/21"));
        var articles = (await _one.Client.ListArticlesAsync(new ListArticlesRequest { Outlet = "Site /pages", IncludeText = true })).Articles;
        Assert.All(articles, article => Assert.Contains("Report 12", article.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_asks_to_be_left_alone_is()
    {
        await using var busy = await FeedSite.StartAsync();
        busy.Serve("/feed", context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        busy.Serve("/second", Rss(31));
        var feed = await CreateAsync(busy.Url("/feed"));
        var health = await HealthAsync(feed, health => health.ConsecutiveFailures == 1);
        Assert.Equal("HTTP 429.", health.LastError);
        Assert.True(health.NextPollTime.ToDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(55));

        var second = await CreateAsync(busy.Url("/second"));

        Assert.Contains("left alone", (await HealthAsync(second, health => health.ConsecutiveFailures >= 1)).LastError, StringComparison.Ordinal);
        Assert.Empty(busy.Requests("/second"));
    }

    [Fact]
    public async Task What_robots_txt_forbids_is_never_asked_for()
    {
        _site.Serve("/forbidden/feed", Rss(41));
        var feed = await CreateAsync("/forbidden/feed");

        var health = await HealthAsync(feed, health => health.ConsecutiveFailures >= 1);

        Assert.Contains("robots.txt", health.LastError, StringComparison.Ordinal);
        Assert.Empty(_site.Requests("/forbidden/feed"));
    }

    [Theory]
    [InlineData("loop", "redirects")]
    [InlineData("to-metadata", "169.254.169.254 may not be fetched from")]
    [InlineData("to-loopback-v6", "may not be fetched from")]
    [InlineData("to-file", "may not be fetched from")]
    [InlineData("bomb", "larger than")]
    [InlineData("endless", "larger than")]
    [InlineData("slow", "within 5 s")]
    [InlineData("error", "HTTP 500")]
    [InlineData("entities", "DTD")]
    [InlineData("page", "not the root of a feed")]
    public async Task Each_misbehaviour_is_noted_and_harms_nothing(string kind, string error)
    {
        Misbehave("/bad/" + kind, kind);
        _site.Serve("/good-" + kind, Rss(50));
        var bad = await CreateAsync("/bad/" + kind);

        var health = await HealthAsync(bad, health => health.ConsecutiveFailures >= 1);

        Assert.Contains(error, health.LastError, StringComparison.OrdinalIgnoreCase);
        Assert.Null(health.LastSuccessTime);
        await HealthAsync(await CreateAsync("/good-" + kind), good => good.LastSuccessTime is not null);
    }

    [Fact]
    public async Task Failures_back_off_and_a_success_forgets_them()
    {
        var broken = true;
        _site.Serve("/flaky", context =>
        {
            context.Response.StatusCode = broken ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return broken ? Task.CompletedTask : context.Response.WriteAsync(Rss(61));
        });
        var feed = await CreateAsync("/flaky");
        var health = await HealthAsync(feed, health => health.ConsecutiveFailures >= 2);
        Assert.True(health.NextPollTime.ToDateTimeOffset() - health.LastPollTime.ToDateTimeOffset() > TimeSpan.FromSeconds(3));

        broken = false;

        Assert.Equal("", (await HealthAsync(feed, health => health.ConsecutiveFailures == 0 && health.ArticlesSubmitted == 1)).LastError);
    }

    [Fact]
    public async Task A_feed_is_listed_once_and_polled_no_more_after_deletion()
    {
        _site.Serve("/short-lived", Rss(71));
        var feed = await CreateAsync("/short-lived");
        var again = await Assert.ThrowsAsync<RpcException>(() => CreateAsync("/short-lived"));
        Assert.Equal("FEED_EXISTS", again.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        await HealthAsync(feed, health => health.ArticlesSubmitted == 1);

        await _one.Client.DeleteFeedAsync(new DeleteFeedRequest { FeedId = feed });

        // A poll may be under way; from the first poll of a later feed on there is none, and two more of it are two turns that the deleted one has missed.
        _site.Serve("/later", Rss(72));
        await CreateAsync("/later");
        await Eventually.TrueAsync(() => Task.FromResult(_site.Requests("/later").Count >= 1), "the later feed is polled");
        var polls = _site.Requests("/short-lived").Count;
        await Eventually.TrueAsync(() => Task.FromResult(_site.Requests("/later").Count >= 3), "the later feed is polled again");
        Assert.Equal(polls, _site.Requests("/short-lived").Count);
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await _one.Client.DeleteFeedAsync(new DeleteFeedRequest { FeedId = feed }));
        Assert.Equal(StatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_feed_with_bad_fields_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _one.Client.CreateFeedAsync(new CreateFeedRequest
        {
            Feed = new Feed { Url = "http://169.254.169.254/latest", PollInterval = Duration.FromTimeSpan(TimeSpan.FromDays(30)) },
        }));

        Assert.Equal(
            ["feed.poll_interval", "feed.url"],
            refused.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    private void Misbehave(string path, string kind) => _site.Serve(path, async context =>
    {
        switch (kind)
        {
            case "loop":
                context.Response.Redirect(path);
                break;
            case "to-metadata":
                context.Response.Redirect("http://169.254.169.254/latest/meta-data/");
                break;
            case "to-loopback-v6":
                context.Response.Redirect($"http://[::1]:{_site.Address.Port}/good");
                break;
            case "to-file":
                context.Response.Redirect("file:///etc/passwd");
                break;
            case "bomb":
                context.Response.Headers.ContentEncoding = "gzip";
                await using (var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true))
                {
                    var zeros = new byte[1_000_000];
                    for (var megabyte = 0; megabyte < 50; megabyte++)
                    {
                        await gzip.WriteAsync(zeros);
                    }
                }

                break;
            case "endless":
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(new string(' ', 10_000), context.RequestAborted);
                }

                break;
            case "slow":
                for (var step = 0; step < 60 && !context.RequestAborted.IsCancellationRequested; step++)
                {
                    await context.Response.WriteAsync(" ", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.Delay(250, context.RequestAborted);
                }

                break;
            case "error":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "entities":
                await context.Response.WriteAsync("<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\">]><rss><channel><title>&a;</title></channel></rss>");
                break;
            default:
                await context.Response.WriteAsync("<html><body>Our feed has moved.</body></html>");
                break;
        }
    });

    private async Task<string> CreateAsync(string address, bool fetchPages = false)
    {
        var url = address.StartsWith('/') ? _site.Url(address) : address;
        var response = await _one.Client.CreateFeedAsync(new CreateFeedRequest
        {
            Feed = new Feed { Url = url, Outlet = "Site " + new Uri(url).AbsolutePath, PollInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), FetchPages = fetchPages },
        });
        return response.Feed.FeedId;
    }

    private async Task<FeedHealth> HealthAsync(string feedId, Func<FeedHealth, bool> until) =>
        await Eventually.GetAsync(
            async () => (await _other.Client.ListFeedsAsync(new ListFeedsRequest { PageSize = 1_000 })).Feeds.Single(feed => feed.FeedId == feedId).Health,
            until, $"the health of feed {feedId}");

    private string Rss(params int[] numbers) =>
        "<rss version=\"2.0\"><channel><title>Site</title>"
        + string.Concat(numbers.Select(number =>
            $"<item><title>Item {number}</title><link>{_site.Url($"/a/{number}")}</link><guid>{number}</guid><description>{Texts.Numbered(number)}</description></item>"))
        + "</channel></rss>";
}
