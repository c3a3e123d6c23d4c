using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>The keys under which a name may stand in the knowledge base: as written, then without what writers add and leave out.</summary>
internal static class NameVariants
{
    private static readonly WordSet Titles = LanguagePack.Default.Words("titles");

    private static readonly WordSet NameSuffixes = LanguagePack.Default.Words("generations");

    private static readonly WordSet Peerages = LanguagePack.Default.Words("peerages");

    private static readonly WordSet CompanySuffixes = LanguagePack.Default.Words("legal-forms");

    private static readonly WordSet ListedKinds = LanguagePack.Default.Words("listed-kinds");

    private static readonly WordSet Directions = LanguagePack.Default.Words("directions");

    /// <summary>Whether a word stands before the name of a person.</summary>
    public static bool IsTitle(ReadOnlySpan<char> word) => Titles.Contains(word.TrimEnd('.'));

    /// <summary>Whether a word only tells the legal form of a company.</summary>
    public static bool IsCompanySuffix(ReadOnlySpan<char> word) => CompanySuffixes.Contains(word.TrimEnd('.'));

    /// <summary>Keys to try in this order; the first that finds an entry counts.</summary>
    public static IEnumerable<string> Of(string surface, NameType type)
    {
        var key = NameKey.Of(surface);
        if (key.Length == 0)
        {
            yield break;
        }

        yield return key;
        var words = key.Split(' ');
        if (type is NameType.Person or NameType.Unspecified)
        {
            foreach (var variant in OfPeople(words))
            {
                yield return variant;
            }
        }

        if (type is not NameType.Person)
        {
            foreach (var variant in OfThings(surface, words, type))
            {
                yield return variant;
            }
        }
    }

    private static IEnumerable<string> OfPeople(string[] words)
    {
        var bare = WithoutTitles(words);
        if (bare.Length != words.Length)
        {
            yield return string.Join(' ', bare);
        }

        // "Ann, Duchess of Lyme" is the Duchess of Lyme.
        var peerage = Array.FindIndex(words, word => Peerages.Contains(word));
        if (peerage > 0 && peerage + 2 < words.Length && words[peerage + 1] == "of")
        {
            yield return string.Join(' ', words[peerage..]);
        }

        // "S. Jayasuriya" is one of those called so whose first name begins like that; "Firefly Rufus" writes the family first.
        if (bare.Length == 2)
        {
            yield return bare[0].Length == 1 ? bare[1] : $"{bare[1]} {bare[0]}";
        }

        // "Donald J. Trump", "Mary Ann Smith": first and last name are the ones that lists hold.
        if (bare.Length >= 3)
        {
            yield return string.Join(' ', bare.Where((word, at) => at == 0 || at == bare.Length - 1 || word.Length > 1));
            yield return $"{bare[0]} {bare[^1]}";
        }
    }

    private static IEnumerable<string> OfThings(string surface, string[] words, NameType type)
    {
        var end = words.Length;
        while (end > 1 && CompanySuffixes.Contains(words[end - 1]))
        {
            end--;
            yield return string.Join(' ', words[..end]);
        }

        // "Orange and Riverside Counties".
        if (words.Length >= 2 && ListedKinds.Kind(words[^1]) is { } kind)
        {
            yield return $"{string.Join(' ', words[..^1])} {kind}";
        }

        // "S. Korea", "N. Irish".
        if (words.Length >= 2 && Directions.Kind(words[0]) is { } direction)
        {
            yield return $"{direction} {string.Join(' ', words[1..])}";
        }

        // "U.S. Food and Drug Administration": the country only says whose.
        if (words.Length >= 3 && words[0] == "us")
        {
            yield return string.Join(' ', words[1..]);
        }

        // "Houston, TX" is Houston.
        if (type is not NameType.Organization && surface.IndexOf(',') is > 0 and var comma)
        {
            yield return NameKey.Of(surface.AsSpan(0, comma));
        }
    }

    /// <summary>The words of a person's name without titles before and generation marks after it.</summary>
    public static string[] WithoutTitles(string[] words)
    {
        var start = 0;
        while (start + 1 < words.Length && Titles.Contains(words[start]))
        {
            start++;
        }

        var end = words.Length;
        while (end - 1 > start && NameSuffixes.Contains(words[end - 1]))
        {
            end--;
        }

        return words[start..end];
    }
}
