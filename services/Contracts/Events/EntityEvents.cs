namespace OnRecord.Events;

/// <summary>Type of a named entity; the numbers are those of the proto enum.</summary>
public enum EntityType
{
    Unspecified = 0,
    Person = 1,
    Organization = 2,
    Place = 3,
    Other = 4,
}

/// <summary>How a mention names its entity; the numbers are those of the proto enum.</summary>
public enum MentionKind
{
    Unspecified = 0,
    Name = 1,
    Nominal = 2,
    Pronoun = 3,
}

/// <summary>An entity as it stands in one article.</summary>
/// <param name="EntityId">Wikidata id or stable local id ("local-…").</param>
/// <param name="Name">Canonical name.</param>
/// <param name="Type">Coarse type.</param>
/// <param name="WikidataId">Wikidata id, or empty.</param>
/// <param name="Salience">0 to 1: how much the article is about it.</param>
public sealed record RecognizedEntity(string EntityId, string Name, EntityType Type, string WikidataId, float Salience);

/// <summary>Where an entity is mentioned: half-open UTF-16 range into the article's text.</summary>
/// <param name="Entity">Index into <see cref="EntitiesRecognized.Entities"/>.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Kind">Name, nominal or pronoun.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record EntityMention(int Entity, int Start, int End, MentionKind Kind, float Confidence);

/// <summary>
/// Entity has stored the entities of a revision: what search needs of it, and nothing that only stance reads. First revisions in a language
/// that is not analysed are announced by this event alone.
/// </summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="Article">The article, unchanged from <see cref="ArticleIngested"/>.</param>
/// <param name="Entities">One per entity, most salient first.</param>
/// <param name="AwaitsPositions">False when no <see cref="PositionsDetected"/> will follow: the revision has no positions.</param>
/// <param name="Rebuild">What is to be made anew, from <see cref="ArticleIngested"/>.</param>
public sealed record ArticleRecognized(
    int SchemaVersion, ArticleContent Article, IReadOnlyList<RecognizedEntity> Entities, bool AwaitsPositions,
    RebuildParts Rebuild = RebuildParts.None);

/// <summary>Entity has stored the entities of a revision: all that stance needs to find the positions in it.</summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="Article">The article, unchanged from <see cref="ArticleIngested"/>.</param>
/// <param name="Analysed">False where the language is not analysed; then both lists are empty.</param>
/// <param name="Entities">One per entity, most salient first.</param>
/// <param name="Mentions">In text order, pronouns and nominals included.</param>
/// <param name="ModelVersion">Which models answered.</param>
/// <param name="Analysis">
/// The language engine's analysis of the text, in the form of its <c>DocumentFormat</c>, so that stance need not analyse it again; null where
/// the language is not analysed, where the entities were read back from the store, and in events of builds that did not send it.
/// </param>
/// <param name="IsRepeat">From <see cref="ArticleIngested"/>.</param>
/// <param name="Rebuild">From <see cref="ArticleIngested"/>.</param>
public sealed record EntitiesRecognized(
    int SchemaVersion,
    ArticleContent Article,
    bool Analysed,
    IReadOnlyList<RecognizedEntity> Entities,
    IReadOnlyList<EntityMention> Mentions,
    string ModelVersion,
    byte[]? Analysis = null,
    bool IsRepeat = false,
    RebuildParts Rebuild = RebuildParts.None);
