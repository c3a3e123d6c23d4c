using Npgsql;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Boards are as safe as articles: what only a lost event told them comes again.</summary>
[Collection(SharedFaulty.Name)]
public sealed class BoardLossTests(DistributedSystem system)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Positions_reach_their_boards_though_the_broker_is_wiped_while_the_boards_lag()
    {
        string[] articles;
        await using (await system.LockAsync("stance.stories"))
        {
            articles = await SubmitAsync(Enumerable.Range(0, 12).Select(number => News.About($"Boardholm{number}")));
            foreach (var article in articles)
            {
                var indexed = await UntilAsync(article, found => found.State == ArticleState.Indexed);
                Assert.False(indexed.Boarded);
            }

            await system.Rabbit.RemoveAsync();
            await system.Rabbit.InitializeAsync();
        }

        foreach (var article in articles)
        {
            var boarded = await UntilAsync(article, found => found.Boarded);
            Assert.Equal(ArticleState.Indexed, boarded.State);
            await AssertOnBoardAsync(boarded);
        }
    }

    [Fact]
    public async Task A_retraction_reaches_entity_and_stance_though_the_broker_is_wiped_while_they_lag()
    {
        var article = Assert.Single(await SubmitAsync([News.About("Withdrawholm")]));
        await UntilAsync(article, found => found.Boarded);
        await using (await system.LockAsync("stance.articles"))
        await using (await system.LockAsync("entity.articles"))
        {
            await system.Ingest.RetractArticleAsync(new RetractArticleRequest { ArticleId = article });
            // Search has done its part.
            await UntilAsync(article, found => found.IndexTime is not null);
            Assert.False((await GetAsync(article)).Boarded);
            await system.Rabbit.RemoveAsync();
            await system.Rabbit.InitializeAsync();
        }

        await UntilAsync(article, found => found.Boarded);

        Assert.Empty((await system.Stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = article })).Positions);
        await using var connection = new NpgsqlConnection(system.Postgres);
        Assert.Equal(0L, await connection.CountAsync("SELECT count(*) FROM entity.mentions WHERE article_id = $1", Guid.Parse(article)));
    }

    private async Task<string[]> SubmitAsync(IEnumerable<ArticleInput> articles) => await Task.WhenAll(articles.Select(
        async article => (await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = article })).ArticleId));

    private async Task<Article> GetAsync(string articleId) =>
        (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = articleId })).Article;

    private Task<Article> UntilAsync(string articleId, Func<Article, bool> holds) =>
        Eventually.GetAsync(() => GetAsync(articleId), holds, "the article is there", Recovery);

    private async Task AssertOnBoardAsync(Article article)
    {
        var positions = (await system.Stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = article.ArticleId, PageSize = 500 })).Positions;
        Assert.NotEmpty(positions);
        await using var connection = new NpgsqlConnection(system.Postgres);
        Assert.Equal(0L, await connection.CountAsync("SELECT count(*) FROM stance.positions WHERE article_id = $1 AND claim_id IS NULL", Guid.Parse(article.ArticleId)));
        Assert.Equal(1L, await connection.CountAsync("SELECT count(*) FROM stance.articles WHERE article_id = $1 AND story_id IS NOT NULL", Guid.Parse(article.ArticleId)));
    }
}

file static class Counting
{
    public static async Task<long> CountAsync(this NpgsqlConnection connection, string sql, Guid articleId)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.OpenAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = articleId } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
