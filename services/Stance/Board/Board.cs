using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>The positions of a story, grouped by claim and holder. Times are Unix milliseconds.</summary>
public sealed record Board(Guid StoryId, IReadOnlyList<BoardClaim> Claims, int ArticleCount, int OutletCount, long UpdatedAt);

/// <summary>One proposition or target and everybody's stand on it.</summary>
/// <param name="ClaimId">Stays the same as long as most of its positions do.</param>
/// <param name="Text">The clearest wording among the positions.</param>
/// <param name="Entities">Entities it is about, most often named first.</param>
/// <param name="Stands">One per holder and stance, strongest evidence first.</param>
/// <param name="Contested">Whether one holder affirms or supports what another denies or opposes.</param>
/// <param name="FirstSeen">Earliest publish time.</param>
/// <param name="LastSeen">Latest publish time.</param>
/// <param name="OutletCount">Outlets that carry it.</param>
public sealed record BoardClaim(
    Guid ClaimId,
    string Text,
    IReadOnlyList<NamedEntity> Entities,
    IReadOnlyList<BoardStand> Stands,
    bool Contested,
    long FirstSeen,
    long LastSeen,
    int OutletCount);

/// <summary>A holder's stance towards a claim, over all articles.</summary>
/// <param name="Holder">A position that names the holder: articles may name one holder differently, see <see cref="StoryHolders"/>.</param>
/// <param name="Strongest">The strongest position.</param>
/// <param name="Stance">The label.</param>
/// <param name="Positions">Strongest first, each wording once, at most <see cref="BoardBuilder.MaxEvidence"/>.</param>
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
    long LastSeen);
