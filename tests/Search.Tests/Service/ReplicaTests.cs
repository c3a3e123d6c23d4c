using OnRecord.Api.Search.V1;
using OnRecord.TestKit;

namespace OnRecord.Search.Tests;

/// <summary>Two replicas on one PostgreSQL, one RabbitMQ and one Redis.</summary>
public sealed class ReplicaTests(PostgresServer postgres, RabbitServer rabbit, RedisServer redis)
    : IClassFixture<PostgresServer>, IClassFixture<RabbitServer>, IClassFixture<RedisServer>
{
    private const string Body =
        "Engineers closed the Marlow bridge on Tuesday after cracks were found in two of its piers. The cracks were seen by divers.";

    [Fact]
    public async Task A_standby_goes_on_where_the_active_one_stopped_and_both_see_every_change()
    {
        var first = await StartAsync();
        await using var second = await StartAsync();
        var article = HandMade.Article("Cracks close Marlow bridge", Body);
        var storyId = await IndexAsync(first, second, article);
        await SeesAsync(first, storyId, 1);
        await SeesAsync(second, storyId, 1);

        await IndexAsync(second, first, HandMade.Article("Marlow bridge closed by cracks", Body + " The mayor is worried.", outlet: "Riverside Daily"));
        await SeesAsync(first, storyId, 2);
        await SeesAsync(second, storyId, 2);

        await first.DisposeAsync();
        var late = HandMade.Article("Cracked Marlow bridge stays closed", Body + " Repairs begin soon.", outlet: "Valley Times");
        await second.IndexAsync(late);
        await SeesAsync(second, storyId, 3);
        Assert.Empty(await rabbit.DeadLettersAsync());
    }

    private static async Task<Guid> IndexAsync(SearchHost publisher, SearchHost other, Events.ArticleRecognized article)
    {
        await publisher.PublishAsync(article);
        await publisher.PublishAsync(
            new Events.PositionsDetected(Events.Schema.Version, article.Article.ArticleId, article.Article.Revision, [], "test"));
        // Both hosts listen on one queue; either may get the announcement.
        var indexed = await await Task.WhenAny(
            publisher.Indexed.WaitAsync(article.Article.ArticleId, 1), other.Indexed.WaitAsync(article.Article.ArticleId, 1));
        return indexed.StoryId!.Value;
    }

    private static Task<int> SeesAsync(SearchHost host, Guid storyId, int articles) => Eventually.GetAsync(
        async () => (await host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() })).Story.ArticleCount,
        count => count == articles,
        $"a story of {articles} articles",
        TimeSpan.FromSeconds(5));

    private Task<SearchHost> StartAsync() => SearchHost.StartAsync(
        ("Storage:Provider", "Postgres"),
        ("Storage:ConnectionString", postgres.ConnectionString),
        ("Bus:Transport", "RabbitMq"),
        ("Bus:Host", rabbit.Host),
        ("Cache:Redis", redis.ConnectionString));
}
