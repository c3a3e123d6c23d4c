using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Candidates of what the tagger took for attributions: what is told in the cue's sentence, and in others each sentence by itself.</summary>
internal sealed class AttributionCandidates(SyntaxView view, ResidueFinder residue, StanceRules rules, TakenTokens taken)
{
    private readonly AttributedContent _content = new(view);

    /// <summary>The candidates of an attribution, whose cue is taken from then on.</summary>
    public IEnumerable<Candidate> Of(RawAttribution attribution)
    {
        var cue = new TokenSpan(attribution.Cue.First, attribution.Cue.End);
        var match = MatchIn(cue);
        if (match is { } found)
        {
            taken.Add(found);
        }

        taken.Add(cue);
        if (residue.Contains(cue.First) || Arguments.IsShortPassive(view, attribution.CueHead) || Polarity.IsCondition(view, attribution.CueHead) || IsNotTold(attribution, match))
        {
            yield break;
        }

        var isFirst = true;
        foreach (var part in _content.Pieces(attribution).Where(part => !IsEmptyQuestion(part)))
        {
            var piece = isFirst && match is null or { Entry.Kind: CueKind.Say } ? _content.WholeClause(part, attribution) : part;
            var candidate = isFirst
                ? Candidate.OfAttribution(attribution, piece, match, _content.Parenthesis(attribution, piece))
                : Candidate.OfContinuation(attribution, piece, match);
            yield return candidate with
            {
                Rule = isFirst && match is { } known ? rules.Decide(known, candidate.Core) : ContentReader.Read(view, candidate.Core),
            };
            isFirst = false;
        }
    }

    /// <summary>Whether the cue only asks, or a stance is only thought of.</summary>
    private bool IsNotTold(RawAttribution attribution, CueMatch? match) => match switch
    {
        null or { Entry.Kind: CueKind.Say or CueKind.Ignore } => ContentReader.Asks(view, attribution.Content[0])
            || (match is { Entry.Kind: CueKind.Ignore } && Polarity.IsHypothetical(view, attribution.CueHead)),
        { Entry.Kind: CueKind.NoComment } => false,
        _ => Polarity.IsHypothetical(view, attribution.CueHead),
    };

    /// <summary>“Well, what should I say then?” says nothing: a question in which nothing is named.</summary>
    private bool IsEmptyQuestion(TokenSpan content) =>
        ContentReader.IsQuestion(view, content) && !view.HasAny(content.First, content.End, Upos.Noun, Upos.Propn, Upos.Num);

    private CueMatch? MatchIn(TokenSpan cue)
    {
        for (var i = cue.First; i < cue.End; i++)
        {
            if (CueLexicon.Default.Match(view, i, isCue: true) is { } match)
            {
                return match;
            }
        }

        return null;
    }
}
