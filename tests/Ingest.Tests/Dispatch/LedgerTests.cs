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
        ["Ingest:MinUnderWay"] = "10000",
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
            // The database is shared: what other tests left open may have gone out before the broker went.
            var own20 = submitted.Select(answer => Guid.Parse(answer.ArticleId)).ToHashSet();
            Assert.DoesNotContain(host.Pipeline.Ingested, ingested => own20.Contains(ingested.Article.ArticleId));

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
    public async Task An_article_is_boarded_when_the_boards_say_so_and_published_again_until_then()
    {
        await using var host = await IngestHost.StartAsync(Configuration(republishAfterSeconds: 1));
        host.Pipeline.Boards = false;
        var submitted = await host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(6_100), "https://board.example/1") });
        Assert.False((await host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed)).Boarded);
        await Eventually.TrueAsync(
            () => Task.FromResult(host.Pipeline.Ingested.Any(message => message.IsRepeat && message.Article.ArticleId.ToString() == submitted.ArticleId)),
            "the event came again, as a repeat");

        host.Pipeline.Boards = true;

        await Eventually.TrueAsync(async () => (await GetAsync(host, submitted.ArticleId)).Boarded, "the article is boarded");
    }

    [Fact]
    public async Task An_article_is_boarded_when_its_story_is_noted_and_published_again_until_then()
    {
        await using var host = await IngestHost.StartAsync(Configuration(republishAfterSeconds: 1));
        host.Pipeline.Stories = false;
        var submitted = await host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(6_150), "https://board.example/3") });
        await host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed);
        await Eventually.TrueAsync(
            () => Task.FromResult(host.Pipeline.Ingested.Any(message => message.IsRepeat && message.Article.ArticleId.ToString() == submitted.ArticleId)),
            "the event came again, as a repeat");
        Assert.False((await GetAsync(host, submitted.ArticleId)).Boarded);

        host.Pipeline.Stories = true;

        await Eventually.TrueAsync(async () => (await GetAsync(host, submitted.ArticleId)).Boarded, "the article is boarded");
    }

    [Fact]
    public async Task A_retraction_is_done_when_every_part_says_so()
    {
        await using var host = await IngestHost.StartAsync(Configuration(republishAfterSeconds: 1));
        var submitted = await host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(6_200), "https://board.example/2") });
        await host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed);
        host.Pipeline.Boards = false;
        await host.Client.RetractArticleAsync(new RetractArticleRequest { ArticleId = submitted.ArticleId });
        await Eventually.TrueAsync(() => Task.FromResult(host.Pipeline.Retracted.Count >= 2), "the retraction came again");
        Assert.False((await GetAsync(host, submitted.ArticleId)).Boarded);

        host.Pipeline.Boards = true;

        await Eventually.TrueAsync(async () => (await GetAsync(host, submitted.ArticleId)).Boarded, "the retraction is done");
    }

    [Fact]
    public async Task What_the_broker_holds_is_not_published_again_and_what_it_has_lost_is()
    {
        const string queue = "entity-recognize-entities";
        const string exchange = "OnRecord.Events:ArticleIngested";
        const int articles = 20;
        using var own = new RabbitServer();
        await own.InitializeAsync();
        try
        {
            await own.DeclareQueueAsync(queue, exchange);
            var configuration = Configuration(republishAfterSeconds: 1);
            configuration["Bus:Host"] = own.Host;
            configuration["Storage:Provider"] = "Sqlite";
            using var folder = new ScratchFolder();
            configuration["Storage:Folder"] = folder.Path;
            await using var host = await IngestHost.StartAsync(configuration, withPipeline: false);
            await Task.WhenAll(Enumerable.Range(0, articles).Select(number => host.Client.SubmitArticleAsync(
                new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(6_300 + number), $"https://held.example/{number}") }).ResponseAsync));
            async Task<bool> HoldsAsync(int count) => (await own.QueuesAsync()).GetValueOrDefault(queue) == count;
            await Eventually.TrueAsync(() => HoldsAsync(articles), "all are in the queue");

            // Several times the ledger's patience.
            await Task.Delay(TimeSpan.FromSeconds(6));
            Assert.True(await HoldsAsync(articles));

            await own.RemoveAsync();
            await own.InitializeAsync();
            await own.DeclareQueueAsync(queue, exchange);
            await Eventually.TrueAsync(() => HoldsAsync(articles), "all are in the new queue");
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

    private static async Task<Article> GetAsync(IngestHost host, string articleId) =>
        (await host.Client.GetArticleAsync(new GetArticleRequest { ArticleId = articleId })).Article;
}
