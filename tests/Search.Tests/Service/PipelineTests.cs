using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Search.Tests;

public sealed class SqlitePipelineTests : PipelineTests
{
    protected override Task<SearchHost> StartAsync() => SearchHost.StartAsync();
}

public sealed class PostgresPipelineTests : PipelineTests
{
    protected override Task<SearchHost> StartAsync() => SearchHost.StartOnPostgresAsync();
}

/// <summary>From events to answers, on either store.</summary>
public abstract class PipelineTests : IAsyncLifetime
{
    private const string BridgeBody =
        "Engineers closed the Marlow bridge on Tuesday after cracks were found in two of its piers. Mayor Edith Calloway said the "
        + "bridge would stay shut for at least a month. The cracks were seen by divers during a routine inspection of the piers.";

    private SearchHost _host = null!;

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    protected abstract Task<SearchHost> StartAsync();

    [Fact]
    public async Task Articles_on_one_event_share_a_story_and_others_do_not()
    {
        var first = await _host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", BridgeBody, entities: "Edith Calloway"));
        var second = await _host.IndexAsync(HandMade.Article(
            "Marlow bridge shut after divers find cracks in piers",
            "The Marlow bridge is shut. Divers found cracks in its piers during an inspection, and Mayor Edith Calloway said that the "
            + "bridge stays closed for a month while engineers work on the piers.",
            outlet: "Riverside Daily",
            entities: "Edith Calloway"));
        var other = await _host.IndexAsync(HandMade.Article(
            "Orchard growers expect record cherry harvest",
            "Growers in the Linden valley expect a record harvest of cherries after a mild spring. Prices at markets may fall by a third."));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        var story = await Eventually.GetAsync(
            async () => (await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = first.ToString() })).Story,
            story => story.ArticleCount == 2 && story.Entities.Count == 1,
            "a story of two articles");
        Assert.Equal(2, story.OutletCount);
        Assert.Contains(story.Headline, new[] { "Cracks close Marlow bridge", "Marlow bridge shut after divers find cracks in piers" });
        Assert.NotEmpty(story.Summary);
        Assert.Contains(story.Timeline, entry => entry.DecidedBy.StartsWith("story: opened, ", StringComparison.Ordinal));
        Assert.Contains(story.Timeline, entry => entry.DecidedBy.StartsWith("story: similarity ", StringComparison.Ordinal));
        Assert.Equal("Edith Calloway", Assert.Single(story.Entities).Entity.Name);
    }

    [Fact]
    public async Task A_retracted_article_leaves_no_trace_and_a_late_event_does_not_bring_it_back()
    {
        var article = HandMade.Article("Cracks close Marlow bridge", BridgeBody);
        var storyId = await _host.IndexAsync(article);

        await _host.PublishAsync(new ArticleRetracted(Schema.Version, article.Article.ArticleId, 2, "error", HandMade.Noon));
        var indexed = await _host.Indexed.WaitAsync(article.Article.ArticleId, 2);
        await _host.PublishAsync(article);
        await _host.IndexAsync(HandMade.Article("Cherry harvest", "Growers in the Linden valley expect a record harvest of cherries."));

        Assert.Null(indexed.StoryId);
        Assert.Empty((await _host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = "marlow" })).Hits);
        await Eventually.TrueAsync(() => IsGoneAsync(storyId), "the story gone");
    }

    [Fact]
    public async Task An_article_that_awaits_no_positions_is_announced_without_them_and_a_revision_with_them()
    {
        var article = HandMade.Article("Risse in der Brücke", "Ingenieure sperrten die Brücke am Dienstag.", language: "de") with { AwaitsPositions = false };
        await _host.PublishAsync(article);
        var first = await _host.Indexed.WaitAsync(article.Article.ArticleId, 1);

        var revision = HandMade.Article("Cracks close Marlow bridge", BridgeBody, article.Article.ArticleId, revision: 2);
        var second = await _host.IndexAsync(revision, HandMade.Position("Edith Calloway", StanceLabel.Denies));
        await _host.PublishAsync(article);
        await _host.IndexAsync(HandMade.Article("Cherry harvest", "Growers in the Linden valley expect a record harvest of cherries."));

        Assert.Equal(first.StoryId, second);
        var denied = await _host.Client.SearchArticlesAsync(
            new SearchArticlesRequest { Query = "marlow", Filter = new SearchFilter { Stances = { Api.Common.V1.Stance.Denies } } });
        Assert.Equal(article.Article.ArticleId.ToString(), Assert.Single(denied.Hits).Article.ArticleId);
    }

    [Fact]
    public async Task Positions_that_come_before_the_article_are_applied_when_it_comes()
    {
        var article = HandMade.Article("Cracks close Marlow bridge", BridgeBody, entities: "Edith Calloway");
        await _host.PublishAsync(new PositionsDetected(
            Schema.Version, article.Article.ArticleId, 1, [HandMade.Position("Edith Calloway", StanceLabel.Denies)], "test"));
        await Task.Delay(300);
        await _host.PublishAsync(article);
        await _host.Indexed.WaitAsync(article.Article.ArticleId, 1);

        var request = new SearchArticlesRequest
        {
            Query = "bridge",
            Filter = new SearchFilter { HolderId = HandMade.Id("Edith Calloway"), Stances = { Api.Common.V1.Stance.Denies } },
        };
        Assert.Single((await _host.Client.SearchArticlesAsync(request)).Hits);
        request.Filter.Stances[0] = Api.Common.V1.Stance.Affirms;
        Assert.Empty((await _host.Client.SearchArticlesAsync(request)).Hits);
    }

    [Fact]
    public async Task An_article_that_is_published_again_is_announced_again_and_changes_nothing()
    {
        var article = HandMade.Article("Cracks close Marlow bridge", BridgeBody);
        var storyId = await _host.IndexAsync(article);
        var before = (await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() })).Story.Version;

        var again = await _host.IndexAsync(article);

        Assert.Equal(storyId, again);
        await Task.Delay(1_000);
        var after = (await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() })).Story;
        Assert.Equal(before, after.Version);
        Assert.Equal(1, after.ArticleCount);
    }

    [Fact]
    public async Task Of_changes_of_stories_each_has_a_time_of_its_own_and_a_repeat_tells_the_place_of_now()
    {
        // At once, so that they share transactions.
        var articles = Enumerable.Range(0, 12).Select(number => HandMade.Article(
            $"Cracks close Marlow bridge, report {number}", BridgeBody, outlet: $"Paper {number}")).ToList();
        await Task.WhenAll(articles.Select(article => _host.IndexAsync(article)));
        var first = articles[0].Article.ArticleId;
        List<StoriesChanged> Of(Guid article) => [.. _host.Indexed.Stories.Where(story => story.Causes!.Any(cause => cause.ArticleId == article))];
        await Eventually.TrueAsync(() => Task.FromResult(articles.TrueForAll(article => Of(article.Article.ArticleId).Count == 1)), "all changes are announced");
        var changes = _host.Indexed.Stories.SelectMany(story => story.Changes).ToList();
        Assert.True(changes.Count >= articles.Count);
        Assert.Equal(changes.Count, changes.Select(change => change.ChangedAt).Distinct().Count());
        Assert.All(
            _host.Indexed.Stories.Where(story => story.Changes.Count > 1),
            story => Assert.Equal(story.Changes.Select(change => change.ChangedAt).Order(), story.Changes.Select(change => change.ChangedAt)));

        await _host.PublishAsync(articles[0]);

        var repeat = await Eventually.GetAsync(() => Task.FromResult(Of(first)), found => found.Count == 2, "the article is announced again");
        var place = repeat[1].Changes[^1];
        Assert.Equal([first], place.ArticlesAdded);
        Assert.All(changes, change => Assert.True(change.ChangedAt < place.ChangedAt));
    }

    [Fact]
    public async Task A_new_revision_replaces_the_old_text()
    {
        var id = Guid.NewGuid();
        var story = await _host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", BridgeBody, id));
        var revised = await _host.IndexAsync(HandMade.Article("Marlow bridge reopens", BridgeBody.Replace("closed", "reopened"), id, revision: 2));

        Assert.Equal(story, revised);
        var hit = Assert.Single((await _host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = "reopened" })).Hits);
        Assert.Equal(2, hit.Article.Revision);
        Assert.Single((await _host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = "marlow" })).Hits);
    }

    [Fact]
    public async Task Requests_with_wrong_fields_are_refused_by_name()
    {
        var story = await Assert.ThrowsAsync<RpcException>(async () => await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = "x" }));
        var size = await Assert.ThrowsAsync<RpcException>(
            async () => await _host.Client.SearchArticlesAsync(new SearchArticlesRequest { PageSize = -1, PageToken = "nonsense" }));

        Assert.Equal(StatusCode.InvalidArgument, story.StatusCode);
        Assert.Contains("story_id", story.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("page_size", size.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("page_token", size.Status.Detail, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<RpcException>(
            async () => await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = Guid.NewGuid().ToString() }));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Json_and_grpc_give_the_same_story()
    {
        var storyId = await _host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", BridgeBody));
        using var http = new HttpClient { BaseAddress = _host.Http };

        var json = await http.GetStringAsync($"v1/stories/{storyId}");

        var fromJson = Google.Protobuf.JsonParser.Default.Parse<GetStoryResponse>(json);
        var fromGrpc = await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() });
        Assert.Equal(fromGrpc.Story.Headline, fromJson.Story.Headline);
    }

    [Fact]
    public async Task A_watch_hears_of_a_story_and_resumes_after_its_token()
    {
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = _host.Client.WatchStories(new WatchStoriesRequest(), cancellationToken: ended.Token);
        await watch.ResponseStream.MoveNext(ended.Token);
        Assert.Equal(StoryUpdateKind.Heartbeat, watch.ResponseStream.Current.Kind);
        var token = watch.ResponseStream.Current.ResumeToken;

        var storyId = await _host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", BridgeBody));
        await watch.ResponseStream.MoveNext(ended.Token);
        Assert.Equal(StoryUpdateKind.Story, watch.ResponseStream.Current.Kind);
        Assert.Equal(storyId.ToString(), watch.ResponseStream.Current.Story.StoryId);

        using var resumed = _host.Client.WatchStories(new WatchStoriesRequest { ResumeToken = token }, cancellationToken: ended.Token);
        await resumed.ResponseStream.MoveNext(ended.Token);
        Assert.Equal(storyId.ToString(), resumed.ResponseStream.Current.Story.StoryId);
    }

    [Fact]
    public async Task Hot_stories_are_listed_hottest_first()
    {
        var old = await _host.IndexAsync(HandMade.Article(
            "Orchard growers expect record cherry harvest",
            "Growers in the Linden valley expect a record harvest of cherries after a mild spring. Prices at markets may fall by a third.",
            published: HandMade.Noon.AddDays(-2)));
        var fresh = await _host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", BridgeBody, published: HandMade.Noon));

        var hot = await _host.Client.ListHotStoriesAsync(new ListHotStoriesRequest());

        Assert.Equal([fresh.ToString(), old.ToString()], hot.Stories.Select(story => story.StoryId));
        Assert.Equal(1, hot.Stories[0].HourlyArticles[^1]);
    }

    private async Task<bool> IsGoneAsync(Guid storyId)
    {
        try
        {
            await _host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() });
            return false;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            return true;
        }
    }
}
