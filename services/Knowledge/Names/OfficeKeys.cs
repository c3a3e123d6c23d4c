using System.Collections.Frozen;

namespace OnRecord.Entities;

/// <summary>
/// Keys for what is asked for otherwise than by name: who holds an office of a country, who heads a body, a country's parties and teams, the country of a code. No name has such a key, for it
/// begins with a control character.
/// </summary>
public static class OfficeKeys
{
    private const string Mark = "\u0001";

    private static readonly FrozenSet<string> HeadTitles = WordTable.Read("name-parts", "head");
    private static readonly FrozenSet<string> BodyWords = WordTable.Read("name-parts", "body");

    /// <summary>The key of the country with a code.</summary>
    public static string Country(string code) => $"{Mark}country {code}";

    /// <summary>The key of the parties of a country.</summary>
    public static string Parties(string code) => $"{Mark}party {code}";

    /// <summary>The key of the national teams of a country.</summary>
    public static string Teams(string code) => $"{Mark}team {code}";

    /// <summary>The key of those who have held an office of a country.</summary>
    /// <param name="office">Its title without the country: "Prime Minister".</param>
    /// <param name="code">The country's code.</param>
    public static string Office(string office, string code) => $"{Mark}office {NameKey.Of(office)} {code}";

    /// <summary>The key of those who have headed a body, whatever their title.</summary>
    /// <param name="body">Its name.</param>
    public static string Head(string body) => $"{Mark}head {NameKey.Of(body)}";

    /// <summary>The key of the office of a role that somebody of a country has: the president of a bank is not that of the country.</summary>
    public static string Of(KnowledgeRole role, string code) => BodyOf(role.Title) is { Length: > 0 } body
        ? HeadTitles.Contains(NameKey.Of(role.Title.AsSpan(0, role.Title.IndexOf(" of ", StringComparison.Ordinal)))) ? Head(body) : Office(role.Title, code)
        : Office(Bare(role.Title), code);

    internal static IEnumerable<string> Of(KnowledgeEntry entry)
    {
        if (entry.Kind is EntityKind.Country && entry.Country.Length > 0)
        {
            yield return Country(entry.Country);
        }

        if (entry.Kind is EntityKind.Party && entry.Country.Length > 0)
        {
            yield return Parties(entry.Country);
        }

        if (entry.Kind is EntityKind.NationalTeam && entry.Country.Length > 0)
        {
            yield return Teams(entry.Country);
        }

        foreach (var role in entry.Roles)
        {
            yield return Of(role, entry.Country);
        }
    }

    /// <summary>"Chair of the Federal Reserve": the body; empty where a country, a field or nothing follows.</summary>
    private static string BodyOf(string title)
    {
        var of = title.IndexOf(" of ", StringComparison.Ordinal);
        if (of < 0 || IsMinister(title, of))
        {
            return "";
        }

        var body = title[(of + " of ".Length)..];
        return NameKey.Of(body).Split(' ').Any(BodyWords.Contains) ? body : "";
    }

    private static bool IsMinister(string title, int of) =>
        title.AsSpan(0, of).TrimEnd().EndsWith("inister", StringComparison.Ordinal) && !title.StartsWith("Prime", StringComparison.OrdinalIgnoreCase);

    /// <summary>"Prime Minister of Albania", "President (from 2012)": the title without the country.</summary>
    private static string Bare(string title)
    {
        var end = title.AsSpan().IndexOfAny("(,;");
        var of = title.IndexOf(" of ", StringComparison.Ordinal);

        // "Minister of Finance" is the whole title.
        var isWhole = of > 0 && IsMinister(title, of);
        return isWhole || of < 0 ? end > 0 ? title[..end] : title : title[..of];
    }
}
