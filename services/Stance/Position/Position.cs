using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Where somebody stands, with the proof.</summary>
/// <param name="Holder">An entity, or somebody the text leaves unnamed.</param>
/// <param name="Stance">The label; see docs/stance.md.</param>
/// <param name="About">The claim or target, worded to be read alone; see <see cref="ClaimWording"/>.</param>
/// <param name="Topic">The same in the article's own words, at most 15 of them: what claims are compared by.</param>
/// <param name="AboutEntities">The entities in it, the holder left out.</param>
/// <param name="Evidence">The sentence, or the sentences of one quotation, in which it stands.</param>
/// <param name="Cue">The words that carry the stance; inside <paramref name="Evidence"/>.</param>
/// <param name="Form">How it was put.</param>
/// <param name="ReportedVia">Outlet or agency named as the channel ("told CNN"), or null.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="DecidedBy">The rule, lexicon entry or model, with its confidence, behind position, label and holder; parts separated by semicolons.</param>
public sealed record Position(
    Holder Holder,
    StanceLabel Stance,
    string About,
    string Topic,
    IReadOnlyList<EntityReference> AboutEntities,
    TextRange Evidence,
    TextRange Cue,
    StatementForm Form,
    string? ReportedVia,
    float Confidence,
    string DecidedBy = "")
{
    /// <summary>What <paramref name="About"/> words, as it stands in the text; for a short answer ("he did not") that of what it answers.</summary>
    public TextRange Content { get; init; }

    /// <summary>
    /// Of a denial that is no more than a negated statement ("the mayor did not resign"): the statement as it was made, while <see cref="About"/> words it
    /// positively. Empty for all others. Where nobody says the positive, a board shows it as what it is: a statement; see <see cref="PlainNegatives"/>.
    /// </summary>
    public string Stated { get; init; } = "";

    /// <summary>How likely the label is, the position being one: 0 to 1.</summary>
    public float LabelConfidence { get; init; } = 1;
}

/// <summary>What a text says about who says what, and where each of them stands; both in text order.</summary>
public sealed record StanceAnalysis(IReadOnlyList<Attribution> Attributions, IReadOnlyList<Position> Positions)
{
    /// <summary>What the encoder has read of the text so far; null where it is off.</summary>
    internal EncodedRanges? Encoded { get; init; }
}
