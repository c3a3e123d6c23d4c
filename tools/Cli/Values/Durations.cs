using System.Globalization;
using System.Text.RegularExpressions;

namespace OnRecord.Cli.Values;

/// <summary>Spans of time as people write them.</summary>
internal static partial class Durations
{
    public const string Forms = "90s, 5m, 2h, 1d or 00:05:00";

    /// <exception cref="FormatException">The message says what to write instead.</exception>
    public static TimeSpan Parse(string text)
    {
        if (Form().Match(text.Trim()) is { Success: true } span
            && int.TryParse(span.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return span.Groups["unit"].Value.ToUpperInvariant() switch
            {
                "S" or "SEC" or "SECOND" => TimeSpan.FromSeconds(count),
                "M" or "MIN" or "MINUTE" => TimeSpan.FromMinutes(count),
                "H" or "HR" or "HOUR" => TimeSpan.FromHours(count),
                "D" or "DAY" => TimeSpan.FromDays(count),
                "W" or "WEEK" => TimeSpan.FromDays(7L * count),
                _ => throw Unreadable(text),
            };
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock)
            ? clock
            : throw Unreadable(text);
    }

    private static FormatException Unreadable(string text) => new($"\"{text}\" is not a span of time; write {Forms}");

    [GeneratedRegex(@"^(?<count>\d{1,6})\s*(?<unit>[a-z]+?)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
