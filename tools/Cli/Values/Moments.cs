using System.Globalization;
using System.Text.RegularExpressions;

namespace OnRecord.Cli.Values;

/// <summary>Times as people write them.</summary>
internal static partial class Moments
{
    public const string Forms = "2026-03-01, 2026-03-01T12:00Z, 2d (two days ago), \"3 hours ago\", yesterday";

    private static readonly string[] Exact =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM"];

    /// <summary>A point in time; without a zone it is UTC.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <exception cref="FormatException">The message says what to write instead.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        var words = text.Trim();
        if (DateTimeOffset.TryParseExact(words, Exact, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact))
        {
            return exact;
        }

        return words.ToUpperInvariant() switch
        {
            "NOW" => now,
            "TODAY" => Midnight(now),
            "YESTERDAY" => Midnight(now).AddDays(-1),
            _ when AgoForm().Match(words) is { Success: true } ago => now - Durations.Parse(ago.Groups["span"].Value),
            _ when IsAmbiguous(words) => throw new FormatException($"\"{text}\" may be read in two ways; write year-month-day, for instance 2026-03-01"),
            _ => throw new FormatException($"\"{text}\" is not a time; write {Forms}"),
        };
    }

    /// <summary>Whether a date in figures does not begin with its year: 03/04/2026 is March or April.</summary>
    public static bool IsAmbiguous(string text) => Numeric().IsMatch(text);

    private static DateTimeOffset Midnight(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    [GeneratedRegex(@"^(?<span>\d+\s*[a-z]+)(\s+ago)?$", RegexOptions.IgnoreCase)]
    private static partial Regex AgoForm();

    [GeneratedRegex(@"^\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")]
    private static partial Regex Numeric();
}
