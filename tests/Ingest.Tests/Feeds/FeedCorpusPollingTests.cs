using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>Two replicas on one PostgreSQL poll the whole corpus from a site on loopback.</summary>
public sealed class FeedCorpusPollingTests(PostgresServer postgres, RabbitServer rabbit) : IClassFixture<PostgresServer>, IClassFixture<RabbitServer>
{
    [Fact]
    public async Task Every_feed_of_the_corpus_is_polled_once_and_its_health_tells_how_it_went()
    {
        var feeds = FeedCorpus.All.Where(feed => !feed.ListsPages && !feed.Keys.ContainsKey("moved")).ToList();
        await using var site = await FeedSite.StartAsync();
        for (var at = 0; at < feeds.Count; at++)
        {
            var (feed, host) = (feeds[at], $"c{at}.example");
            site.Serve($"/{at}", context =>
            {
                context.Response.ContentType = feed.Charset is null ? "application/xml" : $"application/xml; charset={feed.Charset}";
                // Each on a host of its own: one article of one address would be revised by every feed that names it.
                return context.Response.Body.WriteAsync(feed.BytesOf(feed.Document.Replace("courier.example", host, StringComparison.Ordinal))).AsTask();
            });
        }

        await using var one = await IngestHost.StartAsync(Configuration());
        await using var other = await IngestHost.StartAsync(Configuration(), withPipeline: false);
        for (var at = 0; at < feeds.Count; at++)
        {
            await one.Client.CreateFeedAsync(new CreateFeedRequest
            {
                Feed = new Feed { Url = site.Url($"/{at}"), Outlet = $"Feed {at}", PollInterval = Duration.FromTimeSpan(TimeSpan.FromDays(1)) },
            });
        }

        var polled = await Eventually.GetAsync(
            async () => (await other.Client.ListFeedsAsync(new ListFeedsRequest { PageSize = 1_000 })).Feeds,
            all => all.All(feed => feed.Health.LastSuccessTime is not null || feed.Health.ConsecutiveFailures > 0),
            "every feed of the corpus has been polled", TimeSpan.FromMinutes(5));

        for (var at = 0; at < feeds.Count; at++)
        {
            var (feed, health) = (feeds[at], polled.Single(row => row.Outlet == $"Feed {at}").Health);
            if (feed.Refusal is { } reason)
            {
                Assert.Contains(reason, health.LastError, StringComparison.Ordinal);
                Assert.Equal(0, health.ArticlesSubmitted);
                continue;
            }

            // An entry with an address is an article of its own. Of those without, one that says what another feed's entry said is a duplicate; and
            // a relative address leads to the one site that serves all feeds here.
            var addressed = feed.Items.Count(item => item.Link.Contains("://", StringComparison.Ordinal) && feed.Document.Contains(item.Link, StringComparison.Ordinal));
            Assert.True(health.ArticlesSubmitted >= addressed && health.ArticlesSubmitted <= feed.Items.Count, $"{feed.Name}: {health.ArticlesSubmitted} of {feed.Items.Count} articles. {health.LastError}");
            Assert.True(health.LastError.Length > 0 == feed.IsRepaired, $"{feed.Name}: {health.LastError}");
            Assert.Equal(feed.Keys.GetValueOrDefault("hub", ""), health.Hub);
            Assert.Single(site.Requests($"/{at}"));
        }
    }

    private Dictionary<string, string?> Configuration() => new()
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = postgres.ConnectionString,
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:Host"] = rabbit.Host,
        ["Ingest:Feeds:AllowedNetworks:0"] = "127.0.0.1/32",
        ["Ingest:Feeds:TickMilliseconds"] = "50",
        ["Ingest:Feeds:HostDelayMilliseconds"] = "5",
    };
}
