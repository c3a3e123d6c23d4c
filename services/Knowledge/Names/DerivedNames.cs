using System.Buffers;
using System.Collections.Frozen;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>
/// The keys under which an entry is found: its names, and what writers make of them: surnames, names without middle names, legal forms or what stands in
/// brackets, first letters, the places and nicknames of teams, umlauts spelled out.
/// </summary>
internal static class DerivedNames
{
    private const int MinAcronym = 3;
    private const int MaxAcronym = 6;
    private const int LongName = 4;

    // Of a body that few know, first letters mean something else.
    private const byte AcronymPopularity = 30;

    // Nobody says the town alone for a club that few know.
    private const byte TeamPopularity = 40;

    // Only of whom everybody knows, the first name says who is meant.
    private const byte FirstNamePopularity = 50;
    private const int LeastFirstName = 3;

    // "The Liberals" are of a party that people know.
    private const byte PartyPopularity = 30;

    private static readonly SearchValues<char> Umlauts = SearchValues.Create("äöüÄÖÜøØåÅ");
    private static readonly FrozenSet<string> Particles = WordTable.Read("name-parts", "particle");
    private static readonly FrozenSet<string> ClubForms = WordTable.Read("name-parts", "club");
    private static readonly FrozenSet<string> SmallWords = WordTable.Read("name-parts", "small");
    private static readonly FrozenSet<string> LegalForms = WordTable.Read("legal-forms");
    private static readonly FrozenSet<string> Generations = WordTable.Read("generations");
    private static readonly FrozenSet<string> FamilyFirst = WordTable.Read("family-first");

    /// <summary>All keys of an entry, each once, with the strongest way in which it names it.</summary>
    public static Dictionary<string, AliasStrength> KeysOf(KnowledgeEntry entry)
    {
        var keys = new Dictionary<string, AliasStrength>(StringComparer.Ordinal);
        Add(keys, NameKey.Of(entry.Name), AliasStrength.Full);
        foreach (var alias in entry.Aliases.OrderBy(alias => alias.Strength))
        {
            Add(keys, NameKey.Of(alias.Text), alias.Strength);
        }

        foreach (var name in entry.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(entry.Name).ToList())
        {
            AddSpellings(keys, name);
            if (entry.Type == EntityType.Person)
            {
                AddPerson(keys, entry, name);
            }
            else
            {
                AddThing(keys, entry, name);
            }
        }

        foreach (var key in OfficeKeys.Of(entry))
        {
            Add(keys, key, AliasStrength.Full);
        }

        return keys;
    }

    private static void Add(Dictionary<string, AliasStrength> keys, string key, AliasStrength strength)
    {
        if (key.Length > 0)
        {
            keys.TryAdd(key, strength);
        }
    }

    /// <summary>"Pöhl" is "Poehl" too.</summary>
    private static void AddSpellings(Dictionary<string, AliasStrength> keys, string name)
    {
        if (name.AsSpan().ContainsAny(Umlauts))
        {
            Add(keys, NameKey.Of(string.Concat(name.ToLowerInvariant().Select(Spelled))), AliasStrength.Full);
        }
    }

    private static string Spelled(char letter) => letter switch
    {
        'ä' => "ae",
        'ö' or 'ø' => "oe",
        'ü' => "ue",
        'å' => "aa",
        _ => letter.ToString(),
    };

    private static void AddPerson(Dictionary<string, AliasStrength> keys, KnowledgeEntry entry, string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Generations.Contains(NameKey.Of(word))).ToArray();
        if (words.Length < 2 || name.Contains('(') || name.Contains(','))
        {
            return;
        }

        var parts = words.Select(word => NameKey.Of(word)).ToArray();
        if (parts.Any(part => part.Length == 0) || parts.Any(SmallWords.Contains))
        {
            // "Catherine, Princess of Wales", "Philip the Bold": no surname stands at the end.
            return;
        }

        AddSurname(keys, parts, entry);
        if (entry.Popularity >= FirstNamePopularity && parts[0].Length >= LeastFirstName)
        {
            Add(keys, parts[0], AliasStrength.FirstName);
        }

        if (parts.Length >= 3)
        {
            // Initials, then all that stands between the first and the last name.
            Add(keys, string.Join(' ', parts.Where((part, at) => at == 0 || at == parts.Length - 1 || part.Length > 1)), AliasStrength.Derived);
            if (!Particles.Contains(parts[^2]))
            {
                Add(keys, $"{parts[0]} {parts[^1]}", AliasStrength.Derived);
            }
        }
    }

    private static void AddSurname(Dictionary<string, AliasStrength> keys, string[] parts, KnowledgeEntry entry)
    {
        Add(keys, parts[^1], AliasStrength.Partial);
        if (parts[^1].IndexOf(' ') is > 0 and var blank && Particles.Contains(parts[^1][..blank]))
        {
            // "al-Assad" is "Assad".
            Add(keys, parts[^1][(blank + 1)..], AliasStrength.Partial);
        }

        var start = parts.Length - 1;
        while (start > 1 && Particles.Contains(parts[start - 1]))
        {
            start--;
            Add(keys, string.Join(' ', parts[start..]), AliasStrength.Partial);
        }

        if (parts.Length >= LongName)
        {
            Add(keys, $"{parts[^2]} {parts[^1]}", AliasStrength.Partial);
        }

        if (FamilyFirst.Contains(entry.Country))
        {
            Add(keys, parts[0], AliasStrength.Partial);
        }
    }

    private static void AddThing(Dictionary<string, AliasStrength> keys, KnowledgeEntry entry, string name)
    {
        var isCanonical = ReferenceEquals(name, entry.Name);
        if (name.IndexOf('(') is > 1 and var bracket)
        {
            Add(keys, NameKey.Of(name.AsSpan(0, bracket)), AliasStrength.Derived);
            name = name[..bracket].TrimEnd();
        }

        if (name.IndexOf(',') is > 1 and var comma)
        {
            Add(keys, NameKey.Of(name.AsSpan(0, comma)), AliasStrength.Derived);
        }

        var words = NameKey.Of(name).Split(' ');
        AddWithoutForms(keys, words);
        if (entry.Kind is EntityKind.Sport or EntityKind.NationalTeam && isCanonical)
        {
            // Not by former names: "Milwaukee Braves".
            AddTeam(keys, words, entry.Kind, entry.Popularity);
        }
        else if (entry.Type == EntityType.Organization && entry.Kind != EntityKind.Sport && entry.Popularity >= AcronymPopularity)
        {
            Add(keys, Acronym(name, withSmallWords: false), AliasStrength.Acronym);
            Add(keys, Acronym(name, withSmallWords: true), AliasStrength.Acronym);
        }

        if (entry.Kind == EntityKind.Party && isCanonical && entry.Popularity >= PartyPopularity)
        {
            AddParty(keys, words);
        }

        if (words is ["united", "states", _, ..])
        {
            AddNational(keys, words[2..]);
        }
    }

    private static void AddWithoutForms(Dictionary<string, AliasStrength> keys, string[] words)
    {
        var end = words.Length;
        while (end > 1 && (LegalForms.Contains(words[end - 1]) || ClubForms.Contains(words[end - 1])))
        {
            end--;
            Add(keys, string.Join(' ', words[..end]), AliasStrength.Derived);
        }

        if (words.Length > 1 && ClubForms.Contains(words[0]))
        {
            Add(keys, string.Join(' ', words[1..]), AliasStrength.Derived);
        }
    }

    /// <summary>"Boston Red Sox" play as Boston, as the Red Sox and as the Sox; "Germany national football team" as Germany.</summary>
    private static void AddTeam(Dictionary<string, AliasStrength> keys, string[] words, EntityKind kind, byte popularity)
    {
        if (kind == EntityKind.NationalTeam)
        {
            var national = Array.FindIndex(words, word => word is "national" or "mens" or "womens" or "men" or "women" or "cricket" or "davis" or "fed");
            if (national > 0)
            {
                Add(keys, string.Join(' ', words[..national]), AliasStrength.Team);
            }

            return;
        }

        words = WithoutClubForms(words);
        for (var cut = 1; cut < words.Length && popularity >= TeamPopularity; cut++)
        {
            Add(keys, string.Join(' ', words[..cut]), AliasStrength.Team);
            Add(keys, string.Join(' ', words[cut..]), AliasStrength.Team);
        }
    }

    /// <summary>The key of a club's name without the letters that only say that it is a club: "FC Rotor Volgograd" is Rotor Volgograd.</summary>
    public static string WithoutClubForms(string key) => string.Join(' ', WithoutClubForms(key.Split(' ')));

    private static string[] WithoutClubForms(string[] words)
    {
        var (start, end) = (0, words.Length);
        while (start + 1 < end && ClubForms.Contains(words[start]))
        {
            start++;
        }

        while (end - 1 > start && ClubForms.Contains(words[end - 1]))
        {
            end--;
        }

        return words[start..end];
    }

    /// <summary>"Communist Party of China" is the Communist Party there, and "Socialist" or "the Socialists" are of the Socialist Party.</summary>
    private static void AddParty(Dictionary<string, AliasStrength> keys, string[] words)
    {
        var party = Array.IndexOf(words, "party");
        if (party < 1)
        {
            return;
        }

        var bare = string.Join(' ', words[..party]);
        if (party + 1 < words.Length)
        {
            Add(keys, $"{bare} party", AliasStrength.Partial);
        }

        Add(keys, bare, AliasStrength.Partial);
        Add(keys, $"{bare}s", AliasStrength.Partial);
    }

    /// <summary>"United States Department of the Treasury" is the U.S. one, the Department of the Treasury and the Treasury Department.</summary>
    private static void AddNational(Dictionary<string, AliasStrength> keys, string[] words)
    {
        var rest = string.Join(' ', words);
        Add(keys, $"us {rest}", AliasStrength.Derived);
        if (words.Length > 1)
        {
            Add(keys, rest, AliasStrength.Derived);
        }

        if (words is ["department", "of", ..])
        {
            var field = string.Join(' ', words[2] == "the" ? words[3..] : words[2..]);
            Add(keys, $"{field} department", AliasStrength.Derived);
            Add(keys, $"us {field} department", AliasStrength.Derived);
        }
    }

    /// <summary>"IMF"; with small words "BOJ" for the Bank of Japan.</summary>
    private static string Acronym(string name, bool withSmallWords)
    {
        var words = name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(word => withSmallWords || !SmallWords.Contains(word.ToLowerInvariant())).ToList();
        return words.Count is >= MinAcronym and <= MaxAcronym && words.TrueForAll(word => char.IsUpper(word[0]) || SmallWords.Contains(word))
            ? NameKey.Of(string.Concat(words.Select(word => word[0])))
            : "";
    }
}
