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

/// <summary>A possible position, before anybody has decided whether it is one; spans are of tokens. Each source has its factory.</summary>
internal sealed record Candidate
{
    private Candidate(CandidateSource source, int head, TokenSpan cue, TokenSpan content) => (Source, Head, Cue, Content) = (source, head, cue, content);

    /// <summary>What made it.</summary>
    public CandidateSource Source { get; }

    /// <summary>The token that governs the cue.</summary>
    public int Head { get; }

    /// <summary>The words that carry the stance or mark the attribution; the content itself where there are none.</summary>
    public TokenSpan Cue { get; }

    /// <summary>What is said, or what the predicate is directed at.</summary>
    public TokenSpan Content { get; }

    /// <summary>The entry of cues.tsv, if there is one.</summary>
    public CueMatch? Match { get; private init; }

    /// <summary>What the rules make of cue and content; null where they see no stance.</summary>
    public ContentReading? Rule { get; init; }

    /// <summary>The attribution that it comes from.</summary>
    public RawAttribution? Attribution { get; private init; }

    /// <summary>Source and cue that stand inside the content, with the marks around them: "Lomax | , prosecutors said, | took bribes"; empty for none.</summary>
    public TokenSpan Parenthesis { get; private init; }

    /// <summary>The tagger's probability of the cue; 0 without a tagger.</summary>
    public float Confidence => Attribution?.Cue.Confidence ?? 0;

    /// <summary>The part of the content that has its verb.</summary>
    public TokenSpan Core => Parenthesis.End > 0 ? new TokenSpan(Parenthesis.End, Content.End) : Content;

    /// <summary>What an attribution tells in the sentence of its cue.</summary>
    public static Candidate OfAttribution(RawAttribution attribution, TokenSpan content, CueMatch? match, TokenSpan parenthesis) =>
        Of(attribution, CandidateSource.Attribution, content, match) with { Parenthesis = parenthesis };

    /// <summary>What it tells in a further sentence.</summary>
    public static Candidate OfContinuation(RawAttribution attribution, TokenSpan content, CueMatch? match) =>
        Of(attribution, CandidateSource.Continuation, content, match);

    /// <summary>What an entry of cues.tsv is directed at, with the stance that the rules see.</summary>
    public static Candidate OfPredicate(int token, TokenSpan cue, TokenSpan? target, CueMatch match, ContentReading rule) =>
        new(CandidateSource.Predicate, token, cue, target ?? cue) { Match = match, Rule = rule };

    /// <summary>What any other verb is directed at.</summary>
    public static Candidate OfAction(int verb, TokenSpan cue, TokenSpan target) => new(CandidateSource.Action, verb, cue, target);

    /// <summary>A sentence of a quotation, with the stance that the rules see.</summary>
    public static Candidate OfQuotation(int head, TokenSpan sentence, ContentReading rule) =>
        new(CandidateSource.Quotation, head, sentence, sentence) { Rule = rule };

    private static Candidate Of(RawAttribution attribution, CandidateSource source, TokenSpan content, CueMatch? match) =>
        new(source, attribution.CueHead, new TokenSpan(attribution.Cue.First, attribution.Cue.End), content) { Match = match, Attribution = attribution };
}
