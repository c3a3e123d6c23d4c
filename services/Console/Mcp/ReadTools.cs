using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web.Mcp;

/// <summary>What a language model may ask. Names and descriptions are what it chooses by.</summary>
[McpServerToolType]
internal sealed class ReadTools(CallersBackends backends)
{
    private const int Most = 50;

    [McpServerTool(Name = "hot_stories", Title = "Stories that are read and written about now", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Lists the news stories that are hottest now, with their ids.")]
    public async Task<StoryList> HotStoriesAsync([Description("How many, 1 to 50.")] int limit = 10)
    {
        var answer = await backends.AskAsync(deadline => backends.Search.ListHotStoriesAsync(new ListHotStoriesRequest { PageSize = Checked(limit) }, deadline: deadline));
        return new StoryList([.. answer.Stories.Select(ToolAnswers.Of)]);
    }

    [McpServerTool(Name = "search_stories", Title = "Search news stories", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Finds news stories by words, names or a phrase in quotation marks. Each has the id that get_board takes.")]
    public async Task<StoryList> SearchStoriesAsync(
        [Description("Words to look for.")] string query, [Description("How many, 1 to 50.")] int limit = 10)
    {
        var answer = await backends.AskAsync(deadline => backends.Search.SearchStoriesAsync(new SearchStoriesRequest { Query = query, PageSize = Checked(limit) }, deadline: deadline));
        return new StoryList([.. answer.Stories.Select(ToolAnswers.Of)]);
    }

    [McpServerTool(Name = "search_articles", Title = "Search news articles", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Finds single news articles by words, names or a phrase in quotation marks, with the passages that match and the id of their story.")]
    public async Task<ArticleList> SearchArticlesAsync(
        [Description("Words to look for.")] string query, [Description("How many, 1 to 50.")] int limit = 10)
    {
        var answer = await backends.AskAsync(deadline => backends.Search.SearchArticlesAsync(new SearchArticlesRequest { Query = query, PageSize = Checked(limit) }, deadline: deadline));
        return new ArticleList(answer.TotalSize, [.. answer.Hits.Select(ToolAnswers.Of)]);
    }

    [McpServerTool(Name = "get_board", Title = "Position board of a story", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Reads who stands where in a story: its claims, what the story is about first, and for each the holders with their stance and the sentence that proves it.")]
    public async Task<Board> GetBoardAsync(
        [Description("The story's id, as search_stories gives it.")] string storyId,
        [Description("Leave minor claims out.")] bool mainOnly = true)
    {
        var answer = await backends.AskAsync(deadline => backends.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = storyId }, deadline: deadline));
        return ToolAnswers.Of(answer.Board, mainOnly);
    }

    [McpServerTool(Name = "list_positions", Title = "Positions of a person, a body or a story", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Lists who said what, newest first, by holder, story and stance; give one of holderId and storyId at least.")]
    public async Task<StandList> ListPositionsAsync(
        [Description("Entity id of who holds the position, as boards give it.")] string? holderId = null,
        [Description("The story's id.")] string? storyId = null,
        [Description("affirms, denies, questions, no-comment, supports or opposes.")] string? stance = null,
        [Description("How many, 1 to 50.")] int limit = 20)
    {
        if (string.IsNullOrEmpty(holderId) && string.IsNullOrEmpty(storyId))
        {
            throw new McpException("holderId or storyId: one of them is needed.");
        }

        var request = new ListPositionsRequest { HolderId = holderId ?? "", StoryId = storyId ?? "", PageSize = Checked(limit) };
        if (!string.IsNullOrEmpty(stance))
        {
            request.Stances.Add(ToolAnswers.StanceOf(stance));
        }

        var answer = await backends.AskAsync(deadline => backends.Stance.ListPositionsAsync(request, deadline: deadline));
        return new StandList([.. answer.Positions.Select(position => ToolAnswers.Of(position.Holder, position))]);
    }

    [McpServerTool(Name = "check_claim", Title = "Check a claim against the news", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Counts the articles that agree, disagree or only discuss a claim, with the sentence of each. It says what outlets write, not what is true; too little evidence is said.")]
    public async Task<ClaimCheck> CheckClaimAsync(
        [Description("One claim as a sentence.")] string claim, [Description("Only articles of this story.")] string? storyId = null)
    {
        var answer = await backends.AskAsync(deadline => backends.Stance.CheckClaimAsync(new CheckClaimRequest { Claim = claim, StoryId = storyId ?? "" }, deadline: deadline));
        return ToolAnswers.Of(answer);
    }

    private static int Checked(int limit) => limit is >= 1 and <= Most ? limit : throw new McpException($"limit: must be 1 to {Most}.");
}
