using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>The gRPC API of search: checks requests and hands them on.</summary>
internal sealed class SearchApi(
    StoryLookup lookup, HotStories hot, StoryStore stories, ArticleSearch search, Suggester suggester, StoryWatch watch, SearchRevisions revisions)
    : SearchService.SearchServiceBase
{
    private const int MaxPageSize = 100;
    private const int DefaultPageSize = 20;
    private const int MaxSuggestions = 20;
    private const int DefaultSuggestions = 8;
    private const int MaxPrefixLength = 200;
    private const int DeepestHot = 10_000;

    /// <summary>Serves JSON and in-process callers; gRPC goes to <see cref="StoryLookup"/>.</summary>
    public override async Task<GetStoryResponse> GetStory(GetStoryRequest request, ServerCallContext context)
    {
        var story = await lookup.GetStory(request, context);
        return GetStoryResponse.Parser.ParseFrom(story.Bytes.Span);
    }

    public override async Task<ListHotStoriesResponse> ListHotStories(ListHotStoriesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        var position = faults.PageToken<HotPosition>(request.PageToken, "hot");
        faults.ThrowIfAny();

        // The ranking moves between pages: what earlier pages ended with decides where this one begins.
        var offset = position?.Offset ?? 0;
        var top = await hot.TopAsync(offset, limit + 1, context.CancellationToken);
        var page = top.Take(limit).ToList();
        var summaries = await stories.SummariesAsync([.. page.Select(entry => entry.StoryId)], context.CancellationToken);
        var heat = await hot.HeatAsync([.. page.Select(entry => entry.StoryId)], context.CancellationToken);
        var response = new ListHotStoriesResponse();
        foreach (var (storyId, score) in page)
        {
            if (summaries.TryGetValue(storyId, out var found))
            {
                var summary = found.Summary.Clone();
                summary.Heat = heat(storyId, score);
                response.Stories.Add(summary);
            }
        }

        if (top.Count > limit && offset + limit < DeepestHot)
        {
            response.NextPageToken = PageToken.Encode(new HotPosition(offset + limit), "hot");
        }

        return response;
    }

    public override async Task<SearchArticlesResponse> SearchArticles(SearchArticlesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        var query = SearchQuery.Read(
            request.Query, request.Filter, request.HasRecencyWeight ? request.RecencyWeight : SearchQuery.DefaultRecencyWeight, faults);
        var position = faults.PageToken<SearchPosition>(request.PageToken, query.Key("articles"));
        faults.ThrowIfAny();
        return await search.ArticlesAsync(query, position, limit, request.IncludeFacets, context.CancellationToken);
    }

    public override async Task<SearchStoriesResponse> SearchStories(SearchStoriesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        var query = SearchQuery.Read(
            request.Query, request.Filter, request.HasRecencyWeight ? request.RecencyWeight : SearchQuery.DefaultRecencyWeight, faults);
        var position = faults.PageToken<SearchPosition>(request.PageToken, query.Key("stories"));
        faults.ThrowIfAny();
        return await search.StoriesAsync(query, position, limit, context.CancellationToken);
    }

    public override async Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) => new()
    {
        Revisions = { await revisions.ListAsync(RevisionRequests.Read(request.ArticleIds), context.CancellationToken) },
    };

    public override async Task<SuggestResponse> Suggest(SuggestRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultSuggestions, MaxSuggestions);
        faults.Require(request.Prefix.Length <= MaxPrefixLength, "prefix", $"Must be at most {MaxPrefixLength} characters.");
        faults.ThrowIfAny();
        var response = new SuggestResponse();
        response.Suggestions.AddRange(await suggester.SuggestAsync(request.Prefix, limit, context.CancellationToken));
        return response;
    }

    public override Task WatchStories(
        WatchStoriesRequest request, IServerStreamWriter<WatchStoriesResponse> responseStream, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var filter = WatchFilter.Read(request, faults);
        var resume = faults.PageToken<WatchPosition>(
            request.ResumeToken, "watch", "resume_token", "Must be the resume_token of an earlier update; as Last-Event-ID, the id of an earlier event.");
        faults.ThrowIfAny();
        return watch.ServeAsync(filter, resume, responseStream, context.CancellationToken);
    }

    private sealed record HotPosition(int Offset);
}
