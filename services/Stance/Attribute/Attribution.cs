using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>How a statement was put into words (or deeds); the numbers are those of the proto enum.</summary>
public enum StatementForm
{
    Unspecified = 0,
    DirectQuote = 1,
    Indirect = 2,

    /// <summary>Quoted fragments inside indirect speech.</summary>
    Mixed = 3,

    /// <summary>No speech: voted, vetoed, sued, blocked.</summary>
    Action = 4,
}

/// <summary>What the entity service knows of one of the document's mentions.</summary>
/// <param name="Mention">Index into <see cref="Document.Mentions"/>.</param>
/// <param name="EntityId">Wikidata id or stable local id.</param>
/// <param name="Name">Canonical name.</param>
/// <param name="Type">Coarse type.</param>
/// <param name="WikidataId">Wikidata id, or empty.</param>
public sealed record LinkedMention(int Mention, string EntityId, string Name, EntityType Type, string WikidataId);

/// <summary>An entity as a statement refers to it.</summary>
/// <param name="Chain">Index into <see cref="Document.Chains"/>; -1 for a body that only the phrase names ("the Norwegian government").</param>
/// <param name="Name">Canonical name: that of the link, else the fullest name in the chain.</param>
/// <param name="Type">Coarse type.</param>
/// <param name="EntityId">Entity id, or empty where no link was given.</param>
/// <param name="WikidataId">Wikidata id, or empty.</param>
public sealed record EntityReference(int Chain, string Name, EntityType Type, string EntityId, string WikidataId);

/// <summary>Who makes a statement or takes a position.</summary>
/// <param name="Entity">The entity, or null when the text leaves the holder unnamed.</param>
/// <param name="Description">The words of the text: "people familiar with the matter"; empty when nobody is mentioned at all.</param>
/// <param name="Range">Where these words stand; empty when nobody is mentioned.</param>
public sealed record Holder(EntityReference? Entity, string Description, TextRange Range)
{
    /// <summary>What the words tell apart though the text gives no name: "Reed's employer", "the police"; unspecified for anybody else.</summary>
    public EntityType Described { get; init; }

    /// <summary>The names by which the text calls the entity, the longest first; of positions only.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether neither an entity nor a description that tells them apart stands behind it.</summary>
    public bool IsUnnamed => Entity is null && Described == EntityType.Unspecified;

    /// <summary>Canonical name, or the description of an unnamed holder.</summary>
    public string Name => Entity?.Name ?? Description;
}

/// <summary>Somebody's words or thoughts in a text. A part may be discontinuous; spans are in text order and do not overlap.</summary>
/// <param name="Source">Whose they are; empty when the text names no source.</param>
/// <param name="Cue">The words that mark the attribution: "said", "according to".</param>
/// <param name="Content">What is attributed.</param>
/// <param name="Form">Direct quote, indirect or mixed.</param>
/// <param name="Holder">Who the source is, after coreference.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record Attribution(
    IReadOnlyList<TextRange> Source,
    IReadOnlyList<TextRange> Cue,
    IReadOnlyList<TextRange> Content,
    StatementForm Form,
    Holder Holder,
    float Confidence);
