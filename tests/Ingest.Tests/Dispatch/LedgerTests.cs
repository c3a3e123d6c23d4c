using System.Globalization;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class LedgerTests(PostgresServer postgres, RabbitServer rabbit) : IClassFixture<PostgresServer>, IClassFixture<RabbitServer>
{
    private Dictionary<string, string?> Configuration(int republishAfterSeconds = 60) => new()
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = postgres.ConnectionString,
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:Host"] = rabbit.Host,
        ["Ingest:Outbox:RepublishAfterSeconds"] = republishAfterSeconds.ToString(CultureInfo.InvariantCulture),
    };

    [Fact]
    public async Task An_article_that_does_not_come_back_is_published_again_until_it_does()
    {
        await using var host = await IngestHost.StartAsync(Configuration(republishAfterSeconds: 1));
        host.Pipeline.Answers = false;
        var submitted = await host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Texts.Article(Texts.Bridge) });
        await Eventually.TrueAsync(() => Task.FromResult(host.Pipeline.Ingested.Count >= 2), "the event came twice");
        Assert.Equal(ArticleState.Accepted, (await host.Client.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article.State);

        host.Pipeline.Answers = true;

        await host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed);
    }

    [Fact]
    public async Task Articles_are_taken_while_the_broker_is_away_and_leave_when_an_empty_one_is_back()
    {
        using var own = new RabbitServer();
        await own.InitializeAsync();
        try
        {
            var configuration = Configuration(republishAfterSeconds: 2);
            configuration["Bus:Host"] = own.Host;
            await using var host = await IngestHost.StartAsync(configuration);
            await own.RemoveAsync();

            var submitted = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => host.Client.SubmitArticleAsync(
                new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(7_000 + number), $"https://away.example/{number}") }).ResponseAsync));

            Assert.All(submitted, answer => Assert.Equal(SubmitOutcome.Created, answer.Outcome));
            Assert.Empty(host.Pipeline.Ingested);

            await own.InitializeAsync();
            foreach (var answer in submitted)
            {
                await host.ReachesAsync(answer.ArticleId, ArticleState.Indexed);
            }
        }
        finally
        {
            await own.RemoveAsync();
        }
    }

    [Fact]
    public async Task Two_replicas_publish_each_article_once()
    {
        await using var one = await IngestHost.StartAsync(Configuration());
        await using var other = await IngestHost.StartAsync(Configuration(), withPipeline: false);
        var requests = Enumerable.Range(0, 200)
            .Select(number => new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(number), $"https://two.example/{number}") }).ToList();

        var answers = await Task.WhenAll(requests.SelectMany(request => new[] { one, other }.Select(host => host.Client.SubmitArticleAsync(request).ResponseAsync)));

        Assert.Equal(200, answers.Count(answer => answer.Outcome == SubmitOutcome.Created));
        Assert.Equal(200, answers.Count(answer => answer.Outcome == SubmitOutcome.Duplicate));
        foreach (var answer in answers.Where(answer => answer.Outcome == SubmitOutcome.Created))
        {
            await one.ReachesAsync(answer.ArticleId, ArticleState.Indexed);
        }

        Assert.Equal(200, one.Pipeline.Ingested.Where(message => message.Article.Url.StartsWith("https://two.example", StringComparison.Ordinal)).Count());
    }

    [Fact]
    public async Task Copies_that_reach_two_replicas_at_once_have_one_original()
    {
        await using var one = await IngestHost.StartAsync(Configuration());
        await using var other = await IngestHost.StartAsync(Configuration(), withPipeline: false);
        var text = Texts.Numbered(9_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? one : other).Client.SubmitArticleAsync(
            new SubmitArticleRequest { Article = Texts.Article(text, $"https://paper-{number}.example/wire") }).ResponseAsync));

        var original = Assert.Single(answers, answer => answer.Outcome == SubmitOutcome.Created);
        Assert.Equal(39, answers.Count(answer => answer.OriginalArticleId == original.ArticleId));
    }
}
