using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What a system holds of numbered articles, in words that hang on no id: two systems that read the same articles can be compared.</summary>
internal static class ChaosBoards
{
    /// <summary>The positions of an article: "holder stance text".</summary>
    public static async Task<string> PositionsAsync(StanceService.StanceServiceClient stance, string articleId)
    {
        var answer = await stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = articleId, PageSize = 500 });
        return Lines(answer.Positions.Select(position => $"{Name(position.Holder)} {position.Stance} {position.Evidence.Span}"));
    }

    /// <summary>The board of a story: the numbers of its articles, then a line a row with who stands where in it.</summary>
    /// <param name="numbers">Of the articles of the story.</param>
    public static async Task<string> BoardAsync(StanceService.StanceServiceClient stance, string storyId, IEnumerable<int> numbers)
    {
        var board = (await stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = storyId })).Board;
        var rows = board.Claims.Select(claim => string.Join("; ", claim.Stands
            .Select(stand => $"{Name(stand.Holder)} {stand.Stance} in {stand.PositionCount}").Order(StringComparer.Ordinal)));
        return $"articles {string.Join(' ', numbers.Order())}\n{Lines(rows)}";
    }

    /// <summary>All hits of a search for everything.</summary>
    public static async Task<List<ArticleHit>> HitsAsync(SearchService.SearchServiceClient search)
    {
        var hits = new List<ArticleHit>();
        var request = new SearchArticlesRequest { PageSize = 100 };
        do
        {
            var page = await search.SearchArticlesAsync(request);
            hits.AddRange(page.Hits);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return hits;
    }

    private static string Name(Holder holder) => holder.Entity?.Name + holder.Description;

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
