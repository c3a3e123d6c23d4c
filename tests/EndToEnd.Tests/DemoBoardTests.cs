using System.Text.Json;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>The boards of the demo's news.</summary>
public sealed class DemoBoardTests(StandaloneSystem system) : IClassFixture<StandaloneSystem>
{
    [Fact]
    public async Task Every_holder_and_every_entity_of_a_board_is_known_to_the_entity_service()
    {
        var ids = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(RepoRoot.Combine("services", "Standalone", "Demo", "articles.jsonl")))
        {
            using var article = JsonDocument.Parse(line);
            string Of(string field) => article.RootElement.GetProperty(field).GetString()!;
            var input = new ArticleInput { Url = Of("url"), Outlet = Of("outlet"), Title = Of("title"), Text = Of("text") };
            ids.Add((await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = input })).ArticleId);
        }

        var holders = new HashSet<string>();
        var stories = new HashSet<string>();
        foreach (var id in ids.Distinct())
        {
            var article = await Eventually.GetAsync(
                async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article,
                article => article.State == ArticleState.Indexed,
                "the article is indexed");
            stories.Add(article.StoryId);
        }

        foreach (var story in stories)
        {
            var size = (await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = story })).Story.ArticleCount;
            var board = await Eventually.GetAsync(
                async () => (await system.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = story })).Board,
                board => board.ArticleCount == size,
                "the board holds the story's articles");
            holders.UnionWith(board.Claims.SelectMany(claim => claim.Stands).Select(stand => stand.Holder).Where(holder => holder.Entity is not null)
                .Select(holder => holder.Entity.EntityId));
            holders.UnionWith(board.Claims.SelectMany(claim => claim.Entities).Select(entity => entity.EntityId));
        }

        Assert.True(holders.Count > 20, $"only {holders.Count} entities stand on the boards");
        foreach (var holder in holders)
        {
            Assert.NotEmpty((await system.Entity.GetEntityAsync(new GetEntityRequest { EntityId = holder })).Entity.Ref.Name);
        }
    }
}
