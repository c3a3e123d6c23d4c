using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Ingest.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class SqliteFollowStoriesTests : FollowStoriesTests, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Dictionary<string, string?> Storage => new() { ["Storage:Folder"] = _folder.Path };
}

public sealed class PostgresFollowStoriesTests(PostgresServer postgres) : FollowStoriesTests, IClassFixture<PostgresServer>
{
    protected override Dictionary<string, string?> Storage => new() { ["Storage:Provider"] = "Postgres", ["Storage:ConnectionString"] = postgres.ConnectionString };
}

/// <summary>An article is where search last said it is, on either store.</summary>
public abstract class FollowStoriesTests
{
    private const int Histories = 25;

    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private int _texts = Random.Shared.Next(1_000_000);

    protected abstract Dictionary<string, string?> Storage { get; }

    [Fact]
    public async Task An_article_is_in_the_story_that_its_own_went_into_and_in_the_one_that_parted()
    {
        await using var host = await IngestHost.StartAsync(Storage);
        var articles = await SubmitAsync(host, 3);
        foreach (var article in articles)
        {
            Assert.Equal(PipelineStandInConsumer.StoryId.ToString(), (await host.ReachesAsync(article.ToString(), ArticleState.Indexed)).StoryId);
        }

        var (into, parted) = (Guid.NewGuid(), Guid.NewGuid());
        var later = DateTimeOffset.UtcNow.AddSeconds(1);
        await host.PublishAsync(new StoriesChanged(Schema.Version, [
            Change(PipelineStandInConsumer.StoryId, StoryChangeKind.Merged, later, into: into),
            Change(into, StoryChangeKind.Updated, later.AddTicks(1), added: articles),
        ]));
        await AreInAsync(host, articles, into);

        // As the search of a build before StoriesChanged does.
        await host.PublishAsync(Change(into, StoryChangeKind.Updated, later.AddTicks(2), removed: [articles[0]]));
        await host.PublishAsync(Change(parted, StoryChangeKind.Created, later.AddTicks(3), added: [articles[0]]));
        await AreInAsync(host, [articles[0]], parted);
        await AreInAsync(host, articles[1..], into);
    }

    [Fact]
    public async Task What_the_stories_say_holds_against_what_search_saw_when_the_article_was_indexed()
    {
        await using var host = await IngestHost.StartAsync(Storage, withPipeline: false);
        var article = Assert.Single(await SubmitAsync(host, 1));
        var story = Guid.NewGuid();
        await host.PublishAsync(new StoriesChanged(Schema.Version, [Change(story, StoryChangeKind.Created, Morning, added: [article])]));
        await AreInAsync(host, [article], story);

        await host.PublishAsync(new ArticlesIndexed(Schema.Version, [new ArticleIndexed(Schema.Version, article, 1, Guid.NewGuid(), Morning.AddHours(1), AwaitsOthers: true)]));

        Assert.Equal(story.ToString(), (await host.ReachesAsync(article.ToString(), ArticleState.Indexed)).StoryId);
    }

    [Fact]
    public async Task An_article_without_a_word_of_the_stories_is_where_search_saw_it()
    {
        await using var host = await IngestHost.StartAsync(Storage, withPipeline: false);
        var article = Assert.Single(await SubmitAsync(host, 1));
        foreach (var story in new[] { Guid.NewGuid(), Guid.NewGuid() })
        {
            await host.PublishAsync(new ArticleIndexed(Schema.Version, article, 1, story, Morning));
            await AreInAsync(host, [article], story);
        }
    }

    [Fact]
    public async Task A_late_word_gives_a_retracted_article_no_story()
    {
        await using var host = await IngestHost.StartAsync(Storage);
        var articles = await SubmitAsync(host, 2);
        await host.ReachesAsync(articles[0].ToString(), ArticleState.Indexed);
        await host.Client.RetractArticleAsync(new RetractArticleRequest { ArticleId = articles[0].ToString() });

        var story = Guid.NewGuid();
        await host.PublishAsync(new StoriesChanged(Schema.Version, [Change(story, StoryChangeKind.Updated, DateTimeOffset.UtcNow.AddMinutes(1), added: articles)]));

        await AreInAsync(host, articles[1..], story);
        Assert.Equal("", await StoryOfAsync(host, articles[0]));
    }

    [Fact]
    public async Task The_last_word_holds_however_often_and_in_which_order_events_come()
    {
        await using var host = await IngestHost.StartAsync(Storage, withPipeline: false);
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var articles = await SubmitAsync(host, 3);
            var (events, last) = History(random, articles);
            events = [.. events, .. random.GetItems(events.ToArray(), 2)];
            var told = events.Select(changes => (Func<Task>)(() => host.Services.GetRequiredService<ArticleStories>().ApplyAsync(changes, CancellationToken.None)))
                .Concat(Enumerable.Range(0, 4).Select(_ =>
                {
                    // Search saw it in any of the stories that it has been in.
                    var article = articles[random.Next(articles.Length)];
                    var seen = events.SelectMany(changes => changes).Where(change => change.ArticlesAdded.Contains(article)).Select(change => change.StoryId).First();
                    var indexed = new ArticleIndexed(Schema.Version, article, 1, seen, Morning.AddHours(random.Next(100)), AwaitsOthers: true);
                    return (Func<Task>)(() => host.Services.GetRequiredService<OutboxStore>().ApplyAsync([LedgerNews.Of(indexed)], 0, CancellationToken.None));
                })).ToArray();
            random.Shuffle(told);

            // Some share a transaction.
            foreach (var together in told.Chunk(random.Next(1, told.Length)))
            {
                await Task.WhenAll(together.Select(tell => tell()));
            }

            foreach (var article in articles)
            {
                Assert.Equal($"{seed}: {last[article]}", $"{seed}: {await StoryOfAsync(host, article)}");
            }
        }
    }

    /// <summary>Decisions of some transactions about where articles go, and where they are in the end.</summary>
    private static (List<List<StoryChanged>> Events, Dictionary<Guid, Guid> Last) History(Random random, Guid[] articles)
    {
        Guid[] stories = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        var last = new Dictionary<Guid, Guid>();
        var events = new List<List<StoryChanged>>();
        var time = Morning;
        void Go(List<StoryChanged> changes, Guid story, Guid[] moved)
        {
            foreach (var from in last.Where(place => moved.Contains(place.Key) && place.Value != story).ToLookup(place => place.Value, place => place.Key))
            {
                changes.Add(Change(from.Key, StoryChangeKind.Updated, time = time.AddTicks(1), removed: [.. from]));
            }

            changes.Add(Change(story, StoryChangeKind.Updated, time = time.AddTicks(1), added: moved));
            foreach (var article in moved)
            {
                last[article] = story;
            }
        }

        events.Add([]);
        foreach (var article in articles)
        {
            Go(events[0], stories[random.Next(stories.Length)], [article]);
        }

        for (var count = random.Next(1, 6); count > 0; count--)
        {
            time = time.AddMilliseconds(random.Next(1, 50));
            events.Add([]);
            for (var decisions = random.Next(1, 4); decisions > 0; decisions--)
            {
                random.Shuffle(articles);
                Go(events[^1], stories[random.Next(stories.Length)], articles[..random.Next(1, articles.Length + 1)]);
            }
        }

        return (events, last);
    }

    private static StoryChanged Change(Guid story, StoryChangeKind kind, DateTimeOffset at, Guid[]? added = null, Guid[]? removed = null, Guid? into = null) =>
        new(Schema.Version, story, 1, kind, added ?? [], removed ?? [], into, at);

    private async Task<Guid[]> SubmitAsync(IngestHost host, int count)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => host.Client.SubmitArticleAsync(
            new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(Interlocked.Increment(ref _texts)), $"https://stories-{Guid.NewGuid():N}.example/a") }).ResponseAsync));
        return [.. answers.Select(answer => Guid.Parse(answer.ArticleId))];
    }

    private static async Task AreInAsync(IngestHost host, Guid[] articles, Guid story)
    {
        foreach (var article in articles)
        {
            await Eventually.GetAsync(() => StoryOfAsync(host, article), found => found == story.ToString(), $"article {article} is in story {story}");
        }
    }

    private static async Task<string> StoryOfAsync(IngestHost host, Guid article) =>
        (await host.Client.GetArticleAsync(new GetArticleRequest { ArticleId = article.ToString() })).Article.StoryId;
}
