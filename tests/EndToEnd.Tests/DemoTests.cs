using OnRecord.Api.Entity.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What the demo shows, and the boards of its news.</summary>
[Collection(SharedDemo.Name)]
public sealed class DemoTests(RunningDemo demo)
{
    [Fact]
    public void It_says_what_it_does_and_shows_stories_a_board_with_its_sentences_and_where_to_go_on()
    {
        Assert.Contains("Loading the language models", demo.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d+ articles submitted and indexed in [\d.]+ s", demo.Output);
        Assert.Contains("who stands where", demo.Output, StringComparison.Ordinal);
        Assert.Contains("DENIES: “", demo.Output, StringComparison.Ordinal);
        Assert.Contains($"Console {demo.HttpAddress.ToString().TrimEnd('/')}, ", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_holder_and_every_entity_of_a_board_is_known_to_the_entity_service()
    {
        var stance = new StanceService.StanceServiceClient(demo.Channel);
        var entity = new EntityService.EntityServiceClient(demo.Channel);
        var stories = await new SearchService.SearchServiceClient(demo.Channel).ListHotStoriesAsync(new ListHotStoriesRequest { PageSize = 100 });
        var ids = new HashSet<string>();
        foreach (var story in stories.Stories)
        {
            var board = (await stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = story.StoryId })).Board;
            ids.UnionWith(board.Claims.SelectMany(claim => claim.Stands).Select(stand => stand.Holder.Entity).Where(holder => holder is not null).Select(holder => holder.EntityId));
            ids.UnionWith(board.Claims.SelectMany(claim => claim.Entities).Select(about => about.EntityId));
        }

        Assert.True(ids.Count > 20, $"only {ids.Count} entities stand on the boards");
        foreach (var id in ids)
        {
            Assert.NotEmpty((await entity.GetEntityAsync(new GetEntityRequest { EntityId = id })).Entity.Ref.Name);
        }
    }
}
