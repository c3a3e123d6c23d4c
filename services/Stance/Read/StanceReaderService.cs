using Grpc.Core;
using Microsoft.Extensions.Options;
using OnRecord.Api.Stance.V1;
using OnRecord.Defaults;
using OnRecord.Events;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Stances;

/// <summary>The gRPC API of stance.</summary>
public sealed class StanceReaderService(
    ArticleAnalyzer analyzer,
    AnalysisThreads threads,
    StoryStore stories,
    BoardStore boards,
    PositionQueries positions,
    PortrayalQueries portrayalCounts,
    ClaimChecker claims,
    StanceRevisions revisions,
    IOptions<StanceOptions> options) : StanceService.StanceServiceBase
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 500;
    private const int MaxIdLength = 200;
    private const int MaxOutletLength = 300;
    private const int MaxClaimLength = 1_000;
    private const int MaxCheckedArticles = 200;

    // One article that takes a side is an article and no tally.
    private const int LeastSides = 2;
    private const int MaxPortrayalCounts = 10_000;

    /// <inheritdoc />
    public override async Task<AnalyzeTextResponse> AnalyzeText(AnalyzeTextRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var max = options.Value.MaxTextLength;
        faults.Require(!string.IsNullOrWhiteSpace(request.Text), "text", "Must not be empty.");
        faults.Require(request.Text.Length + request.Title.Length <= max, "text", $"Must be at most {max} UTF-16 code units, the title included.");
        faults.ThrowIfAny();
        var title = request.Title.Trim();
        var text = title.Length == 0 ? request.Text : $"{title}\n\n{request.Text}";
        var (document, links, stances, portrayals) = await threads.RunForCallerAsync(
            token => analyzer.Analyze(text, text.Length - request.Text.Length, token), context.CancellationToken);
        return new AnalyzeTextResponse
        {
            Attributions = { stances.Attributions.Select(StanceMapping.ToProto) },
            Positions = { stances.Positions.Select(position => position.ToProto(document.Text, request.WithDecisions)) },
            Portrayals = { portrayals.Select(portrayal => portrayal.ToProto(document, links)) },
            Text = document.Text,
            ModelVersion = ArticleAnalyzer.ModelVersion,
        };
    }

    /// <inheritdoc />
    public override async Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) => new()
    {
        Revisions = { await revisions.ListAsync(RevisionRequests.Read(request.ArticleIds), context.CancellationToken) },
    };

    /// <inheritdoc />
    public override async Task<GetPositionBoardResponse> GetPositionBoard(GetPositionBoardRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var asked = faults.Uuid(request.StoryId, "story_id");
        faults.ThrowIfAny();
        var storyId = await stories.ResolveAsync(asked, context.CancellationToken) ?? throw RequestFaults.NotFound("story", request.StoryId);
        var board = await boards.ReadAsync(storyId, context.CancellationToken);
        return new GetPositionBoardResponse { Board = board.ToProto(request.WithDecisions) };
    }

    /// <inheritdoc />
    public override async Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var storyId = faults.OptionalUuid(request.StoryId, "story_id");
        var articleId = faults.OptionalUuid(request.ArticleId, "article_id");
        var positionId = faults.OptionalUuid(request.PositionId, "position_id");
        RequireShort(faults, request.HolderId, "holder_id", MaxIdLength);
        RequireShort(faults, request.TargetId, "target_id", MaxIdLength);
        RequireShort(faults, request.Outlet, "outlet", MaxOutletLength);
        faults.Require(
            request.Stances.All(stance => stance != Stance.Unspecified && Enum.IsDefined(stance)), "stances", "Must hold known stances only.");
        var (from, to) = request.TimeRange.Bounds(faults);
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        var stances = request.Stances.Distinct().Order().Select(stance => (StanceLabel)stance).ToArray();
        var filterKey = FilterKey(
            "positions", $"{storyId}", $"{articleId}", $"{positionId}", request.HolderId, request.TargetId, request.Outlet.ToUpperInvariant(), $"{from}", $"{to}", string.Join(',', stances));
        var mark = faults.PageToken<PageMark>(request.PageToken, filterKey);
        faults.ThrowIfAny();

        storyId = await ResolveAsync(storyId, context);
        var filter = new PositionFilter(storyId, request.HolderId, request.TargetId, stances, request.Outlet, from, to, articleId, positionId);
        var found = await positions.ListAsync(filter, mark, limit + 1, context.CancellationToken);
        var (page, next) = found.Page(limit, last => new PageMark(last.PublishedAt, last.PositionId), filterKey);
        return new ListPositionsResponse { Positions = { page.Select(position => position.ToProto(request.WithDecisions)) }, NextPageToken = next };
    }

    /// <inheritdoc />
    public override async Task<ListPositionChangesResponse> ListPositionChanges(ListPositionChangesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var storyId = faults.OptionalUuid(request.StoryId, "story_id");
        RequireShort(faults, request.HolderId, "holder_id", MaxIdLength);
        var (from, to) = request.TimeRange.Bounds(faults);
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxPageSize);
        var filterKey = FilterKey("changes", $"{storyId}", request.HolderId, $"{from}", $"{to}");
        var mark = faults.PageToken<PageMark>(request.PageToken, filterKey);
        faults.ThrowIfAny();

        storyId = await ResolveAsync(storyId, context);
        var found = await positions.ListChangesAsync(
            new ChangeFilter(storyId, request.HolderId, from, to), mark, limit + 1, context.CancellationToken);
        var (page, next) = found.Page(limit, last => new PageMark(last.ChangedAt, last.ChangeId), filterKey);
        return new ListPositionChangesResponse { Changes = { page.Select(change => change.ToProto(request.WithDecisions)) }, NextPageToken = next };
    }

    /// <inheritdoc />
    public override async Task<CheckClaimResponse> CheckClaim(CheckClaimRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        faults.Require(
            !string.IsNullOrWhiteSpace(request.Claim) && request.Claim.Length <= MaxClaimLength,
            "claim",
            $"Must be one sentence of at most {MaxClaimLength} UTF-16 code units.");
        var storyId = faults.OptionalUuid(request.StoryId, "story_id");
        var (from, to) = request.TimeRange.Bounds(faults);
        var limit = faults.PageSize(request.PageSize, DefaultPageSize, MaxCheckedArticles);
        faults.ThrowIfAny();

        storyId = await ResolveAsync(storyId, context);
        var answers = await claims.CheckAsync(request.Claim, storyId, from, to, limit, context.CancellationToken);
        return new CheckClaimResponse
        {
            Articles = { answers.Select(answer => answer.ToProto(request.WithDecisions)) },
            Outlets =
            {
                answers.GroupBy(answer => answer.Article.Outlet).OrderByDescending(outlet => outlet.Count())
                    .ThenBy(outlet => outlet.Key, StringComparer.Ordinal)
                    .Select(outlet => new OutletTally { Outlet = outlet.Key, Tally = StanceMapping.Tally(outlet) }),
            },
            Tally = StanceMapping.Tally(answers),
            InsufficientEvidence = answers.Count(answer => answer.Answer is ClaimAnswer.Agree or ClaimAnswer.Disagree) < LeastSides,
        };
    }

    /// <inheritdoc />
    public override async Task<ListPortrayalsResponse> ListPortrayals(ListPortrayalsRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        faults.Require(request.EntityId.Length is > 0 and <= MaxIdLength, "entity_id", $"Must have 1 to {MaxIdLength} characters.");
        RequireShort(faults, request.Outlet, "outlet", MaxOutletLength);
        var (from, to) = request.TimeRange.Bounds(faults);
        faults.ThrowIfAny();
        var counts = await portrayalCounts.CountAsync(request.EntityId, request.Outlet, from, to, MaxPortrayalCounts, context.CancellationToken);
        return new ListPortrayalsResponse { Counts = { counts.Select(StanceMapping.ToProto) } };
    }

    /// <summary>A merged story's id keeps working; an unknown one finds nothing.</summary>
    private async Task<Guid?> ResolveAsync(Guid? storyId, ServerCallContext context) =>
        storyId is { } asked ? await stories.ResolveAsync(asked, context.CancellationToken) ?? asked : null;

    private static void RequireShort(RequestFaults faults, string value, string field, int max) =>
        faults.Require(value.Length <= max, field, $"Must be at most {max} characters.");

    private static string FilterKey(params ReadOnlySpan<string> parts) => string.Join('\u001f', parts);
}
