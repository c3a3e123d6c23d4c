namespace OnRecord.Entities;

/// <summary>
/// Keys for what is asked for otherwise than by name: who holds an office of a country, its parties, the country of a code. No name has such a key, for it
/// begins with a control character.
/// </summary>
public static class OfficeKeys
{
    private const string Mark = "\u0001";

    /// <summary>The key of the country with a code.</summary>
    public static string Country(string code) => $"{Mark}country {code}";

    /// <summary>The key of the parties of a country.</summary>
    public static string Parties(string code) => $"{Mark}party {code}";

    /// <summary>The key of those who have held an office of a country.</summary>
    /// <param name="office">Its title without the country: "Prime Minister".</param>
    /// <param name="code">The country's code.</param>
    public static string Office(string office, string code) => $"{Mark}office {NameKey.Of(office)} {code}";

    /// <summary>The key of the office of a role that somebody of a country has.</summary>
    public static string Of(KnowledgeRole role, string code) => Office(Bare(role.Title), code);

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

        foreach (var role in entry.Roles)
        {
            yield return Of(role, entry.Country);
        }
    }

    /// <summary>"Prime Minister of Albania", "President (from 2012)": the title without the country.</summary>
    private static string Bare(string title)
    {
        var end = title.AsSpan().IndexOfAny("(,;");
        var of = title.IndexOf(" of ", StringComparison.Ordinal);

        // "Minister of Finance" is the whole title.
        var isWhole = of > 0 && title.AsSpan(0, of).TrimEnd().EndsWith("inister", StringComparison.Ordinal) && !title.StartsWith("Prime", StringComparison.OrdinalIgnoreCase);
        return isWhole || of < 0 ? end > 0 ? title[..end] : title : title[..of];
    }
}
