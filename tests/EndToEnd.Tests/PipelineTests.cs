using System.Text.Json;
using Grpc.Core;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What OnRecord does, whichever way it is put together. Every test brings its own news.</summary>
public abstract class PipelineTests(OnRecordSystem system)
{
    [Fact]
    public async Task Articles_go_in_and_come_out_as_a_story_with_a_position_board()
    {
        var ids = new List<string>();
        foreach (var article in News.QuarryStory())
        {
            ids.Add((await SubmitAsync(article)).ArticleId);
        }

        var indexed = await Task.WhenAll(ids.Select(IndexedAsync));
        var storyId = Assert.Single(indexed.Select(article => article.StoryId).Distinct());

        var story = await Eventually.GetAsync(
            async () => (await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = storyId })).Story,
            story => story.ArticleCount == 3, "the story holds three articles");
        Assert.Equal(3, story.OutletCount);
        Assert.Equal(ids.Order(), story.Timeline.Select(entry => entry.Article.ArticleId).Order());

        // A board counts an article as soon as the story holds it; what the article says may come a moment later.
        var board = await Eventually.GetAsync(
            () => BoardAsync(storyId),
            board => board?.ArticleCount == 3 && ids.All(id => board.Claims.SelectMany(claim => claim.Stands).SelectMany(stand => stand.Positions).Any(position => position.Evidence.Article.ArticleId == id)),
            "the board holds what three articles say");
        Assert.Contains(Stands(board!), stand => stand is ("Johanna Feld", Stance.Affirms));
        Assert.Contains(Stands(board!), stand => stand is ("Matthias Torvald", Stance.Denies));
        Assert.Contains(board!.Claims.SelectMany(claim => claim.Stands), stand => stand.Stance == Stance.NoComment);
        Assert.All(
            board.Claims.SelectMany(claim => claim.Stands).SelectMany(stand => stand.Positions),
            position => Assert.Contains(position.Evidence.Article.ArticleId, ids));

        var hits = await system.Search.SearchArticlesAsync(new SearchArticlesRequest { Query = "Torvald quarry" });
        Assert.Equal(ids.Order(), hits.Hits.Select(hit => hit.Article.ArticleId).Order());

        var hot = await system.Search.ListHotStoriesAsync(new ListHotStoriesRequest { PageSize = 100 });
        Assert.Contains(hot.Stories, summary => summary.StoryId == storyId && summary.ArticleCount == 3);

        var found = await system.Entity.SearchEntitiesAsync(new SearchEntitiesRequest { Query = "Johanna" });
        var feld = Assert.Single(found.Entities, entity => entity.Ref.Name == "Johanna Feld");
        var mentions = await system.Entity.ListMentionsAsync(new ListMentionsRequest { EntityId = feld.Ref.EntityId, PageSize = 500 });
        Assert.Equal(ids.Order(), mentions.Mentions.Select(mention => mention.Article.ArticleId).Distinct().Order());
    }

    [SkippableFact]
    public async Task A_real_page_with_its_residue_gives_a_board_of_affirmation_denial_and_silence()
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Require("positions/dev-07.json")));
        var root = file.RootElement;

        var submitted = await SubmitAsync(new ArticleInput { Title = root.GetProperty("title").GetString(), Text = root.GetProperty("text").GetString() });
        var storyId = (await IndexedAsync(submitted.ArticleId)).StoryId;

        var story = (await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = storyId })).Story;
        var names = story.Entities.Select(entity => entity.Entity.Name).ToList();
        Assert.All(["Peskov", "Putin", "Trump"], name => Assert.Contains(names, entity => entity.Contains(name, StringComparison.Ordinal)));
        var board = await Eventually.GetAsync(() => BoardAsync(storyId), board => board?.ArticleCount == 1, "the board holds the article");
        Assert.Contains(Stands(board!), stand => stand is { Stance: Stance.Denies, Holder: "Kremlin" or "Dmitry Peskov" });
        Assert.Contains(Stands(board!), stand => stand is { Stance: Stance.NoComment, Holder: "Donald Trump" or "Steven Cheung" });
        Assert.Contains(Stands(board!), stand => stand is { Stance: Stance.Affirms, Holder: "The Washington Post" or "Reuters" or null });
    }

    [Fact]
    public async Task A_watcher_hears_of_a_new_story()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = system.Search.WatchStories(new WatchStoriesRequest(), cancellationToken: patience.Token);
        await watch.ResponseHeadersAsync;

        var submitted = await SubmitAsync(News.About("Watchholm"));
        var storyId = (await IndexedAsync(submitted.ArticleId)).StoryId;

        await foreach (var update in watch.ResponseStream.ReadAllAsync(patience.Token))
        {
            if (update.Kind == StoryUpdateKind.Story && update.Story.StoryId == storyId)
            {
                Assert.NotEmpty(update.ResumeToken);
                return;
            }
        }

        Assert.Fail("The stream ended without the story.");
    }

    [Fact]
    public async Task A_changed_text_replaces_the_old_one_everywhere()
    {
        var article = News.About("Revholm");
        article.Text += "\n\nThe council bought a velvet curtain.";
        var first = await SubmitAsync(article);
        await IndexedAsync(first.ArticleId);

        article.Text = article.Text.Replace("velvet curtain", "bronze lantern", StringComparison.Ordinal)
            + "\n\nMayor Sven Dahl denied that the lantern was second-hand.";
        var second = await SubmitAsync(article);
        var indexed = await RevisionIndexedAsync(first.ArticleId, second.Revision);

        Assert.Equal((first.ArticleId, 2, SubmitOutcome.Revised), (second.ArticleId, second.Revision, second.Outcome));
        Assert.Contains("bronze lantern", indexed.Text, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("\"velvet curtain\"", first.ArticleId));
        Assert.Equal(1, await CountAsync("\"bronze lantern\"", first.ArticleId));
        var positions = await system.Stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = first.ArticleId });
        Assert.Contains(positions.Positions, position => position.Holder.Entity?.Name == "Sven Dahl" && position.Stance == Stance.Denies);
        Assert.All(positions.Positions, position => Assert.Equal(2, position.Evidence.Article.Revision));
    }

    [Fact]
    public async Task A_retracted_article_leaves_no_trace()
    {
        var submitted = await SubmitAsync(News.About("Retractholm"));
        var storyId = (await IndexedAsync(submitted.ArticleId)).StoryId;

        await system.Ingest.RetractArticleAsync(new RetractArticleRequest { ArticleId = submitted.ArticleId, Reason = "Test." });

        await Eventually.TrueAsync(async () => await CountAsync("Retractholm", submitted.ArticleId) == 0, "search has forgotten it");
        await Eventually.TrueAsync(
            async () => (await system.Stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = submitted.ArticleId })).Positions.Count == 0,
            "stance has forgotten it");
        await Eventually.TrueAsync(
            () => FailsAsync(StatusCode.NotFound, async () => await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = storyId })),
            "its story is gone");
        var article = (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article;
        Assert.Equal(ArticleState.Retracted, article.State);
        Assert.Equal("", article.Text);
    }

    [Fact]
    public async Task The_same_article_is_taken_once_and_a_wire_copy_is_linked_to_its_original()
    {
        var article = News.About("Copyholm");
        var first = await SubmitAsync(article);

        var again = await SubmitAsync(article);
        var copy = article.Clone();
        copy.Outlet = "Copy Post";
        copy.Url = "https://copypost.example/copyholm";
        var syndicated = await SubmitAsync(copy);

        Assert.Equal((first.ArticleId, SubmitOutcome.Duplicate), (again.ArticleId, again.Outcome));
        Assert.Equal((SubmitOutcome.Syndicated, first.ArticleId), (syndicated.Outcome, syndicated.OriginalArticleId));
        var storyId = (await IndexedAsync(first.ArticleId)).StoryId;
        Assert.Equal(storyId, (await IndexedAsync(syndicated.ArticleId)).StoryId);
        var story = await Eventually.GetAsync(
            async () => (await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = storyId })).Story,
            story => story.ArticleCount == 2, "both are in the story");
        Assert.Equal(1, story.SyndicatedCount);
    }

    [Fact]
    public async Task A_request_id_gives_the_same_answer_for_ever_and_serves_one_article_only()
    {
        var request = new SubmitArticleRequest { Article = News.About("Idholm"), RequestId = "idholm-1" };
        var first = await system.Ingest.SubmitArticleAsync(request);

        var again = await system.Ingest.SubmitArticleAsync(request);
        var other = await Assert.ThrowsAsync<RpcException>(async () => await system.Ingest.SubmitArticleAsync(
            new SubmitArticleRequest { Article = News.About("Otherholm"), RequestId = "idholm-1" }));

        Assert.Equal(first, again);
        Assert.Equal(StatusCode.AlreadyExists, other.StatusCode);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_keeps_what_it_acknowledged()
    {
        using var broken = new CancellationTokenSource();
        var acknowledged = new List<string>();
        using (var call = system.Ingest.SubmitArticles(cancellationToken: broken.Token))
        {
            for (var i = 0; i < 10; i++)
            {
                await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = News.About($"Breakholm{i}") });
            }

            while (acknowledged.Count < 5 && await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                acknowledged.Add(call.ResponseStream.Current.Accepted.ArticleId);
            }

            await broken.CancelAsync();
        }

        Assert.Equal(5, acknowledged.Count);
        await Task.WhenAll(acknowledged.Select(IndexedAsync));
        await IndexedAsync((await SubmitAsync(News.About("Afterholm"))).ArticleId);
    }

    [Fact]
    public async Task A_bad_article_in_a_stream_gets_its_own_failure_and_the_stream_goes_on()
    {
        using var call = system.Ingest.SubmitArticles();
        await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = new ArticleInput { Text = " " }, RequestId = "bad" });
        await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = News.About("Goodholm"), RequestId = "good" });
        await call.RequestStream.CompleteAsync();

        var results = new List<SubmitArticlesResponse>();
        await foreach (var result in call.ResponseStream.ReadAllAsync())
        {
            results.Add(result);
        }

        Assert.Equal(["bad", "good"], results.Select(result => result.RequestId));
        Assert.Equal((int)StatusCode.InvalidArgument, results[0].Failure.Code);
        Assert.Equal("article.text", Assert.Single(results[0].Failure.Faults).Field);
        Assert.Equal(SubmitOutcome.Created, results[1].Accepted.Outcome);
    }

    [Fact]
    public async Task Nothing_is_left_in_an_error_queue()
    {
        await IndexedAsync((await SubmitAsync(News.About("Cleanholm"))).ArticleId);

        Assert.Empty(await system.DeadLettersAsync());
    }

    private async Task<SubmitArticleResponse> SubmitAsync(ArticleInput article) =>
        await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = article });

    private Task<Article> IndexedAsync(string articleId) => RevisionIndexedAsync(articleId, 1);

    private Task<Article> RevisionIndexedAsync(string articleId, int revision) => Eventually.GetAsync(
        async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = articleId })).Article,
        article => article.State == ArticleState.Indexed && article.Revision >= revision,
        "the article is indexed");

    private async Task<PositionBoard?> BoardAsync(string storyId)
    {
        try
        {
            return (await system.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = storyId })).Board;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private static IEnumerable<(string? Holder, Stance Stance)> Stands(PositionBoard board) =>
        board.Claims.SelectMany(claim => claim.Stands).Select(stand => (stand.Holder.Entity?.Name, stand.Stance));

    private async Task<int> CountAsync(string query, string articleId)
    {
        var found = await system.Search.SearchArticlesAsync(new SearchArticlesRequest { Query = query, PageSize = 100 });
        return found.Hits.Count(hit => hit.Article.ArticleId == articleId);
    }

    private static async Task<bool> FailsAsync(StatusCode code, Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (RpcException exception) when (exception.StatusCode == code)
        {
            return true;
        }
    }
}

[Collection(SharedStandalone.Name)]
public sealed class StandalonePipelineTests(TracedStandalone system) : PipelineTests(system);

[Collection(SharedDistributed.Name)]
public sealed class DistributedPipelineTests(TracedDistributed system) : PipelineTests(system);
