namespace OnRecord.Language.Coreference;

/// <summary>
/// Groups names that stand for one entity: the same words; family name or first name of a full name; acronym and what it is short for;
/// first or last part of an organization's name. When a short name could be two people's, the one named last before it is taken.
/// </summary>
internal static class NameChains
{
    private static readonly IReadOnlyList<string[]> Aliases = [.. LanguagePack.Default.Lexicon("aliases").Select(row => row[0].Split(", "))];

    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "definite");

    /// <summary>Sets the chain of each name and returns the chains in order of first mention.</summary>
    public static List<Chain> Build(DocumentView view, IReadOnlyList<MentionDraft> names, FirstNameGender genders)
    {
        var groups = Group(view, names);
        var full = groups.Where(group => group.Type == NameType.Person && group.Key.Words.Length > 1).ToList();
        foreach (var group in groups)
        {
            if (group.Mentions.Count > 0 && !JoinPerson(view, names, group, full, genders))
            {
                JoinOther(view, names, group, groups);
            }
        }

        var chains = groups.Where(group => group.Mentions.Count > 0).OrderBy(group => group.Mentions.Min()).ToList();
        for (var c = 0; c < chains.Count; c++)
        {
            chains[c].Mentions.Sort();
            chains[c].Type = TypeOf(names, chains[c]);
            foreach (var mention in chains[c].Mentions)
            {
                names[mention].Chain = c;
            }
        }

        return chains;
    }

    private static List<Chain> Group(DocumentView view, IReadOnlyList<MentionDraft> names)
    {
        var groups = new Dictionary<string, Chain>(StringComparer.Ordinal);
        for (var m = 0; m < names.Count; m++)
        {
            var key = NameKey.Of(view.Text, view.Tokens.AsSpan(names[m].First, names[m].End - names[m].First));
            var alias = Aliases.FirstOrDefault(list => list.Contains(key.Key) && (key.Words.Length > 1 || key.Key.Length > 3 || key.IsAcronym));
            var name = alias?[0] ?? key.Key;
            if (!groups.TryGetValue(name, out var group))
            {
                groups[name] = group = new Chain { Key = key, Type = names[m].Type, IsKnown = alias is not null };
            }

            group.Mentions.Add(m);
        }

        foreach (var group in groups.Values)
        {
            group.Type = TypeOf(names, group);
        }

        return [.. groups.Values];
    }

    /// <summary>The type with the most confidence behind it.</summary>
    private static NameType TypeOf(IReadOnlyList<MentionDraft> names, Chain chain)
    {
        Span<float> votes = stackalloc float[NameTypes.Count];
        foreach (var mention in chain.Mentions)
        {
            // Full names are easier to type than bare family names and acronyms.
            votes[(int)names[mention].Type] += names[mention].Confidence * (names[mention].End - names[mention].First > 1 ? 2 : 1);
        }

        var best = 0;
        for (var type = 1; type < votes.Length; type++)
        {
            best = votes[type] > votes[best] ? type : best;
        }

        return (NameType)best;
    }

    private static bool JoinPerson(
        DocumentView view, IReadOnlyList<MentionDraft> names, Chain group, List<Chain> full, FirstNameGender genders)
    {
        var key = group.Key;
        if (group.Type == NameType.Place || (key.IsAcronym && group.Type != NameType.Person))
        {
            return false;
        }

        if (key.Words.Length > 1)
        {
            var same = group.Type != NameType.Person ? null : full.Find(other => other != group && other.Mentions.Count > 0 && other.Key.IsSamePerson(key));
            if (same is null || (same.Key.Words.Length, same.Mentions.Count).CompareTo((key.Words.Length, group.Mentions.Count)) < 0)
            {
                return false;
            }

            Move(group, same);
            return true;
        }

        var owners = full.FindAll(other => other.Mentions.Count > 0 && other.Key.Last == key.Key);
        if (owners.Count == 0 && group.Type == NameType.Person)
        {
            owners = full.FindAll(other => other.Mentions.Count > 0 && other.Key.Words[0] == key.Key);
        }

        // A family name that the finder took for something else counts only when it stands alone in the text.
        if (owners.Count == 0 || (group.Type == NameType.Other && owners.Count > 1))
        {
            return false;
        }

        foreach (var mention in group.Mentions)
        {
            Owner(view, names, mention, owners, genders).Mentions.Add(mention);
        }

        group.Mentions.Clear();
        return true;
    }

    private static Chain Owner(
        DocumentView view, IReadOnlyList<MentionDraft> names, int mention, List<Chain> owners, FirstNameGender genders)
    {
        if (owners.Count == 1)
        {
            return owners[0];
        }

        var before = names[mention].First - 1;
        if (before >= 0 && RoleNouns.IsCourtesy(view.Lower(before), out var gender) && gender != Gender.Unknown)
        {
            var fitting = owners.FindAll(owner => genders.Of(owner.Key.Words[0]) == gender);
            if (fitting.Count == 1)
            {
                return fitting[0];
            }
        }

        return owners.MaxBy(owner => (owner.Mentions.Where(other => other < mention).DefaultIfEmpty(-1).Max(), owner.Mentions.Count))!;
    }

    private static void JoinOther(DocumentView view, IReadOnlyList<MentionDraft> names, Chain group, List<Chain> groups)
    {
        if (group.Type == NameType.Person || group.IsKnown)
        {
            return;
        }

        var fuller = groups.FindAll(other => other != group && other.Mentions.Count > 0 && other.Type != NameType.Person
            && other.Key.Words.Length > group.Key.Words.Length
            && ((group.Key.IsAcronym && IsShortFor(group.Key.Key, other.Key)) || IsPart(view, names, group, other) || IsGlossed(view, names, group, other)));
        if (fuller.Count == 1)
        {
            Move(group, fuller[0]);
        }
    }

    private static bool IsShortFor(string acronym, NameKey name) =>
        name.Words.Length > 1 && (name.Initials == acronym || string.Concat(name.Words.Select(word => word[0])) == acronym);

    /// <summary>"Goldman" for "Goldman Sachs"; "the Post" for "The Northern Post".</summary>
    private static bool IsPart(DocumentView view, IReadOnlyList<MentionDraft> names, Chain group, Chain other)
    {
        if (group.Type != NameType.Organization || other.Type != NameType.Organization || group.Key.IsAcronym || group.Key.Key.Length < 4)
        {
            return false;
        }

        return group.Key.Begins(other.Key)
            || (group.Key.Ends(other.Key) && HaveArticles(view, names, group));
    }

    private static bool HaveArticles(DocumentView view, IReadOnlyList<MentionDraft> names, Chain group) =>
        group.Mentions.TrueForAll(mention => HasArticle(view, names[mention]));

    private static bool HasArticle(DocumentView view, MentionDraft name) =>
        Articles.Contains(view.Word(name.First)) || (name.First > 0 && Articles.Contains(view.Word(name.First - 1)));

    /// <summary>"the Harbour Workers' Guild (HWG)": one name in brackets right after the other.</summary>
    private static bool IsGlossed(DocumentView view, IReadOnlyList<MentionDraft> names, Chain group, Chain other)
    {
        foreach (var mention in group.Mentions)
        {
            var (first, end) = (names[mention].First, names[mention].End);
            if (group.Key.IsAcronym && first >= 2 && end < view.Tokens.Length && view.Is(first - 1, "(") && view.Is(end, ")")
                && view.NameAt(first - 2) is var before and >= 0 && other.Mentions.Contains(before) && names[before].End == first - 1)
            {
                return other.Key.Words[0][0] == group.Key.Key[0];
            }
        }

        return false;
    }

    private static void Move(Chain from, Chain to)
    {
        to.Mentions.AddRange(from.Mentions);
        from.Mentions.Clear();
    }
}
