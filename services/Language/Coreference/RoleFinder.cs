namespace OnRecord.Language.Coreference;

/// <summary>Finds the titles and roles that stand with names, and the noun phrases that use such a role instead of the name.</summary>
internal static class RoleFinder
{
    private const int LongestTitle = 6;

    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "definite");

    /// <summary>Collects the roles of a chain from each of its names: before it, in apposition, or said of it ("X is the director").</summary>
    public static void AddRoles(DocumentView view, IReadOnlyList<MentionDraft> mentions, Chain chain)
    {
        foreach (var index in chain.Mentions)
        {
            var mention = mentions[index];
            if (TitleBefore(view, mention) is { } title)
            {
                chain.Roles.Add(title);
            }

            var (first, end) = view.SentenceAround(mention.Head);
            for (var i = first; i < end; i++)
            {
                var token = view.Tokens[i];
                var describes = (token.Relation == "appos" && token.Head == mention.Head)
                    || (view.Tokens[mention.Head].Relation == "appos" && view.Tokens[mention.Head].Head == i)
                    || (DocumentView.IsSubject(view.Tokens[mention.Head]) && view.Tokens[mention.Head].Head == i && view.Tree.Child(i, "cop") >= 0);
                if (describes && view.NameAt(i) < 0 && RoleAt(view, i) is { } role)
                {
                    chain.Roles.Add(role);
                }
            }
        }
    }

    /// <summary>The gender that titles before the names of a chain tell.</summary>
    public static Gender CourtesyGender(DocumentView view, IReadOnlyList<MentionDraft> mentions, Chain chain)
    {
        foreach (var index in chain.Mentions)
        {
            var before = mentions[index].First - 1;
            if (before >= 0 && RoleNouns.IsCourtesy(view.Lower(before), out var gender) && gender != Gender.Unknown)
            {
                return gender;
            }
        }

        return Gender.Unknown;
    }

    /// <summary>The role of a noun with its modifiers ("the Kremlin spokesman" at "spokesman"); null when the noun is none.</summary>
    public static Role? RoleAt(DocumentView view, int noun)
    {
        if (view.Tokens[noun].Upos is not (Upos.Noun or Upos.Propn) || view.Tokens[noun].Xpos is "NNS" or "NNPS")
        {
            return null;
        }

        if (!RoleNouns.IsPerson(view.Word(noun)))
        {
            return null;
        }

        var word = view.Lower(noun);
        var (first, end) = view.SentenceAround(noun);
        var modifiers = new List<string>();
        var start = noun;
        for (var i = Math.Max(first, noun - LongestTitle); i < end && i < noun + LongestTitle; i++)
        {
            var token = view.Tokens[i];
            if (i == noun || !Narrows(view, i, noun))
            {
                continue;
            }

            start = i < noun ? Math.Min(start, i) : start;
            if (token.Upos is Upos.Noun or Upos.Propn or Upos.Adj && !(token.Upos == Upos.Adj && i > noun))
            {
                modifiers.Add(view.Lower(i));
            }
        }

        return new Role(RoleNouns.Name(word, modifiers), modifiers, view.Text[view.Tokens[start].Start..view.Tokens[noun].End]);
    }

    /// <summary>
    /// Whether "the president" and the like may stand for somebody who has been named: definite, singular, without a name of its own beside it.
    /// </summary>
    public static bool IsNominal(DocumentView view, int noun, out int start)
    {
        start = noun;
        var definite = false;
        for (var i = view.Tree.FirstChild[noun]; i >= 0 && i < noun + LongestTitle; i = view.Tree.NextSibling[i])
        {
            if (i < noun - LongestTitle)
            {
                continue;
            }

            var token = view.Tokens[i];
            definite |= token.Relation == "det" && Articles.Contains(view.Word(i));
            if (token.Relation is "appos" or "flat" or "acl:relcl" or "conj" || (i > noun && view.NameAt(i) >= 0 && token.Relation == "compound"))
            {
                return false;
            }

            start = i < noun && token.Relation is not ("punct" or "case") ? Math.Min(start, i) : start;
        }

        var relation = view.Tokens[noun].Relation;
        return definite && relation is not ("appos" or "compound" or "flat" or "root")
            && !(noun + 1 < view.Tokens.Length && view.NameAt(noun + 1) >= 0 && view.Tokens[noun + 1].Upos == Upos.Propn);
    }

    private static Role? TitleBefore(DocumentView view, MentionDraft mention)
    {
        var (first, _) = view.SentenceAround(mention.First);
        var noun = mention.First - 1;
        if (noun < first || view.NameAt(noun) >= 0)
        {
            return null;
        }

        var word = view.Lower(noun);
        if (!RoleNouns.IsPerson(word) || view.Tokens[noun].Xpos == "NNS")
        {
            return OfficeBefore(view, first, noun);
        }

        var modifiers = new List<string>();
        var start = noun;
        while (start > first && start > mention.First - LongestTitle && IsTitleWord(view, start - 1))
        {
            start--;
            if (view.Tokens[start].Upos is not Upos.Punct)
            {
                modifiers.Add(view.Lower(start));
            }
        }

        return new Role(
            RoleNouns.Name(word, modifiers), modifiers, view.Text[view.Tokens[start].Start..view.Tokens[noun].End]);
    }

    /// <summary>"Secretary of State", "Minister of the Interior": the role stands before an "of".</summary>
    private static Role? OfficeBefore(DocumentView view, int first, int last)
    {
        for (var of = last - 1; of > first && of >= last - 3; of--)
        {
            if (view.Is(of, "of"))
            {
                var role = view.Lower(of - 1);
                return RoleNouns.IsPerson(role)
                    ? new Role(RoleNouns.Neutral(role), [view.Lower(last)], view.Text[view.Tokens[of - 1].Start..view.Tokens[last].End]) : null;
            }

            if (view.Tokens[of].Upos is not (Upos.Noun or Upos.Propn or Upos.Det))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsTitleWord(DocumentView view, int token) =>
        view.Tokens[token].Upos is Upos.Noun or Upos.Propn or Upos.Adj
        || (view.Tokens[token].Upos == Upos.Punct && view.Word(token) is "-" or "\u2010");

    /// <summary>Whether a word belongs to what narrows a noun down: its compounds, adjectives and genitives, and what hangs from these.</summary>
    private static bool Narrows(DocumentView view, int token, int noun)
    {
        for (var steps = 0; steps < 3; steps++)
        {
            var (head, relation) = (view.Tokens[token].Head, view.Tokens[token].Relation);
            if (head == noun)
            {
                return relation is "compound" or "amod" or "nmod";
            }

            if (head < 0 || relation is "acl" or "acl:relcl" or "appos" or "conj")
            {
                return false;
            }

            token = head;
        }

        return false;
    }
}
