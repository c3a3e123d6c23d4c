using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

/// <summary>From event to event, with the shipped models.</summary>
public sealed class ConsumerTests(SqliteEntityHost host) : IClassFixture<SqliteEntityHost>
{
    private const string Text = "Kremlin spokesman Dmitry Peskov denied the report on Monday. Peskov said that Vladimir Putin had not spoken to Angela Merkel.";

    private readonly EntityHost _host = host.Host;

    [Fact]
    public async Task An_article_is_announced_with_its_entities_and_a_redelivery_announces_the_same()
    {
        var article = HandMade.Article(Text);

        await _host.PublishAsync(new ArticleIngested(Schema.Version, article));
        await HeardAsync(article.ArticleId, 1);
        await _host.PublishAsync(new ArticleIngested(Schema.Version, article));
        var heard = await HeardAsync(article.ArticleId, 2);

        var first = heard[0];
        Assert.True(first.Analysed);
        Assert.Contains(first.Entities, entity => entity is { EntityId: "Q7747", Name: "Vladimir Putin", Type: EntityType.Person });
        Assert.Contains(first.Entities, entity => entity.EntityId == "Q567");
        Assert.All(first.Mentions, mention => Assert.InRange(mention.End, mention.Start + 1, Text.Length));
        Assert.Equal(first.Entities, heard[1].Entities);
        Assert.Equal(first.Mentions, heard[1].Mentions);
        var forSearch = await HeardForSearchAsync(article.ArticleId);
        Assert.True(forSearch.AwaitsPositions);
        Assert.Equal(article, forSearch.Article);
        Assert.Equal(first.Entities, forSearch.Entities);
    }

    [Fact]
    public async Task A_new_article_in_another_language_goes_to_search_alone()
    {
        var article = HandMade.Article("Angela Merkel traf Wladimir Putin.", language: "de");
        var marker = HandMade.Article(Text);

        await _host.PublishAsync(new ArticleIngested(Schema.Version, article));
        var announced = await HeardForSearchAsync(article.ArticleId);
        await _host.PublishAsync(new ArticleIngested(Schema.Version, marker));
        await HeardAsync(marker.ArticleId, 1);

        Assert.Equal(article, announced.Article);
        Assert.False(announced.AwaitsPositions);
        Assert.Empty(announced.Entities);
        Assert.DoesNotContain(_host.Heard, heard => heard.Article.ArticleId == article.ArticleId);
    }

    [Fact]
    public async Task A_revision_in_another_language_takes_the_place_of_the_one_before_it_everywhere()
    {
        var article = HandMade.Article("Angela Merkel traf Wladimir Putin.", revision: 2, language: "de");

        await _host.PublishAsync(new ArticleIngested(Schema.Version, article));

        var announced = Assert.Single(await HeardAsync(article.ArticleId, 1));
        Assert.False(announced.Analysed);
        Assert.Empty(announced.Entities);
        Assert.Empty(announced.Mentions);
        Assert.True((await HeardForSearchAsync(article.ArticleId)).AwaitsPositions);
    }

    [Fact]
    public async Task An_older_revision_that_arrives_late_is_not_announced()
    {
        var newer = HandMade.Article(Text, revision: 2);
        var older = newer with { Revision = 1 };
        var marker = HandMade.Article(Text);

        await _host.PublishAsync(new ArticleIngested(Schema.Version, newer));
        await HeardAsync(newer.ArticleId, 1);
        await _host.PublishAsync(new ArticleIngested(Schema.Version, older));
        await _host.PublishAsync(new ArticleIngested(Schema.Version, marker));
        await HeardAsync(marker.ArticleId, 1);

        Assert.Equal(2, Assert.Single(await HeardAsync(newer.ArticleId, 1)).Article.Revision);
    }

    private async Task<ArticleRecognized> HeardForSearchAsync(Guid articleId) => (await Eventually.GetAsync(
        () => Task.FromResult(_host.HeardForSearch.FirstOrDefault(heard => heard.Article.ArticleId == articleId)),
        heard => heard is not null,
        "the article for search"))!;

    private Task<EntitiesRecognized[]> HeardAsync(Guid articleId, int atLeast) => Eventually.GetAsync(
        () => Task.FromResult(_host.Heard.Where(heard => heard.Article.ArticleId == articleId).ToArray()),
        heard => heard.Length >= atLeast,
        $"{atLeast} announcements of the article");
}
