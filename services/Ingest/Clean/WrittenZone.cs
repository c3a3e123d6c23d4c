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
        ["MSD"] = 4,
        ["TRT"] = 3,
        ["IDT"] = 3,
        ["IRST"] = 3.5,
        ["AZT"] = 4,
        ["AFT"] = 4.5,
        ["UZT"] = 5,
        ["YEKT"] = 5,
        ["BDT"] = 6,
        ["WITA"] = 8,
        ["MYT"] = 8,
        ["PHT"] = 8,
        ["WIT"] = 9,
        ["ChST"] = 10,
        ["PGT"] = 10,
        ["VLAT"] = 10,
        ["FJT"] = 12,
        ["BRST"] = -2,
        ["UYT"] = -3,
        ["CLST"] = -3,
        ["CLT"] = -4,
        ["BOT"] = -4,
        ["VET"] = -4,
        ["COT"] = -5,
        ["PET"] = -5,
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
        ["Eastern European"] = "Europe/Athens",
        ["Western European"] = "Europe/Lisbon",
        ["India"] = "Asia/Kolkata",
        ["Indian"] = "Asia/Kolkata",
        ["Japan"] = "Asia/Tokyo",
        ["Tokyo"] = "Asia/Tokyo",
        ["Korea"] = "Asia/Seoul",
        ["Korean"] = "Asia/Seoul",
        ["China"] = "Asia/Shanghai",
        ["Beijing"] = "Asia/Shanghai",
        ["Hong Kong"] = "Asia/Hong_Kong",
        ["Singapore"] = "Asia/Singapore",
        ["Philippine"] = "Asia/Manila",
        ["Pakistan"] = "Asia/Karachi",
        ["Gulf"] = "Asia/Dubai",
        ["Israel"] = "Asia/Jerusalem",
        ["Moscow"] = "Europe/Moscow",
        ["South Africa"] = "Africa/Johannesburg",
        ["East Africa"] = "Africa/Nairobi",
        ["West Africa"] = "Africa/Lagos",
        ["Australian Eastern"] = "Australia/Sydney",
        ["Australian Central"] = "Australia/Adelaide",
        ["Australian Western"] = "Australia/Perth",
        ["New Zealand"] = "Pacific/Auckland",
        ["Newfoundland"] = "America/St_Johns",
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
            return hours <= 14 && minutes < 60 ? new WrittenZone(offset.Groups["sign"].Value[0] == '+' ? ahead : -ahead, null) : null;
        }

        if (LongName().Match(text) is { Success: true } written && Named(Key(written.Groups["name"].Value), written.Groups["season"].Value) is { } named)
        {
            return named;
        }

        if (DatabaseName().Match(text) is { Success: true } entry && TimeZoneInfo.TryFindSystemTimeZoneById(entry.Groups["id"].Value, out var found))
        {
            return new WrittenZone(TimeSpan.Zero, found);
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

    private static WrittenZone? Named(string name, string season) =>
        season.Equals("Mean", StringComparison.OrdinalIgnoreCase) ? new WrittenZone(TimeSpan.Zero, null)
        : Zone(name) is not { } zone ? null
        : season.Equals("Standard", StringComparison.OrdinalIgnoreCase) ? new WrittenZone(zone.BaseUtcOffset, null)
        : new WrittenZone(TimeSpan.Zero, zone);

    private static string Key(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static TimeZoneInfo? Zone(string name) => !Places.TryGetValue(name, out var id) ? null
        : Known.GetOrAdd(id, key => TimeZoneInfo.TryFindSystemTimeZoneById(key, out var zone) ? zone : null);

    [GeneratedRegex(@"^[\s(,]*(?:UTC|GMT|UT|Z)?\s?(?<sign>\+ ?|[\-−])(?<h>\d{1,2})(?::?(?<m>\d{2}))?(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    /// <summary>"Eastern Standard Time", "London time"; the zones of the United States need no "time" where nothing follows.</summary>
    [GeneratedRegex(
        @"^[\s(,]*(?:US )?(?:(?<name>\p{L}+(?: \p{L}+){0,2}?)(?:\s(?<season>Standard|Daylight|Summer|Mean))?\s(?:Savings? )?Time\b|(?<name>Eastern|Central|Mountain|Pacific)\)?\s*$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LongName();

    /// <summary>As the tz database has it: "Europe/Berlin", "[America/New_York]".</summary>
    [GeneratedRegex(@"^[\s(,[]*(?<id>[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2})(?![A-Za-z/])", RegexOptions.CultureInvariant)]
    private static partial Regex DatabaseName();

    [GeneratedRegex(@"^[\s(,]*(?<name>Z|[A-Z]{2,4}|[A-Za-z]{1,4}(?=\)?\s*$))(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();
}
