using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>The ingest API; see ingest.proto for what each method promises.</summary>
public sealed class IngestGrpcService(
    ArticlePreparer preparer, SubmissionWriter writer, BulkSubmission bulk, IntakeGate gate, ArticleStore store, ArticleReader reader, RebuildStore rebuild,
    FeedStore feeds, AddressGuard guard, IOptions<FeedOptions> feedOptions, TimeProvider clock)
    : IngestService.IngestServiceBase
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1_000;
    private const int MaxReasonLength = 500;
    private const int MaxFilterLength = 300;
    private const int DefaultRebuildSize = 100;

    /// <inheritdoc />
    public override async Task<SubmitArticleResponse> SubmitArticle(SubmitArticleRequest request, ServerCallContext context)
    {
        using var admission = gate.Enter(request.CalculateSize());
        var submission = preparer.Prepare(request.Article, request.RequestId, context.CancellationToken);
        var stored = await writer.EnqueueAsync(submission, context.CancellationToken);
        var result = await stored.WaitAsync(context.CancellationToken);
        admission.Stored(result.Outcome);
        OnRecordTelemetry.TagArticle(result.ArticleId, result.Revision, request.Article.Outlet);
        return result.ToResponse();
    }

    /// <inheritdoc />
    public override Task SubmitArticles(
        IAsyncStreamReader<SubmitArticlesRequest> requestStream, IServerStreamWriter<SubmitArticlesResponse> responseStream, ServerCallContext context) =>
        bulk.RunAsync(requestStream, responseStream, context.CancellationToken);

    /// <inheritdoc />
    public override async Task<GetArticleResponse> GetArticle(GetArticleRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var id = faults.Uuid(request.ArticleId, "article_id");
        faults.Require(request.Revision >= 0, "revision", "Must not be negative.");
        faults.ThrowIfAny();

        var article = await reader.FindAsync(id, request.Revision, context.CancellationToken)
            ?? throw RequestFaults.NotFound("article", request.ArticleId);
        var response = new GetArticleResponse { Article = article.ToProto(includeText: true) };
        if (request.IncludeHistory)
        {
            response.History.AddRange(ArticleHistory.Of(await reader.RevisionsAsync(id, context.CancellationToken), context.CancellationToken));
        }

        return response;
    }

    /// <inheritdoc />
    public override async Task<ListArticlesResponse> ListArticles(ListArticlesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        faults.Require(Enum.IsDefined(request.State), "state", "Is not a known state.");
        var original = faults.OptionalUuid(request.OriginalArticleId, "original_article_id");
        faults.Require(request.Outlet.Length <= MaxFilterLength, "outlet", $"Must be at most {MaxFilterLength} characters.");
        faults.Require(request.Language.Length <= MaxFilterLength, "language", $"Must be at most {MaxFilterLength} characters.");
        var filter = new ArticleFilter(request.State, request.Outlet, request.Language.ToLowerInvariant(), original);
        var filterKey = $"{filter with { Outlet = request.Outlet.ToUpperInvariant() }}";
        var after = faults.PageToken<ArticlePosition>(request.PageToken, filterKey);
        faults.ThrowIfAny();

        var page = await reader.ListAsync(filter, after, limit, request.IncludeText, context.CancellationToken);
        var (articles, next) = page.Page(limit, last => new ArticlePosition(last.SubmittedAt, last.ArticleId), filterKey);
        return new ListArticlesResponse { Articles = { articles.Select(article => article.ToProto(request.IncludeText)) }, NextPageToken = next };
    }

    /// <inheritdoc />
    public override async Task<RetractArticleResponse> RetractArticle(RetractArticleRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var id = faults.Uuid(request.ArticleId, "article_id");
        faults.Require(request.Reason.Length <= MaxReasonLength, "reason", $"Must be at most {MaxReasonLength} characters.");
        faults.ThrowIfAny();

        var revision = await store.RetractAsync(id, PlainText.Line(request.Reason), request.Erase, Activity.Current?.Id, context.CancellationToken)
            ?? throw RequestFaults.NotFound("article", request.ArticleId);
        return new RetractArticleResponse { ArticleId = id.ToString(), Revision = revision };
    }

    /// <inheritdoc />
    public override async Task<RebuildArticlesResponse> RebuildArticles(RebuildArticlesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultRebuildSize, MaxPageSize);
        faults.Require(request.ArticleIds.Count <= MaxPageSize, "article_ids", $"Must be at most {MaxPageSize}.");
        var ids = request.ArticleIds.Select((id, at) => faults.Uuid(id, $"article_ids[{at}]")).ToList();
        faults.Require(request.Parts.All(part => part != RebuildPart.Unspecified && Enum.IsDefined(part)), "parts", "Must hold known parts.");
        faults.Require(ProtoMapping.IsValid(request.SubmittedSince), "submitted_since", "Must be a time from year 1 to 9999.");
        var filter = $"{string.Join(',', request.Parts)} {request.SubmittedSince} {string.Join(',', request.ArticleIds)}";
        var after = faults.PageToken<RebuildPosition>(request.PageToken, filter);
        faults.ThrowIfAny();

        var parts = request.Parts.Count == 0
            ? RebuildParts.All
            : request.Parts.Aggregate(RebuildParts.None, (all, part) => all | part switch
            {
                RebuildPart.Entities => RebuildParts.Entities,
                RebuildPart.Positions => RebuildParts.Positions,
                _ => RebuildParts.Index,
            });
        var since = request.SubmittedSince?.ToDateTimeOffset().ToUnixTimeMilliseconds() ?? long.MinValue;
        var total = after is null ? await rebuild.CountAsync(ids, since, context.CancellationToken) : 0;
        var (queued, next) = await rebuild.QueueAsync(parts, ids, since, after, limit, clock.GetUtcNow().ToUnixTimeMilliseconds(), context.CancellationToken);
        return new RebuildArticlesResponse { Queued = queued, NextPageToken = next is null ? "" : PageToken.Encode(next, filter), Total = total };
    }

    /// <inheritdoc />
    public override async Task<GetPipelineResponse> GetPipeline(GetPipelineRequest request, ServerCallContext context)
    {
        var pipeline = await rebuild.PipelineAsync(context.CancellationToken);
        return new GetPipelineResponse
        {
            Articles = pipeline.Articles,
            UnderWay = pipeline.UnderWay,
            Failed = pipeline.Failed,
            OldestSubmitTime = ProtoMapping.ToTimestamp(pipeline.OldestSubmittedAt),
        };
    }

    /// <inheritdoc />
    public override async Task<CreateFeedResponse> CreateFeed(CreateFeedRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var feed = request.Feed.ToRow(feedOptions.Value, guard, clock.GetUtcNow(), faults);
        faults.ThrowIfAny();

        return await feeds.AddAsync(feed!, context.CancellationToken)
            ? new CreateFeedResponse { Feed = feed!.ToProto() }
            : throw RequestFaults.AlreadyExists("FEED_EXISTS", $"The feed is known as {feed!.FeedId}.");
    }

    /// <inheritdoc />
    public override async Task<ListFeedsResponse> ListFeeds(ListFeedsRequest request, ServerCallContext context)
    {
        const string NoFilter = "feeds";
        var faults = new RequestFaults();
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        var after = faults.PageToken<FeedPosition>(request.PageToken, NoFilter);
        faults.ThrowIfAny();

        var page = await feeds.ListAsync(after, limit, context.CancellationToken);
        var (shown, next) = page.Page(limit, last => new FeedPosition(last.FeedId), NoFilter);
        return new ListFeedsResponse { Feeds = { shown.Select(feed => feed.ToProto()) }, NextPageToken = next };
    }

    /// <inheritdoc />
    public override async Task<DeleteFeedResponse> DeleteFeed(DeleteFeedRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var id = faults.Uuid(request.FeedId, "feed_id");
        faults.ThrowIfAny();

        return await feeds.DeleteAsync(id, context.CancellationToken)
            ? new DeleteFeedResponse()
            : throw RequestFaults.NotFound("feed", request.FeedId);
    }
}
