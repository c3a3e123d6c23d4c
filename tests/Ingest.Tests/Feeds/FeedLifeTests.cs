using System.IO.Compression;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>What becomes of a feed over its life: it moves, is named by a page, lists pages, has entries refused, and ends. On SQLite.</summary>
public sealed class FeedLifeTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private FeedSite _site = null!;
    private IngestHost _host = null!;

    public async Task InitializeAsync()
    {
        _site = await FeedSite.StartAsync();
        _host = await IngestHost.StartAsync(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = _folder.Path,
            ["Ingest:Feeds:AllowedNetworks:0"] = "127.0.0.1/32",
            ["Ingest:Feeds:MinPollSeconds"] = "1",
            ["Ingest:Feeds:TickMilliseconds"] = "50",
            ["Ingest:Feeds:HostDelayMilliseconds"] = "5",
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("<https://hub.example/>; rel=\"hub\"")]
    [InlineData("<https://courier.example/feed>; rel=\"self\", <https://hub.example/>; rel=hub")]
    [InlineData("<https://hub.example/>; title=\"a, b\"; rel='hub'", "")]
    [InlineData("<https://hub.example/>;rel=\"alternate hub\"")]
    [InlineData("<//hub.example/>; rel=\"HUB\"", "http://hub.example/")]
    [InlineData("<https://hub.example/>; rel=\"github\"", "")]
    [InlineData("<javascript:x>; rel=hub", "")]
    public async Task A_hub_that_a_header_names_is_noted(string link, string hub = "https://hub.example/")
    {
        _site.Serve("/hub", context =>
        {
            context.Response.Headers.Link = link;
            context.Response.ContentType = "application/xml";
            return context.Response.WriteAsync("<rss><channel><title>C</title><item><guid>1</guid><title>One</title><description>The council votes.</description></item></channel></rss>");
        });
        var feed = await CreateAsync("/hub");

        Assert.Equal(hub, (await HealthAsync(feed, health => health.LastSuccessTime is not null)).Hub);
    }

    [Fact]
    public async Task A_feed_that_is_gone_is_polled_no_more()
    {
        _site.Serve("/gone", Status(StatusCodes.Status410Gone));
        var feed = await CreateAsync("/gone");

        var health = await HealthAsync(feed, health => health.Ended);

        Assert.Contains("410", health.LastError, StringComparison.Ordinal);
        Assert.Null(health.NextPollTime);
        await Task.Delay(2_500);
        Assert.Single(_site.Requests("/gone"));
    }

    [Theory]
    [InlineData(StatusCodes.Status301MovedPermanently)]
    [InlineData(StatusCodes.Status308PermanentRedirect)]
    public async Task A_feed_that_has_moved_for_good_is_polled_where_it_is(int status)
    {
        _site.Serve($"/old{status}", Redirect($"/new{status}", status));
        _site.Serve($"/new{status}", Rss(status));
        var feed = await CreateAsync($"/old{status}");

        await HealthAsync(feed, _ => _site.Requests($"/new{status}").Count >= 3);

        Assert.Single(_site.Requests($"/old{status}"));
        var health = await HealthAsync(feed, health => health.ArticlesSubmitted == 1);
        Assert.Equal(_site.Url($"/new{status}"), health.MovedTo);
    }

    [Theory]
    [InlineData(StatusCodes.Status302Found)]
    [InlineData(StatusCodes.Status307TemporaryRedirect)]
    public async Task A_feed_that_is_elsewhere_for_now_keeps_its_address(int status)
    {
        _site.Serve($"/now{status}", Redirect($"/there{status}", status));
        _site.Serve($"/there{status}", Rss(status));
        var feed = await CreateAsync($"/now{status}");

        var health = await HealthAsync(feed, _ => _site.Requests($"/now{status}").Count >= 2);

        Assert.Equal("", health.MovedTo);
    }

    [Fact]
    public async Task A_move_that_led_nowhere_is_taken_back()
    {
        var moved = true;
        _site.Serve("/back", context => moved ? Redirect("/away", 301)(context) : context.Response.WriteAsync(Rss(7)));
        _site.Serve("/away", Rss(7));
        var feed = await CreateAsync("/back");
        await HealthAsync(feed, health => health.MovedTo.Length > 0);

        moved = false;
        _site.Serve("/away", Status(StatusCodes.Status410Gone));

        var health = await HealthAsync(feed, health => health is { MovedTo: "", ConsecutiveFailures: 0 } && _site.Requests("/back").Count >= 2);
        Assert.False(health.Ended);
    }

    [Fact]
    public async Task A_page_leads_to_the_feed_that_it_names()
    {
        _site.Serve("/home", "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' href='/named.xml'></head><body><p>Hello</p></body></html>", "text/html");
        _site.Serve("/named.xml", Rss(8));
        var feed = await CreateAsync("/home");

        var health = await HealthAsync(feed, health => health.ArticlesSubmitted == 1 && _site.Requests("/named.xml").Count >= 2);

        Assert.Equal(_site.Url("/named.xml"), health.MovedTo);
        Assert.Single(_site.Requests("/home"));
    }

    [Fact]
    public async Task A_page_that_names_itself_is_no_feed()
    {
        _site.Serve("/self", "<html><head><link rel='alternate' type='application/rss+xml' href='/self'></head><body>Hello</body></html>", "text/html");
        var feed = await CreateAsync("/self");

        var health = await HealthAsync(feed, health => health.ConsecutiveFailures >= 1);

        Assert.Contains("is a page as well", health.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sitemap_gives_the_pages_that_it_lists()
    {
        _site.Serve("/sitemap.xml", Sitemap("/page/1", "/page/2"));
        ServePage("/page/1", 31);
        ServePage("/page/2", 32);
        var feed = await CreateAsync("/sitemap.xml");

        await HealthAsync(feed, health => health.ArticlesSubmitted == 2);
    }

    [Fact]
    public async Task An_index_of_sitemaps_is_followed_to_its_newest_and_one_that_is_broken_is_told()
    {
        var children = Enumerable.Range(1, 8).Select(number => $"<sitemap><loc>{_site.Url($"/maps/{number}.xml")}</loc><lastmod>2026-06-{number:00}</lastmod></sitemap>");
        _site.Serve("/index.xml", $"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(children)}</sitemapindex>");
        _site.Serve("/maps/8.xml", context =>
        {
            context.Response.ContentType = "application/gzip";
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(Encoding.UTF8.GetBytes(Sitemap("/page/8")));
            }

            return context.Response.Body.WriteAsync(packed.ToArray()).AsTask();
        });
        _site.Serve("/maps/7.xml", Sitemap("/page/7"));
        _site.Serve("/maps/6.xml", "<html><body>Not here</body></html>");
        _site.Serve("/maps/5.xml", Sitemap());
        _site.Serve("/maps/4.xml", Sitemap());
        _site.Serve("/maps/1.xml", Sitemap("/page/1-of-old"));
        ServePage("/page/8", 38);
        ServePage("/page/7", 37);
        var feed = await CreateAsync("/index.xml");

        var health = await HealthAsync(feed, health => health.ArticlesSubmitted == 2);

        Assert.Contains("/maps/6.xml", health.LastError, StringComparison.Ordinal);
        Assert.Empty(_site.Requests("/maps/1.xml"));
    }

    [Fact]
    public async Task A_refused_entry_is_shown_and_tried_again()
    {
        var ready = false;
        _site.Serve("/later", context =>
        {
            context.Response.Headers.ETag = "\"same\"";
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"same\"" ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
            return context.Response.StatusCode == StatusCodes.Status200OK ? context.Response.WriteAsync(Rss(41, 42)) : Task.CompletedTask;
        });
        ServePage("/a/41", 41);
        _site.Serve("/a/42", context => context.Response.WriteAsync(ready ? Page(42) : "<html><body></body></html>"));
        var feed = await CreateAsync("/later", fetchPages: true);
        var health = await HealthAsync(feed, health => health.ArticlesSubmitted == 1 && health.LastError.Length > 0);
        Assert.Contains("One entry was refused and will be tried again", health.LastError, StringComparison.Ordinal);
        Assert.Contains("42", health.LastError, StringComparison.Ordinal);
        Assert.Equal(0, health.ConsecutiveFailures);

        ready = true;

        Assert.Equal("", (await HealthAsync(feed, health => health.ArticlesSubmitted == 2)).LastError);
    }

    [Fact]
    public async Task An_entry_that_is_refused_for_good_is_asked_for_ever_more_seldom()
    {
        _site.Serve("/never", Rss(51));
        _site.Serve("/a/51", Status(StatusCodes.Status404NotFound));
        var feed = await CreateAsync("/never", fetchPages: true);

        var health = await HealthAsync(feed, _ => _site.Requests("/never").Count >= 7);

        Assert.InRange(_site.Requests("/a/51").Count, 2, 4);
        Assert.Contains("HTTP 404", health.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_share_an_address_are_articles_of_their_own()
    {
        _site.Serve("/shared", Rss(61, 62, 63).Replace("/a/62", "/a/61", StringComparison.Ordinal).Replace("/a/63", "/a/61#third", StringComparison.Ordinal));
        var feed = await CreateAsync("/shared");

        await HealthAsync(feed, health => health.ArticlesSubmitted == 3);

        var articles = (await _host.Client.ListArticlesAsync(new ListArticlesRequest { Outlet = "Site /shared" })).Articles;
        Assert.Equal(3, articles.Count);
        Assert.All(articles, article => Assert.Equal((1, ""), (article.Revision, article.Url)));
    }

    [Fact]
    public async Task A_repaired_feed_stays_noted_while_it_does_not_change()
    {
        _site.Serve("/slip", context =>
        {
            context.Response.Headers.ETag = "\"same\"";
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"same\"" ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
            return context.Response.StatusCode == StatusCodes.Status200OK
                ? context.Response.WriteAsync(Rss(71, 72).Replace("Item 71", "Item & 71", StringComparison.Ordinal)) : Task.CompletedTask;
        });
        var feed = await CreateAsync("/slip");

        var health = await HealthAsync(feed, health => health.ArticlesSubmitted == 2 && _site.Requests("/slip").Count >= 3);

        Assert.Contains("repaired", health.LastError, StringComparison.Ordinal);
        Assert.Equal(0, health.ConsecutiveFailures);
    }

    [Fact]
    public async Task A_page_in_the_encoding_of_its_header_is_read()
    {
        _site.Serve("/header", Rss(81));
        _site.Serve("/a/81", context =>
        {
            context.Response.ContentType = "text/html; charset=windows-1251";
            return context.Response.Body.WriteAsync(Encoding.GetEncoding("windows-1251").GetBytes(Page(81).Replace("Report", "Отчёт", StringComparison.Ordinal))).AsTask();
        });
        var feed = await CreateAsync("/header", fetchPages: true);
        await HealthAsync(feed, health => health.ArticlesSubmitted == 1);

        var article = Assert.Single((await _host.Client.ListArticlesAsync(new ListArticlesRequest { Outlet = "Site /header", IncludeText = true })).Articles);

        Assert.Contains("Отчёт", article.Text, StringComparison.Ordinal);
    }

    private static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static RequestDelegate Redirect(string path, int status) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = path;
        return Task.CompletedTask;
    };

    private void ServePage(string path, int number) => _site.Serve(path, Page(number), "text/html");

    private static string Page(int number) => $"<html><head><title>Page {number}</title></head><body><article><h1>Page {number}</h1><p>{Texts.Numbered(number)}</p></article></body></html>";

    private string Sitemap(params string[] paths) =>
        $"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(paths.Select(path => $"<url><loc>{_site.Url(path)}</loc></url>"))}</urlset>";

    private string Rss(params int[] numbers) =>
        "<rss version=\"2.0\"><channel><title>Site</title>"
        + string.Concat(numbers.Select(number =>
            $"<item><title>Item {number}</title><link>{_site.Url($"/a/{number}")}</link><guid>{number}</guid><description>{Texts.Numbered(number)}</description></item>"))
        + "</channel></rss>";

    private async Task<string> CreateAsync(string path, bool fetchPages = false) => (await _host.Client.CreateFeedAsync(new CreateFeedRequest
    {
        Feed = new Feed { Url = _site.Url(path), Outlet = "Site " + path, PollInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), FetchPages = fetchPages },
    })).Feed.FeedId;

    private async Task<FeedHealth> HealthAsync(string feedId, Func<FeedHealth, bool> until) =>
        await Eventually.GetAsync(
            async () => (await _host.Client.ListFeedsAsync(new ListFeedsRequest { PageSize = 1_000 })).Feeds.Single(feed => feed.FeedId == feedId).Health,
            until, $"the health of feed {feedId}");
}
