using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Cuts a noun phrase into those whom it coordinates: "the Times and the Gannett chain".</summary>
internal sealed class CoordinatedHolders(SyntaxView view)
{
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite-article");
    private static readonly WordSet Offices = LanguagePack.Default.Words("office-words");

    /// <summary>The parts of a phrase; one that coordinates nobody is its only part.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="head">Its head.</param>
    public IEnumerable<TokenSpan> Parts(TokenSpan phrase, int head) =>
        Names(phrase) is { Count: > 1 } names ? names
        : TwoWithRoles(phrase) is var joiner and > 0 ? [new TokenSpan(phrase.First, WithoutJoiners(joiner, phrase.First)), new TokenSpan(joiner + 1, phrase.End)]
        : ByTree(phrase, head);

    /// <summary>A name or names with those of a list before them, where only its end was taken for the source: "Helvar, Kessia | and Ruthenia"; any other phrase as it is.</summary>
    public TokenSpan WithListBefore(TokenSpan phrase)
    {
        var (first, start) = (phrase.First, view.SentenceAt(phrase.First).FirstToken);
        while (true)
        {
            var name = first;
            while (name > start && IsJoiner(name - 1))
            {
                name--;
            }

            if (name == first || name == start || view.MentionOf[name - 1] is not (var mention and >= 0)
                || view.Document.Mentions[mention] is not { Form: MentionForm.Name } before || !IsLike(before, view.WithoutMarks(phrase.First, phrase.End) - 1))
            {
                break;
            }

            first = before.FirstToken - (before.FirstToken > start && view.Tokens[before.FirstToken - 1].Upos == Upos.Det ? 1 : 0);
        }

        // "In Helvar and Kessia the ministers said …" is no list of those who said it.
        return first < phrase.First && view.Child(view.HeadOf(first, phrase.First), "case") < 0 && Names(phrase with { First = first }).Count > 1
            ? phrase with { First = first }
            : phrase;
    }

    /// <summary>Whether a list may hold a name beside the one that ends with a token: people beside people, states and bodies beside each other.</summary>
    private bool IsLike(Mention name, int last) =>
        view.MentionOf[last] is var other and >= 0 && (view.Document.Mentions[other].Type == NameType.Person) == (name.Type == NameType.Person);

    /// <summary>The parts that the tree coordinates, and those that it coordinates with one of them: "Ann Lee, as well as | Tom Reed and | Eva Blum".</summary>
    private IEnumerable<TokenSpan> ByTree(TokenSpan phrase, int head)
    {
        var (last, of) = (phrase.First, -1);
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (view.HasRelation(child, "conj") && child > last && child < phrase.End && !BelongsToThePartBefore(phrase, head, child)
                && WithoutJoiners(view.SubtreeStart(child), phrase.First) is var end && end > last)
            {
                foreach (var part in Part(last, end, of))
                {
                    yield return part;
                }

                (last, of) = (AfterJoiners(view.SubtreeStart(child), child), child);
            }
        }

        foreach (var part in Part(last, phrase.End, of))
        {
            yield return part;
        }
    }

    /// <summary>A part whose head the tree coordinates with others before, or the first one; it may hold more.</summary>
    private IEnumerable<TokenSpan> Part(int first, int end, int head) =>
        head < 0 ? [new TokenSpan(first, end)] : ByTree(new TokenSpan(first, end), head);

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
        while (first < head && IsJoiner(first))
        {
            first++;
        }

        return first;
    }

    /// <summary>A comma, "and", or a word of "as well as".</summary>
    private bool IsJoiner(int token) =>
        view.Tokens[token].Upos is Upos.Cconj or Upos.Punct || view.HasRelation(token, "cc")
        || (view.HasRelation(token, "fixed") && view.HasRelation(view.Tokens[token].Head, "cc"));

    /// <summary>"Ann Lee, Tom Reed and the Harbour Post": the names of a phrase that is nothing else, whatever the tree says; of any other phrase none.</summary>
    private List<TokenSpan> Names(TokenSpan phrase)
    {
        var (names, isJoined) = (new List<TokenSpan>(), false);
        for (var i = phrase.First; i < phrase.End;)
        {
            var name = names.Count > 0 && view.Tokens[i].Upos == Upos.Det && i + 1 < phrase.End ? i + 1 : i;
            if (view.MentionOf[name] is not (var mention and >= 0))
            {
                return [];
            }

            var end = view.Document.Mentions[mention].EndToken;
            names.Add(new TokenSpan(i, end));
            var next = end;
            for (; next < phrase.End && IsJoiner(next); next++)
            {
                isJoined |= view.Tokens[next].Upos == Upos.Cconj || view.HasRelation(next, "cc");
            }

            if (next == end && end < phrase.End)
            {
                return [];
            }

            i = next;
        }

        // Without an "and" the second name tells something of the first: "Lima, Peru".
        return isJoined ? names : [];
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
