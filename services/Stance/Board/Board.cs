using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>The positions of a story, grouped by claim and holder; what the story is about first. Times are Unix milliseconds.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Claims">The rows.</param>
/// <param name="ArticleCount">Articles, also those without positions.</param>
/// <param name="OutletCount">Their outlets.</param>
/// <param name="UpdatedAt">When the story last changed.</param>
/// <param name="DecidedBy">The models that have grouped the positions and ordered the rows.</param>
public sealed record Board(Guid StoryId, IReadOnlyList<BoardClaim> Claims, int ArticleCount, int OutletCount, long UpdatedAt, string DecidedBy);

/// <summary>One proposition or target and everybody's stand on it.</summary>
/// <param name="ClaimId">Stays the same as long as most of its positions do.</param>
/// <param name="Text">The clearest wording among the positions.</param>
/// <param name="Entities">Entities it is about, most often named first.</param>
/// <param name="Stands">One per holder and stance, strongest evidence first.</param>
/// <param name="Contest">The surest contradiction between two holders, or null.</param>
/// <param name="FirstSeen">Earliest publish time.</param>
/// <param name="LastSeen">Latest publish time.</param>
/// <param name="OutletCount">Outlets that carry it.</param>
public sealed record BoardClaim(
    Guid ClaimId,
    string Text,
    IReadOnlyList<NamedEntity> Entities,
    IReadOnlyList<BoardStand> Stands,
    Contest? Contest,
    long FirstSeen,
    long LastSeen,
    int OutletCount)
{
    /// <summary>Whether two holders contradict each other on it.</summary>
    public bool Contested => Contest is not null;

    /// <summary>0 to 1: how likely it is what the story is about. Rows are ordered by it.</summary>
    public float Importance { get; init; }

    /// <summary>What made its positions one row, and how sure it is that the story is about it.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>Whether it is one of the few rows to show first.</summary>
    public bool IsMain { get; init; }
}

/// <summary>A holder's stance towards a claim, over all articles.</summary>
/// <param name="Holder">A position that names the holder: articles may name one holder differently, see <see cref="StoryHolders"/>.</param>
/// <param name="Strongest">The strongest position.</param>
/// <param name="Stance">The label.</param>
/// <param name="Positions">Strongest first, of each article the strongest and each wording once, at most <see cref="BoardBuilder.MaxEvidence"/>.</param>
/// <param name="PositionCount">Positions, those of wire copies counted once.</param>
/// <param name="OutletCount">Outlets, those that carry wire copies included.</param>
/// <param name="ArticleCount">Voices: articles, wire copies counted once.</param>
/// <param name="FirstSeen">Earliest publish time.</param>
/// <param name="LastSeen">Latest publish time.</param>
public sealed record BoardStand(
    StoredPosition Holder,
    StoredPosition Strongest,
    StanceLabel Stance,
    IReadOnlyList<StoredPosition> Positions,
    int PositionCount,
    int OutletCount,
    int ArticleCount,
    long FirstSeen,
    long LastSeen)
{
    /// <summary>The names by which the articles call the holder, the commonest first.</summary>
    public IReadOnlyList<string> HolderNames { get; init; } = [];

    /// <summary>See <see cref="StoryHolders.DecidedBy"/>.</summary>
    public string DecidedBy { get; init; } = "";
}
