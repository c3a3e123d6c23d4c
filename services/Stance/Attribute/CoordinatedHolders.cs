using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Cuts a noun phrase into those whom it coordinates: "the Times and the Gannett chain".</summary>
internal sealed class CoordinatedHolders(SyntaxView view)
{
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite-article");
    private static readonly WordSet Pair = LanguagePack.Default.Words("function-words", "pair");
    private static readonly WordSet Offices = LanguagePack.Default.Words("office-words");

    /// <summary>The two parts of a phrase that is two names, or two people behind their roles, whatever the tree says; null for any other.</summary>
    public (TokenSpan First, TokenSpan Second)? Two(TokenSpan phrase) =>
        PairOfNames(phrase) is var second and > 0 ? (new TokenSpan(phrase.First, second - 1), new TokenSpan(second, phrase.End))
        : TwoWithRoles(phrase) is var at and > 0 ? (new TokenSpan(phrase.First, WithoutJoiners(at, phrase.First)), new TokenSpan(at + 1, phrase.End))
        : null;

    /// <summary>The parts that the tree coordinates; a phrase that has none is its only part.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="head">Its head.</param>
    public IEnumerable<TokenSpan> Parts(TokenSpan phrase, int head)
    {
        var last = phrase.First;
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (view.HasRelation(child, "conj") && child > last && child < phrase.End && !BelongsToThePartBefore(phrase, head, child))
            {
                var end = WithoutJoiners(view.SubtreeStart(child), phrase.First);
                if (end > last)
                {
                    yield return new TokenSpan(last, end);
                    last = AfterJoiners(view.SubtreeStart(child), child);
                }
            }
        }

        yield return new TokenSpan(last, phrase.End);
    }

    /// <summary>The end of [first, end) without the marks and conjunctions that stand there.</summary>
    public int WithoutJoiners(int end, int first)
    {
        while (end > first && view.Tokens[end - 1].Upos is Upos.Cconj or Upos.Punct)
        {
            end--;
        }

        return end;
    }

    /// <summary>
    /// Whether what the tree takes for one more holder is the name of the one before ("the council and President | Ann Lee": no comma or "and"
    /// between), or describes a person ("Ann Lee, a lawyer, and a Republican").
    /// </summary>
    private bool BelongsToThePartBefore(TokenSpan phrase, int head, int child)
    {
        var start = view.SubtreeStart(child);
        if (view.MentionOf[child] >= 0 && view.MentionOf[child] == view.MentionOf[head])
        {
            return true;   // "Blum & Marsh"
        }

        if (view.Tokens[head] is { Upos: Upos.Noun, Xpos: "NN" } && view.MentionOf[head] < 0 && view.MentionOf[child] < 0
            && AfterJoiners(start, child) == child && view.Tokens[child].Xpos is "NN" or "NNP" && Offices.Contains(view.Document.Word(child)))
        {
            return true;   // "the club's founder and director"
        }

        var last = view.Tokens[start].Upos == Upos.Cconj ? start - 1 : start - 2;
        if (!view.IsPersonName(child) && last > head && view.Document.Word(last) is not "," && AppositionBefore(head, last))
        {
            return true;   // "Ann Lee, a priest and editor"
        }

        if (!HasConjunction(phrase, head))
        {
            return true;   // "according to the Harbour Post, | Ann Lee"
        }

        if (start > phrase.First && view.Tokens[start].Upos is not (Upos.Cconj or Upos.Punct) && view.Tokens[start - 1].Upos is not (Upos.Cconj or Upos.Punct))
        {
            return true;
        }

        return Indefinite.Contains(view.Document.Word(AfterJoiners(start, child))) && view.IsPersonName(head);
    }

    private bool AppositionBefore(int head, int last)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child <= last && view.HasRelation(child, "appos"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an "and" that is no part of a name stands behind the head.</summary>
    private bool HasConjunction(TokenSpan phrase, int head)
    {
        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.MentionOf[i] < 0 && (view.Tokens[i].Upos == Upos.Cconj || view.Document.Word(i) is "&"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a coordinated part begins, its "and" and comma left out.</summary>
    private int AfterJoiners(int first, int head)
    {
        while (first < head && view.Tokens[first].Upos is Upos.Cconj or Upos.Punct)
        {
            first++;
        }

        return first;
    }

    /// <summary>Where the second name begins in "Ann Lee and Tom Reed", whatever the tree says; -1 for any other phrase.</summary>
    private int PairOfNames(TokenSpan phrase)
    {
        if (view.MentionOf[phrase.First] is not (var first and >= 0))
        {
            return -1;
        }

        var and = view.Document.Mentions[first].EndToken;
        return and + 1 < phrase.End && Pair.Contains(view.Document.Word(and)) && view.MentionOf[and + 1] is var second and >= 0
            && view.Document.Mentions[second].EndToken == phrase.End
            ? and + 1
            : -1;
    }

    /// <summary>The "and" of "the president of the club, Marco Rinaldi, and its lawyer, Eva Blum": a person's name and a comma end each part; -1 for any other phrase.</summary>
    private int TwoWithRoles(TokenSpan phrase)
    {
        for (var i = phrase.First + 2; i + 2 < phrase.End; i++)
        {
            if (view.Tokens[i].Upos == Upos.Cconj && view.Document.Word(i - 1) is "," && view.IsPersonName(i - 2)
                && view.MentionOf[phrase.End - 1] is var last and >= 0 && view.IsPersonName(phrase.End - 1)
                && view.Document.Mentions[last].FirstToken is var name && name > i + 1 && view.Document.Word(name - 1) is ",")
            {
                return i;
            }
        }

        return -1;
    }
}
