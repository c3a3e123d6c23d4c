using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>The names in a byline: "By Ann Lee and Tom Ash, 5 May 2026" holds two.</summary>
internal static partial class AuthorNames
{
    private const int LongestName = 60;

    private const int MostNames = 10;

    /// <summary>The names of some bylines, each once, in order. Addresses, dates and what somebody is are no names.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> bylines) =>
    [
        .. bylines.SelectMany(line => And().Split(Dated().Replace(By().Replace(PlainText.Line(line), ""), "")))
            .Select(name => name.Trim(' ', ',', '|'))
            .Where(name => name.Length is > 1 and <= LongestName && !name.Contains('@', StringComparison.Ordinal) && !Role().IsMatch(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostNames),
    ];

    [GeneratedRegex(@"^(by|von|par|por|di)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();

    [GeneratedRegex(
        @"\W*((mon|tues|wednes|thurs|fri|satur|sun)day\b|(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d|\d{1,2}[./ -]|published\b|updated\b).*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Dated();

    /// <summary>"publisher of The Gazette" tells what somebody is, not who.</summary>
    [GeneratedRegex(@"^\p{Ll}+ (of|for|at) ", RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"\s+and\s+|\s*;\s*|\s*,\s+(?=\p{Lu}\w+ \p{Lu}|\p{Ll}+ (?:of|for|at) )", RegexOptions.CultureInvariant)]
    private static partial Regex And();
}
