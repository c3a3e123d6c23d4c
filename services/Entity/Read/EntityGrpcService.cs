using Grpc.Core;
using Microsoft.Extensions.Options;
using OnRecord.Api.Entity.V1;
using OnRecord.Defaults;
using EntityType = OnRecord.Events.EntityType;
using MentionKind = OnRecord.Events.MentionKind;

namespace OnRecord.Entities;

/// <summary>The gRPC face of the service: checks requests, asks others, answers.</summary>
public sealed class EntityGrpcService(
    EntityRecognizer recognizer,
    AnalysisGate gate,
    EntityReader entities,
    MentionReader mentions,
    EntityRevisions revisions,
    CorrectionWriter corrections,
    KnowledgeBase knowledge,
    IOptions<EntityOptions> options) : EntityService.EntityServiceBase
{
    private const int MaxIdLength = 100;
    private const int MaxNameLength = 200;

    /// <inheritdoc />
    public override async Task<RecognizeEntitiesResponse> RecognizeEntities(RecognizeEntitiesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        faults.Require(!string.IsNullOrWhiteSpace(request.Text), "text", "Must not be empty.");
        faults.Require(
            request.Text.Length <= options.Value.MaxTextLength, "text", $"Must be at most {options.Value.MaxTextLength} UTF-16 units long.");
        faults.ThrowIfAny();

        var found = await gate.RunForCallerAsync(token => recognizer.Recognize(request.Text, 0, token).Found, context.CancellationToken);
        var refs = found.Entities.Select(entity => EntityMapping.ToProto(entity.Identity)).ToArray();
        var response = new RecognizeEntitiesResponse { ModelVersion = recognizer.ModelVersion };
        response.Mentions.AddRange(found.Mentions
            .Where(mention => request.IncludeCoreference || mention.Kind == MentionKind.Name)
            .Select(mention => EntityMapping.ToProto(mention, refs[mention.Entity], recognizer.ModelVersion)));
        response.Entities.AddRange(found.Entities.Select((entity, index) => new SalientEntity
        {
            Entity = refs[index],
            Salience = entity.Salience,
            MentionCount = entity.MentionCount,
        }));
        return response;
    }

    /// <inheritdoc />
    public override async Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) => new()
    {
        Revisions = { await revisions.ListAsync(RevisionRequests.Read(request.ArticleIds), context.CancellationToken) },
    };

    /// <inheritdoc />
    public override async Task<GetEntityResponse> GetEntity(GetEntityRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        RequireId(faults, request.EntityId, "entity_id");
        faults.ThrowIfAny();
        return new GetEntityResponse { Entity = ToProto(await GetAsync(request.EntityId, context.CancellationToken)) };
    }

    /// <inheritdoc />
    public override async Task<SearchEntitiesResponse> SearchEntities(SearchEntitiesRequest request, ServerCallContext context)
    {
        var filters = $"{request.Query}\n{request.Type}\n{request.IncludeUnmentioned}";
        var faults = new RequestFaults();
        faults.Require(
            request.Query.Length <= MaxNameLength && NameKey.Of(request.Query).Length > 0,
            "query",
            $"Must hold a letter or digit and be at most {MaxNameLength} UTF-16 units long.");
        RequireType(faults, (EntityType)request.Type);
        var limit = faults.PageSize(request.PageSize, fallback: 20, max: 100);
        var after = faults.PageToken<SearchPosition>(request.PageToken, filters);
        faults.ThrowIfAny();

        var found = await entities.SearchAsync(
            request.Query, (EntityType)request.Type, request.IncludeUnmentioned, after, limit + 1, context.CancellationToken);
        var (page, next) = found.Page(limit, entities.PositionOf, filters);
        return new SearchEntitiesResponse { Entities = { page.Select(entity => EntityMapping.ToProto(entity, knowledge.Get(entity.Identity.Id))) }, NextPageToken = next };
    }

    /// <inheritdoc />
    public override async Task<ListMentionsResponse> ListMentions(ListMentionsRequest request, ServerCallContext context)
    {
        var filters = $"{request.EntityId}\n{request.TimeRange}\n{request.ArticleId}";
        var faults = new RequestFaults();
        RequireId(faults, request.EntityId, "entity_id");
        var (from, to) = request.TimeRange.Bounds(faults);
        var articleId = faults.OptionalUuid(request.ArticleId, "article_id");
        var limit = faults.PageSize(request.PageSize, fallback: 50, max: 500);
        var after = faults.PageToken<MentionPosition>(request.PageToken, filters);
        faults.ThrowIfAny();

        var entity = await GetAsync(request.EntityId, context.CancellationToken);
        var reference = EntityMapping.ToProto(entity.Entity.Identity);
        var found = await mentions.ListAsync(reference.EntityId, from, to, articleId, after, limit + 1, context.CancellationToken);
        var (page, next) = found.Page(limit, last => new MentionPosition(last.PublishedAt, last.ArticleId, last.Ordinal), filters);
        return new ListMentionsResponse { Mentions = { page.Select(row => EntityMapping.ToProto(row, reference)) }, NextPageToken = next };
    }

    /// <inheritdoc />
    public override async Task<ListRelatedEntitiesResponse> ListRelatedEntities(ListRelatedEntitiesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        RequireId(faults, request.EntityId, "entity_id");
        RequireType(faults, (EntityType)request.Type);
        var (from, to) = request.TimeRange.Bounds(faults);
        var limit = faults.PageSize(request.PageSize, fallback: 20, max: 100);
        faults.ThrowIfAny();

        var entity = await GetAsync(request.EntityId, context.CancellationToken);
        var found = await mentions.ListRelatedAsync(
            entity.Entity.Identity.Id, from, to, (EntityType)request.Type, limit, context.CancellationToken);
        var response = new ListRelatedEntitiesResponse();
        response.Entities.AddRange(found.Select(related => new RelatedEntity
        {
            Entity = EntityMapping.ToProto(related.Identity),
            Weight = related.Weight,
            ArticleCount = related.ArticleCount,
        }));
        return response;
    }

    /// <inheritdoc />
    public override async Task<MergeEntitiesResponse> MergeEntities(MergeEntitiesRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        RequireId(faults, request.EntityId, "entity_id");
        RequireId(faults, request.IntoEntityId, "into_entity_id");
        faults.ThrowIfAny();

        var into = await GetAsync(request.IntoEntityId, context.CancellationToken);
        faults.Require(
            into.Entity.Identity.Id != request.EntityId, "into_entity_id", "Must not be, or have been merged into, the entity that goes away.");
        faults.ThrowIfAny();
        await GetAsync(request.EntityId, context.CancellationToken);
        await corrections.MergeAsync(request.EntityId, into.Entity.Identity, context.CancellationToken);
        return new MergeEntitiesResponse { Entity = ToProto(await GetAsync(request.IntoEntityId, context.CancellationToken)) };
    }

    /// <inheritdoc />
    public override async Task<CorrectLinkResponse> CorrectLink(CorrectLinkRequest request, ServerCallContext context)
    {
        var faults = new RequestFaults();
        var key = request.Surface.Length <= MaxNameLength ? StorableText.KeyOf(request.Surface) : "";
        faults.Require(key.Length > 0, "surface", $"Must hold a letter or digit and be at most {MaxNameLength} UTF-16 units long.");
        RequireId(faults, request.EntityId, "entity_id");
        var articleId = faults.OptionalUuid(request.ArticleId, "article_id");
        faults.ThrowIfAny();

        var means = await GetAsync(request.EntityId, context.CancellationToken);
        return new CorrectLinkResponse
        {
            MentionCount = await corrections.CorrectAsync(key, means.Entity.Identity, articleId, context.CancellationToken),
        };
    }

    private static void RequireId(RequestFaults faults, string id, string field) =>
        faults.Require(id.Length is > 0 and <= MaxIdLength, field, $"Must be 1 to {MaxIdLength} characters long.");

    private static void RequireType(RequestFaults faults, EntityType type) =>
        faults.Require(Enum.IsDefined(type), "type", "Must be a known entity type.");

    private async Task<EntityProfile> GetAsync(string entityId, CancellationToken cancellation) =>
        await entities.GetAsync(entityId, cancellation) ?? throw RequestFaults.NotFound("entity", entityId);

    private Api.Entity.V1.Entity ToProto(EntityProfile profile) => EntityMapping.ToProto(profile, knowledge.Get(profile.Entity.Identity.Id));
}
