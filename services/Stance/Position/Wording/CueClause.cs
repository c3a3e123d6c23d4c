using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>The clause of a cue, for content that says nothing without its verb: "[Ann Lee] | blamed the rebels for the attack".</summary>
/// <param name="Words">The clause, from its subject or from the verb.</param>
/// <param name="HasSubject">Whether it begins with its subject; otherwise the holder is that.</param>
internal readonly record struct CueClause(TokenSpan Words, bool HasSubject)
{
    private static readonly WordSet Reason = LanguagePack.Default.Words("function-words", "reason");

    /// <summary>Whether the content is a fragment: "the rebels for the attack", "to leave", "it".</summary>
    public static bool IsNeeded(SyntaxView view, FoundPosition position, TokenSpan content)
    {
        if (position.IsNominal || position.Label is not (StanceLabel.Affirms or StanceLabel.Supports or StanceLabel.Opposes))
        {
            return false;
        }

        var (tops, names) = (0, false);
        for (var i = content.First; i < content.End; i++)
        {
            if (position.IsSaid && view.IsFinite(i))
            {
                return false;   // a clause, whatever the tree makes of it
            }

            var head = view.Tokens[i].Head;
            tops += (head < content.First || head >= content.End) && view.Tokens[i].Upos is not (Upos.Punct or Upos.Adp or Upos.Cconj or Upos.Sconj or Upos.Adv) ? 1 : 0;
            names |= view.Tokens[i].Upos is Upos.Noun or Upos.Propn or Upos.Verb or Upos.Adj or Upos.Num;
        }

        var root = view.HeadOf(content.First, content.End);
        return !names || (!Arguments.HasSubject(view, root) && (tops > 1 || HasReason(view, root, content) || view.Tokens[root].Upos == Upos.Verb || position.Label == StanceLabel.Affirms));
    }

    /// <summary>"(condemned) the painters | for vandalism", which the tree may hang on the painters.</summary>
    private static bool HasReason(SyntaxView view, int target, TokenSpan content)
    {
        for (var child = view.FirstChild[target]; child >= 0; child = view.NextSibling[child])
        {
            if (child > target && child < content.End && view.HasRelation(target, "obj") && view.Child(child, "case") is var preposition and >= 0 && Reason.Contains(view.Document.Word(preposition)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The clause; null where it is no finite one around the content, or in the passive without its subject.</summary>
    public static CueClause? Find(SyntaxView view, FoundPosition position, TokenSpan content)
    {
        var verb = view.HeadOf(position.Anchor.First, position.Anchor.End);
        var start = Start(view, verb, position.Anchor);
        var end = End(view, verb, content);
        if (view.Tokens[verb].Upos != Upos.Verb || !IsFinite(view, verb, start) || start > content.First || end < content.End
            || view.SentenceOf[content.First] != view.SentenceOf[verb])
        {
            return null;
        }

        while (end > content.End && view.Tokens[end - 1].Upos is Upos.Punct or Upos.Cconj)
        {
            end--;
        }

        var subject = view.Child(verb, "nsubj") is var active and >= 0 ? active : view.Child(verb, "nsubj:pass");
        if (subject >= 0 && view.SubtreeEnd(subject) == start && view.Tokens[subject].Upos is Upos.Noun or Upos.Propn)
        {
            return new CueClause(new TokenSpan(view.SubtreeStart(subject), end), HasSubject: true);
        }

        return Arguments.IsPassive(view, verb) ? null : new CueClause(new TokenSpan(start, end), HasSubject: false);
    }

    /// <summary>Where auxiliaries and adverbs before the verb begin.</summary>
    private static int Start(SyntaxView view, int verb, TokenSpan anchor)
    {
        var start = Math.Min(verb, anchor.First);
        while (start > view.SentenceAt(verb).FirstToken && view.Tokens[start - 1].Head == verb
            && view.Tokens[start - 1].Relation is "aux" or "aux:pass" or "advmod")
        {
            start--;
        }

        return start;
    }

    /// <summary>Where the clause ends: before another one that hangs on its verb behind the content.</summary>
    private static int End(SyntaxView view, int verb, TokenSpan content)
    {
        var end = view.SubtreeEnd(verb);
        for (var child = view.FirstChild[verb]; child >= 0; child = view.NextSibling[child])
        {
            if (child > verb && view.Tokens[child].Relation is "conj" or "parataxis" or "advcl" && view.SubtreeStart(child) >= content.End)
            {
                end = Math.Min(end, view.SubtreeStart(child));
            }
        }

        return end;
    }

    private static bool IsFinite(SyntaxView view, int verb, int start)
    {
        for (var i = start; i < verb; i++)
        {
            if (view.Tokens[i].Head == verb && view.Tokens[i].Upos == Upos.Aux)
            {
                return true;
            }
        }

        return view.Tokens[verb].Xpos is "VBD" or "VBZ" or "VBP";
    }
}
