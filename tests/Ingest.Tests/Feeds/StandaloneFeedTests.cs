using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class StandaloneFeedTests
{
    [Fact]
    public async Task Feeds_are_polled_on_SQLite_too()
    {
        using var folder = new ScratchFolder();
        await using var site = await FeedSite.StartAsync();
        site.Serve("/feed", Feed(Texts.Numbered(1)));
        await using var host = await IngestHost.StartAsync(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder.Path,
            ["Ingest:Feeds:AllowedNetworks:0"] = "127.0.0.1/32",
            ["Ingest:Feeds:MinPollSeconds"] = "1",
            ["Ingest:Feeds:TickMilliseconds"] = "50",
            ["Ingest:Feeds:HostDelayMilliseconds"] = "20",
        });

        var created = await host.Client.CreateFeedAsync(new CreateFeedRequest
        {
            Feed = new Feed { Url = site.Url("/feed"), PollInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
        });

        await HealthAsync(host, health => health.ArticlesSubmitted == 1);
        site.Serve("/feed", Feed(Texts.Numbered(2)));
        await HealthAsync(host, health => health.ArticlesSubmitted == 2);
        var article = Assert.Single((await host.Client.ListArticlesAsync(new ListArticlesRequest())).Articles);
        Assert.Equal((2, "The Site"), (article.Revision, article.Outlet));
        await host.Client.DeleteFeedAsync(new DeleteFeedRequest { FeedId = created.Feed.FeedId });
        Assert.Empty((await host.Client.ListFeedsAsync(new ListFeedsRequest())).Feeds);
    }

    private static string Feed(string text) =>
        $"<rss><channel><title>The Site</title><item><guid>1</guid><link>/a</link><title>Item</title><description>{text}</description></item></channel></rss>";

    private static async Task HealthAsync(IngestHost host, Func<FeedHealth, bool> until) =>
        await Eventually.GetAsync(async () => (await host.Client.ListFeedsAsync(new ListFeedsRequest())).Feeds.Single().Health, until, "the feed was read");
}
