using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>
/// Joins people whom articles spell differently: "Wilfried" and "Wilfred Strauch", "Ken" and "Kenneth Moss", "Tom Chowdhry" and "Chowdry". Only where one word
/// differs, by one slip of the pen: brothers and sisters have one family name, and may have short first names that are alike.
/// </summary>
internal static class PartySpellings
{
    private const int LongName = 6;
    private const int LongFamilyName = 5;
    private const int ShortestForm = 3;

    /// <summary>Joins whole names. What only one article spells so may have been taken for the name of something else.</summary>
    /// <param name="named">All of the story who have a name.</param>
    public static void JoinNames(Party[] named) => Join(named, (name, other) =>
        name.Length > 1 && name.Length == other.Length && (name[0] == other[0] || name[^1] == other[^1]) && Enumerable.Range(0, name.Length).Where(i => name[i] != other[i]).Take(2).ToList() is [var at]
        && (IsSlip(name[at], other[at], at == name.Length - 1 ? LongFamilyName : LongName) || (at == 0 && (IsShortForm(name[0], other[0]) || IsShortForm(other[0], name[0])))));

    /// <summary>Joins family names alone with the one person whose name ends nearly so.</summary>
    /// <param name="named">All of the story who have a name, those whose names end quite so joined already.</param>
    public static void JoinFamilyNames(Party[] named) => Join(named, (name, other) =>
        name.Length > 1 && other.Length == 1 && IsSlip(name[^1], other[0], LongName));

    private static void Join(Party[] named, Func<string[], string[], bool> isSpelling)
    {
        foreach (var one in named.Where(one => one.Root == one))
        {
            Party.Only(named.Where(other => other.IsPerson && other.Root != one && isSpelling(other.Words, one.Words)))?.Join(one, "other spelling", isSaid: true);
        }
    }

    private static bool IsSlip(string one, string other, int length) =>
        Math.Min(one.Length, other.Length) >= length && one[0] == other[0] && EditDistance.Between(one, other, 1) == 1;

    /// <summary>"Ken" of "Kenneth"; "Ann" is not short for "Anna".</summary>
    private static bool IsShortForm(string form, string name) =>
        form.Length >= ShortestForm && name.Length > form.Length + 1 && name.StartsWith(form, StringComparison.Ordinal);
}
