using System.ComponentModel.DataAnnotations;

namespace OnRecord.Stances;

/// <summary>Limits of the stance service.</summary>
public sealed class StanceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Stance";

    /// <summary>Longest text that AnalyzeText takes, in UTF-16 units.</summary>
    [Range(1_000, 2_000_000)] public int MaxTextLength { get; init; } = 200_000;

    /// <summary>Whether positions get vectors of meaning, by which boards join what is said in other words. They cost most of an article's analysis; without them words alone decide.</summary>
    public bool Encoder { get; init; } = true;

    /// <summary>Positions of a story that are grouped and shown, newest articles first. Older ones stay listed, ungrouped.</summary>
    [Range(100, 100_000)] public int MaxPositionsPerStory { get; init; } = 5_000;

    /// <summary>Confidence, 0 to 1, below which a position neither begins nor ends a change of position.</summary>
    [Range(0.0, 1.0)] public float MinChangeConfidence { get; init; } = 0.5f;

    /// <summary>Articles that CheckClaim reads in full for each article it may answer with.</summary>
    [Range(1, 10)] public int ClaimCandidateFactor { get; init; } = 2;
}
