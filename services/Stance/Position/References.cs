using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Finds what a position is about whose words only point back: "rejected the demand", "backed it", "declined to comment on the accusation". The text has just
/// told what that is, as somebody else's position.
/// </summary>
internal sealed class References(SyntaxView view)
{
    /// <summary>Sentences over which the words reach back.</summary>
    private const int Reach = 2;

    private static readonly WordSet Nouns = LanguagePack.Default.Words("reference-nouns");
    private static readonly WordSet Determiners = LanguagePack.Default.Words("determiners", "pointing");
    private static readonly WordSet Bare = LanguagePack.Default.Words("function-words", "bare-reference");

    /// <summary>The position that is pointed at; null where the words say by themselves what they are about, or nothing near fits.</summary>
    /// <param name="position">A position.</param>
    /// <param name="all">All of the text, in any order.</param>
    public FoundPosition? Of(FoundPosition position, IReadOnlyList<FoundPosition> all)
    {
        if (position.IsNominal || Kind(position, out var noun) is not { } kind)
        {
            return null;
        }

        if (noun >= 0 && all.Where(other => other.Content.End <= position.Anchor.First && Tells(other, noun)).MaxBy(other => other.Anchor.First) is { } told)
        {
            return told;
        }

        var before = all.Where(other => other.Anchor.First < position.Anchor.First && other.Content.End <= position.Anchor.First && Distance(other, position) <= Reach)
            .OrderByDescending(other => other.Anchor.First)
            .Select(other => Kind(other, out _) is null ? other : Of(other, all)).OfType<FoundPosition>().Where(other => IsPlain(other, position)).ToList();
        return before.Find(other => kind.Length == 0 || kind == KindOf(other)) ?? before.Find(other => Distance(other, position) <= 1);
    }

    private int Distance(FoundPosition other, FoundPosition position) => view.SentenceOf[position.Anchor.First] - view.SentenceOf[other.Anchor.First];

    /// <summary>Whether a position tells more of what the noun calls: "denied a report that the pier is closed" of "the report".</summary>
    private bool Tells(FoundPosition other, int noun)
    {
        for (var i = Math.Min(other.Anchor.First, other.Content.First); i < other.Content.End; i++)
        {
            if (view.Document.Word(i).Equals(view.Document.Word(noun), StringComparison.OrdinalIgnoreCase) && IsToldMore(i, other.Content.End))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a position tells something that others may point at. What is denied or opposed is not what "the statement" of it says.</summary>
    private static bool IsPlain(FoundPosition other, FoundPosition position) =>
        other.Label is StanceLabel.Affirms or StanceLabel.Supports || (position.Label == StanceLabel.NoComment && other.Label != StanceLabel.NoComment);

    private static string KindOf(FoundPosition position) => position.Label is StanceLabel.Supports or StanceLabel.Opposes ? "call" : "claim";

    /// <summary>What kind of thing the words point at, empty for any, and their noun if they have one; null where they do not.</summary>
    private string? Kind(FoundPosition position, out int noun)
    {
        noun = -1;
        var first = position.Content.First;
        while (first < position.Content.End && IsLead(first))
        {
            first++;
        }

        if (first >= position.Content.End)
        {
            return null;
        }

        if (Bare.Contains(view.Document.Word(first)) && view.Tokens[first].Upos is Upos.Pron)
        {
            return !position.IsSaid && IsAlone(first, position.Content.End) && !IsNamed(first) ? "" : null;
        }

        noun = Determiners.Contains(view.Document.Word(first)) || view.Tokens[first].Xpos is "PRP$" ? first + 1 : -1;
        while (noun > 0 && noun < position.Content.End && view.Tokens[noun].Upos == Upos.Adj)
        {
            noun++;
        }

        return noun > 0 && noun < position.Content.End && view.Tokens[noun].Upos == Upos.Noun && Nouns.Kind(view.Document.Word(noun)) is { } kind && !IsToldMore(noun, position.Content.End) ? kind : null;
    }

    /// <summary>"To comment on", quotation marks: what stands before the noun.</summary>
    private bool IsLead(int token) => view.Tokens[token].Upos is Upos.Punct or Upos.Adp or Upos.Part || (view.Tokens[token].Upos == Upos.Verb && view.Tokens[token].Xpos is "VB");

    /// <summary>Whether the words go on to tell what the noun means: "the claim that …", "the plan to …", "the report of the auditors".</summary>
    private bool IsToldMore(int noun, int end)
    {
        if (noun + 1 < end && view.HasRelation(noun, "compound"))
        {
            return true;
        }

        for (var child = view.FirstChild[noun]; child >= 0; child = view.NextSibling[child])
        {
            if ((child > noun && child < end && view.Tokens[child].Relation is "acl" or "acl:relcl" or "ccomp" or "nmod" or "appos")
                || (child < noun && view.Tokens[child].Relation is "compound" or "nmod:poss" && view.Tokens[child].Xpos is not "PRP$"))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAlone(int token, int end)
    {
        for (var i = token + 1; i < end; i++)
        {
            if (view.Tokens[i].Upos is Upos.Noun or Upos.Propn or Upos.Verb or Upos.Num)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNamed(int token) =>
        view.MentionOf[token] is var mention and >= 0 && view.IsNamed(view.Document.Mentions[mention].Chain);
}
