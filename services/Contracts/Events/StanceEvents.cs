namespace OnRecord.Events;

/// <summary>Stance of a holder; the numbers are those of the proto enum.</summary>
public enum StanceLabel
{
    Unspecified = 0,
    Affirms = 1,
    Denies = 2,
    Questions = 3,
    NoComment = 4,
    Supports = 5,
    Opposes = 6,
}

/// <summary>What search needs of a position. The whole position stays with stance.</summary>
/// <param name="PositionId">Stable for the same holder, stance and sentence of a revision.</param>
/// <param name="HolderEntityId">Entity id, or empty when unnamed.</param>
/// <param name="HolderName">Canonical name, or the description of an unnamed source.</param>
/// <param name="Stance">The label.</param>
/// <param name="EvidenceStart">First UTF-16 unit of the evidence in the article's text.</param>
/// <param name="EvidenceEnd">One past the last.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record DetectedPosition(
    Guid PositionId,
    string HolderEntityId,
    string HolderName,
    StanceLabel Stance,
    int EvidenceStart,
    int EvidenceEnd,
    float Confidence);

/// <summary>Stance has stored the positions of a revision.</summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Positions">All of them, in the order of the text.</param>
/// <param name="ModelVersion">Which models answered.</param>
/// <param name="Rebuild">From <see cref="ArticleIngested"/>: where set, they replace those of the same revision.</param>
public sealed record PositionsDetected(
    int SchemaVersion,
    Guid ArticleId,
    int Revision,
    IReadOnlyList<DetectedPosition> Positions,
    string ModelVersion,
    RebuildParts Rebuild = RebuildParts.None);

/// <summary>The board of a story reads differently now.</summary>
public sealed record BoardChanged(int SchemaVersion, Guid StoryId, DateTimeOffset ChangedAt);

/// <summary>A holder's stance towards the same claim or target has changed; both pieces of evidence stand in stance.</summary>
public sealed record PositionChanged(
    int SchemaVersion,
    Guid ChangeId,
    Guid StoryId,
    string HolderEntityId,
    string HolderName,
    EntityType HolderType,
    StanceLabel Before,
    StanceLabel After,
    string Claim,
    DateTimeOffset ChangedAt);
