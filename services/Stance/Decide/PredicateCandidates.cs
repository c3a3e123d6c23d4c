using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Candidates of words that take a side themselves, and of what somebody does.</summary>
internal sealed class PredicateCandidates(SyntaxView view, ResidueFinder residue, StanceRules rules, TakenTokens taken)
{
    /// <summary>The candidates of all tokens that no cue before them has taken.</summary>
    public IEnumerable<Candidate> All()
    {
        for (var token = 0; token < view.Tokens.Length; token++)
        {
            if (!taken.Contains(token) && Of(token) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    private Candidate? Of(int token)
    {
        if (residue.Contains(token) || IsInName(token) || Arguments.IsShortPassive(view, token) || Polarity.IsCondition(view, token))
        {
            return null;
        }

        if (CueLexicon.Default.Match(view, token) is { } match)
        {
            if (match.Entry.Kind == CueKind.Ignore
                || (match.Entry.Kind is not (CueKind.Say or CueKind.NoComment) && (Polarity.IsHypothetical(view, token) || IsReportedHypothesis(token))))
            {
                return null;
            }

            taken.Add(match);
            if (match.Entry.IsNoun && Arguments.Subject(view, match) is null)
            {
                return null;   // "Reed's critics" are not he, and "support" by itself is nobody's
            }

            var cue = new TokenSpan(Math.Min(token, match.End - 1), match.End);
            var target = OfAgent(match) ?? Arguments.Target(view, Arguments.Predicate(view, match), match.End) ?? Arguments.Rest(view, match.End);
            // Where the rules see no stance ("has not banned it", "questioned the mayor about it") there is none.
            if (rules.Decide(match, target) is { } rule)
            {
                return Candidate.OfPredicate(token, cue, target, match, rule);
            }
        }
        else if (view.Tokens[token].Upos == Upos.Verb && Arguments.Subject(view, token) is not null)
        {
            var cue = new TokenSpan(token, token + 1);
            var target = Arguments.Target(view, token, token + 1) ?? Arguments.Rest(view, token + 1) ?? cue;
            if (!ContentReader.Asks(view, target))
            {
                return Candidate.OfAction(token, cue, target);
            }
        }

        return null;
    }

    /// <summary>"Helvar has been | Kessia's | main supporter": whose supporter it is.</summary>
    private TokenSpan? OfAgent(CueMatch match) =>
        match.Entry.IsAgent && Arguments.SubjectOfNoun(view, match.Token) is not null && Arguments.Owner(view, match.Token) is { } owner
            ? owner with { End = view.Tokens[owner.End - 1].Xpos is "POS" ? owner.End - 1 : owner.End }
            : null;

    /// <summary>Whether the word stands inside a name: "Students Against the Harbour" oppose nothing by being named.</summary>
    private bool IsInName(int token) =>
        view.MentionOf[token] is var mention and >= 0
        && view.Document.Mentions[mention] is { Form: MentionForm.Name } name && name.FirstToken < token && token + 1 < name.EndToken;

    /// <summary>Whether the predicate describes something in a noun phrase rather than stating it: "a claim not supported by the facts".</summary>
    private bool IsReportedHypothesis(int token) => Arguments.IsPassive(view, token) && Polarity.IsNegated(view, token);
}
