using OnRecord.Api.Common.V1;
using OnRecord.Api.Entity.V1;
using OnRecord.Defaults;
using EntityType = OnRecord.Api.Common.V1.EntityType;
using MentionKind = OnRecord.Api.Entity.V1.MentionKind;

namespace OnRecord.Entities;

/// <summary>From the service's own types to its messages.</summary>
internal static class EntityMapping
{
    public static EntityRef ToProto(EntityIdentity identity) => new()
    {
        EntityId = identity.Id,
        Name = identity.Name,
        Type = (EntityType)identity.Type,
        WikidataId = identity.WikidataId,
    };

    public static Mention ToProto(FoundMention mention, EntityRef entity, string modelVersion) => new()
    {
        Span = ProtoMapping.ToSpan(mention.Range.Start, mention.Range.End),
        Text = mention.Surface,
        Type = (EntityType)mention.Type,
        Entity = entity,
        Chain = mention.Chain,
        Kind = (MentionKind)mention.Kind,
        Confidence = mention.Confidence,
        LinkConfidence = mention.LinkConfidence,
        DecidedBy = LinkSignature.Of(modelVersion, mention.Kind, mention.Confidence, mention.Rule, mention.LinkConfidence),
    };

    public static StoredMention ToProto(MentionRow row, EntityRef entity) => new()
    {
        Mention = new Mention
        {
            Span = ProtoMapping.ToSpan(row.StartAt, row.EndAt),
            Text = row.Surface,
            Type = (EntityType)row.Type,
            Entity = entity,
            Chain = row.Chain,
            Kind = (MentionKind)row.Kind,
            Confidence = row.Confidence,
            LinkConfidence = row.LinkConfidence,
            DecidedBy = LinkSignature.Of(row.Model, (Events.MentionKind)row.Kind, row.Confidence, (LinkRule)row.LinkRule, row.LinkConfidence),
        },
        Article = ProtoMapping.ToArticleRef(row.ArticleId, row.Revision, row.Title, row.Outlet, row.Url, row.PublishedAt),
        Sentence = row.Sentence,
        SentenceSpan = ProtoMapping.ToSpan(row.SentenceStart, row.SentenceEnd),
    };

    /// <summary>An entity of a list: without the names and times that take more queries.</summary>
    public static Entity ToProto(StoredEntity stored, KnowledgeEntry? entry)
    {
        var entity = new Entity
        {
            Ref = ToProto(stored.Identity),
            Description = entry?.Description ?? "",
            Country = entry?.Country ?? "",
            MentionCount = stored.MentionCount,
            ArticleCount = stored.ArticleCount,
            InKnowledgeBase = entry is not null,
        };
        entity.Aliases.AddRange(KnownAliases(entry));
        return entity;
    }

    public static Entity ToProto(EntityProfile profile, KnowledgeEntry? entry)
    {
        var entity = ToProto(profile.Entity, entry);
        var seen = entity.Aliases.Append(profile.Entity.Identity.Name).Select(name => NameKey.Of(name)).ToHashSet(StringComparer.Ordinal);
        entity.Aliases.AddRange(profile.Names.Where(name => seen.Add(NameKey.Of(name))));
        entity.FirstSeenTime = ProtoMapping.ToTimestamp(profile.FirstSeen);
        entity.LastSeenTime = ProtoMapping.ToTimestamp(profile.LastSeen);
        return entity;
    }

    private static IEnumerable<string> KnownAliases(KnowledgeEntry? entry) =>
        entry?.Aliases.Where(alias => alias.Strength != AliasStrength.Demonym).Select(alias => alias.Text) ?? [];
}
