using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Where somebody stands, with the proof.</summary>
public sealed record Position
{
    /// <summary>An entity, or somebody the text leaves unnamed.</summary>
    public required Holder Holder { get; init; }

    /// <summary>The label; see docs/stance.md.</summary>
    public required StanceLabel Stance { get; init; }

    /// <summary>The claim or target, worded to be read alone; see <see cref="ClaimWording"/>.</summary>
    public required string About { get; init; }

    /// <summary>The same in the article's own words, at most 15 of them: what claims are compared by.</summary>
    public required string Topic { get; init; }

    /// <summary>The entities in it, the holder left out.</summary>
    public required IReadOnlyList<EntityReference> AboutEntities { get; init; }

    /// <summary>The sentence, or the sentences of one quotation, in which it stands.</summary>
    public required TextRange Evidence { get; init; }

    /// <summary>The words that carry the stance; inside <see cref="Evidence"/>.</summary>
    public required TextRange Cue { get; init; }

    /// <summary>How it was put.</summary>
    public required StatementForm Form { get; init; }

    /// <summary>Outlet or agency named as the channel ("told CNN"), or null.</summary>
    public string? ReportedVia { get; init; }

    /// <summary>0 to 1: that it is a position of its holder.</summary>
    public required float Confidence { get; init; }

    /// <summary>The rule, lexicon entry or model, with its confidence, behind position, label and holder; parts separated by semicolons.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>What <see cref="About"/> words, as it stands in the text; for a short answer ("he did not") that of what it answers.</summary>
    public required TextRange Content { get; init; }

    /// <summary>
    /// Of a denial that is no more than a negated statement ("the mayor did not resign"): the statement as it was made, while <see cref="About"/> words it
    /// positively. Empty for all others. Where nobody says the positive, a board shows it as what it is: a statement; see <see cref="PlainNegatives"/>.
    /// </summary>
    public string Stated { get; init; } = "";

    /// <summary>How likely the label is, the position being one: 0 to 1.</summary>
    public required float LabelConfidence { get; init; }
}

/// <summary>What a text says about who says what, and where each of them stands; both in text order.</summary>
public sealed record StanceAnalysis(IReadOnlyList<Attribution> Attributions, IReadOnlyList<Position> Positions)
{
    /// <summary>What the encoder has read of the text so far; null where it is off.</summary>
    internal EncodedRanges? Encoded { get; init; }
}
