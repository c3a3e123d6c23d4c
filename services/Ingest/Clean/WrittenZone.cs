using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>A time zone as it is written behind a time: an offset, a name that stands for one, or a zone whose summer time goes by the date.</summary>
internal sealed partial class WrittenZone
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo?> Known = new();

    /// <summary>Names that mean one offset from UTC, in hours.</summary>
    private static readonly Dictionary<string, double> Fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["CET"] = 1,
        ["MEZ"] = 1,
        ["WAT"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["SAST"] = 2,
        ["CAT"] = 2,
        ["EEST"] = 3,
        ["EAT"] = 3,
        ["MSK"] = 3,
        ["GST"] = 4,
        ["PKT"] = 5,
        ["IST"] = 5.5,
        ["NPT"] = 5.75,
        ["ICT"] = 7,
        ["WIB"] = 7,
        ["SGT"] = 8,
        ["HKT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["AEST"] = 10,
        ["ACDT"] = 10.5,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["NST"] = -3.5,
        ["NDT"] = -2.5,
        ["ADT"] = -3,
        ["BRT"] = -3,
        ["ART"] = -3,
        ["AST"] = -4,
        ["EDT"] = -4,
        ["EST"] = -5,
        ["CDT"] = -5,
        ["CST"] = -6,
        ["MDT"] = -6,
        ["MST"] = -7,
        ["PDT"] = -7,
        ["PST"] = -8,
        ["AKDT"] = -8,
        ["AKST"] = -9,
        ["HST"] = -10,
    };

    /// <summary>Names that mean a zone, summer or winter as the date has it; by their entry in the tz database.</summary>
    private static readonly Dictionary<string, string> Places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ET"] = "America/New_York",
        ["Eastern"] = "America/New_York",
        ["New York"] = "America/New_York",
        ["Washington"] = "America/New_York",
        ["CT"] = "America/Chicago",
        ["Central"] = "America/Chicago",
        ["MT"] = "America/Denver",
        ["Mountain"] = "America/Denver",
        ["PT"] = "America/Los_Angeles",
        ["Pacific"] = "America/Los_Angeles",
        ["AKT"] = "America/Anchorage",
        ["Alaska"] = "America/Anchorage",
        ["HT"] = "Pacific/Honolulu",
        ["Hawaii"] = "Pacific/Honolulu",
        ["AT"] = "America/Halifax",
        ["Atlantic"] = "America/Halifax",
        ["NT"] = "America/St_Johns",
        ["UK"] = "Europe/London",
        ["London"] = "Europe/London",
        ["British"] = "Europe/London",
        ["Irish"] = "Europe/Dublin",
        ["Dublin"] = "Europe/Dublin",
        ["Central European"] = "Europe/Paris",
        ["Paris"] = "Europe/Paris",
        ["Berlin"] = "Europe/Berlin",
        ["AET"] = "Australia/Sydney",
        ["Sydney"] = "Australia/Sydney",
        ["NZT"] = "Pacific/Auckland",
    };

    private readonly TimeSpan _offset;
    private readonly TimeZoneInfo? _zone;

    private WrittenZone(TimeSpan offset, TimeZoneInfo? zone) => (_offset, _zone) = (offset, zone);

    /// <summary>What a clock in the zone is ahead of UTC when it shows <paramref name="local"/>.</summary>
    public TimeSpan OffsetAt(DateTime local) => _zone?.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) ?? _offset;

    /// <summary>Reads the zone at the beginning of <paramref name="text"/>; null where there is none that is known.</summary>
    public static WrittenZone? Read(string text)
    {
        if (Offset().Match(text) is { Success: true } offset)
        {
            var hours = int.Parse(offset.Groups["h"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            var minutes = offset.Groups["m"].Success ? int.Parse(offset.Groups["m"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            var ahead = new TimeSpan(hours, minutes, 0);
            return hours <= 14 && minutes < 60 ? new WrittenZone(offset.Groups["sign"].Value == "+" ? ahead : -ahead, null) : null;
        }

        if (LongName().Match(text) is { Success: true } written)
        {
            var name = Key(written.Groups["name"].Value);
            return written.Groups["season"].Value.ToUpperInvariant() switch
            {
                "STANDARD" when Zone(name) is { } zone => new WrittenZone(zone.BaseUtcOffset, null),
                "MEAN" => new WrittenZone(TimeSpan.Zero, null),
                _ => Zone(name) is { } zone ? new WrittenZone(TimeSpan.Zero, zone) : null,
            };
        }

        // In running text a word may follow the time: small letters count only where nothing else comes.
        if (ShortName().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var shortName = match.Groups["name"].Value;
        return Fixed.TryGetValue(shortName, out var hoursAhead) ? new WrittenZone(TimeSpan.FromHours(hoursAhead), null)
            : Zone(shortName) is { } place ? new WrittenZone(TimeSpan.Zero, place)
            : null;
    }

    private static string Key(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static TimeZoneInfo? Zone(string name) => !Places.TryGetValue(name, out var id) ? null
        : Known.GetOrAdd(id, key => TimeZoneInfo.TryFindSystemTimeZoneById(key, out var zone) ? zone : null);

    [GeneratedRegex(@"^[\s(,]*(?:UTC|GMT|UT|Z)?\s?(?<sign>[+\-−])(?<h>\d{1,2})(?::?(?<m>\d{2}))?(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(
        @"^[\s(,]*(?:US )?(?<name>Central European|Eastern|Central|Mountain|Pacific|Atlantic|Alaska|Hawaii|British|Irish|Greenwich|UK|London|Dublin|Paris|Berlin|Sydney|New York|Washington)"
        + @"(?:\s(?<season>Standard|Daylight|Summer|Mean))?\s(?:Savings? )?Time\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LongName();

    [GeneratedRegex(@"^[\s(,]*(?<name>Z|[A-Z]{2,4}|[A-Za-z]{1,4}(?=\)?\s*$))(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();
}
