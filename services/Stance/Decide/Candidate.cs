namespace OnRecord.Stances;

/// <summary>What made a candidate.</summary>
internal enum CandidateSource
{
    /// <summary>An attribution that the tagger found: "the minister said".</summary>
    Attribution,

    /// <summary>A further sentence of an attribution's content.</summary>
    Continuation,

    /// <summary>A verb or noun of cues.tsv outside attributions.</summary>
    Predicate,

    /// <summary>Any other verb with somebody who acts.</summary>
    Action,

    /// <summary>A quotation that no cue claims.</summary>
    Quotation,
}

/// <summary>A possible position, before anybody has decided whether it is one; spans are of tokens.</summary>
/// <param name="Source">What made it.</param>
/// <param name="Head">The token that governs the cue.</param>
/// <param name="Cue">The words that carry the stance or mark the attribution; the content itself where there are none.</param>
/// <param name="Content">What is said, or what the predicate is directed at.</param>
/// <param name="Confidence">The tagger's probability of the cue; 0 without a tagger.</param>
/// <param name="Match">The entry of cues.tsv, if there is one.</param>
/// <param name="Rule">What the rules make of cue and content; null where they see no stance.</param>
/// <param name="Attribution">The attribution that it comes from.</param>
internal sealed record Candidate(
    CandidateSource Source,
    int Head,
    TokenSpan Cue,
    TokenSpan Content,
    float Confidence,
    CueMatch? Match,
    ContentReading? Rule,
    RawAttribution? Attribution)
{
    /// <summary>Source and cue that stand inside the content, with the marks around them: "Lomax | , prosecutors said, | took bribes"; empty for none.</summary>
    public TokenSpan Parenthesis { get; init; }

    /// <summary>The part of the content that has its verb.</summary>
    public TokenSpan Core => Parenthesis.End > 0 ? new TokenSpan(Parenthesis.End, Content.End) : Content;
}
