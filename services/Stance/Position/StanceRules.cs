using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// From a cue and its surroundings to the label. "Did not deny" is no denial, "refused to rule out" a doubt, "urged him not to" an
/// objection: negation, refusal and complements are read before the cue's own label holds.
/// </summary>
internal sealed class StanceRules(SyntaxView view, CueLexicon lexicon)
{
    private static readonly WordSet Clause = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet Ability = LanguagePack.Default.Words("function-words", "ability");
    private static readonly WordSet Believing = LanguagePack.Default.Words("believing-verbs");
    private static readonly WordSet Requests = LanguagePack.Default.Words("requests");

    /// <summary>The stance of a cue with its target or content; null where it takes none.</summary>
    /// <param name="match">The cue.</param>
    /// <param name="target">What it is directed at, or what is said.</param>
    public ContentReading? Decide(CueMatch match, TokenSpan? target)
    {
        var negated = !match.Entry.IsNegated && Polarity.IsNegated(view, match.Token);
        return match.Entry.Kind switch
        {
            CueKind.Ignore => null,
            CueKind.Say => target is { } said ? Said(match, said, negated) : null,
            CueKind.Affirms => Own(!negated ? StanceLabel.Affirms : IsAble(match.Token) ? StanceLabel.Questions : StanceLabel.NoComment),
            CueKind.Denies => Own(
                negated ? StanceLabel.NoComment
                : target is { } denied && IsRequest(denied) ? StanceLabel.Opposes
                : StanceLabel.Denies),
            CueKind.Questions when target is { } asked && IsPerson(asked) => null,   // "questioned the mayor about it"
            CueKind.Questions => Own(negated ? StanceLabel.Affirms : StanceLabel.Questions),
            CueKind.NoComment => negated ? null : Own(StanceLabel.NoComment),
            CueKind.Opposes or CueKind.Supports when match.Entry.IsAction && negated => null,
            CueKind.Supports when !negated && target is { } backed && IsClaimNoun(backed) => Own(StanceLabel.Affirms),
            CueKind.Supports => Own(negated != Reverses(match) ? StanceLabel.Opposes : StanceLabel.Supports),
            CueKind.Opposes => Own(negated ? StanceLabel.Supports : StanceLabel.Opposes),
            CueKind.Dismiss when negated => IsRulingOut(match) ? Own(StanceLabel.Questions) : null,
            CueKind.Dismiss => Own(target is { } dismissed && IsClaim(dismissed) ? StanceLabel.Denies : StanceLabel.Opposes),
            CueKind.Refuse => negated ? null : Own(Refused(match)),
            _ => null,
        };
    }

    private static ContentReading? Own(StanceLabel label) => new ContentReading(label, null);

    /// <summary>"Confirmed that…" and "said that…" take the stance of what is said; "did not say whether" takes none.</summary>
    private ContentReading? Said(CueMatch match, TokenSpan content, bool negated)
    {
        if (!negated)
        {
            return ContentReader.Read(view, content);
        }

        var word = view.Document.Word(match.Token);
        var believes = Believing.Contains(word);
        return Own(believes ? StanceLabel.Denies : IsAble(match.Token) ? StanceLabel.Questions : StanceLabel.NoComment);
    }

    /// <summary>Whether the negation is of being able ("could not confirm"), not of willing.</summary>
    private bool IsAble(int token)
    {
        for (var i = Math.Max(view.SentenceAt(token).FirstToken, token - 4); i < token; i++)
        {
            if (Ability.Contains(view.Document.Word(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether support for an action is opposition: "urged him not to run", "vowed to block the bill".</summary>
    private bool Reverses(CueMatch match)
    {
        for (var child = view.FirstChild[match.Token]; child >= 0; child = view.NextSibling[child])
        {
            // "Called for a ban, even though they do not know": another clause than the one that is called for.
            if (child > match.Token && view.Tokens[child].Relation is "xcomp" or "ccomp")
            {
                if (view.Tokens[child].Upos is Upos.Verb or Upos.Aux && Polarity.IsNegated(view, child))
                {
                    return true;
                }

                return lexicon.Match(view, child) is { Entry.Kind: CueKind.Opposes or CueKind.Dismiss or CueKind.Denies };
            }
        }

        return false;
    }

    private StanceLabel Refused(CueMatch match)
    {
        for (var child = view.FirstChild[match.Token]; child >= 0; child = view.NextSibling[child])
        {
            if (child > match.Token && view.Tokens[child].Relation is "xcomp" or "ccomp")
            {
                return lexicon.Match(view, child) is not { } inner ? StanceLabel.Opposes : inner.Entry.Kind switch
                {
                    CueKind.Dismiss when IsRulingOut(inner) => StanceLabel.Questions,
                    CueKind.Say or CueKind.Affirms or CueKind.Denies or CueKind.NoComment or CueKind.Ignore => StanceLabel.NoComment,
                    CueKind.Opposes or CueKind.Dismiss => StanceLabel.Supports,
                    _ => StanceLabel.Opposes,
                };
            }
        }

        return StanceLabel.Opposes;
    }

    private bool IsRulingOut(CueMatch match) => match.Entry.Rest is ["out"] && view.Document.Word(match.Token).StartsWith("rul", StringComparison.OrdinalIgnoreCase);

    private bool IsPerson(TokenSpan target) =>
        view.MentionOf[view.HeadOf(target.First, target.End)] is var mention and >= 0
        && view.Document.Mentions[mention].Type == NameType.Person;

    private bool IsClaimNoun(TokenSpan target) => NounKinds.IsClaim(view.Document.Word(view.HeadOf(target.First, target.End)));

    private bool IsClaim(TokenSpan target)
    {
        var head = view.HeadOf(target.First, target.End);
        return IsClaimNoun(target) || Clause.Contains(view.Document.Word(target.First))
            || (view.Tokens[head].Upos is Upos.Noun && view.Child(head, "acl") is var clause and >= 0 && view.Child(clause, "mark") is var mark and >= 0
                && Clause.Contains(view.Document.Word(mark)));
    }

    /// <summary>One denies a request by refusing it.</summary>
    private bool IsRequest(TokenSpan target) =>
        Requests.Contains(view.Document.Word(view.HeadOf(target.First, target.End)));
}
