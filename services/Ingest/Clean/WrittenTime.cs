using System.Globalization;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>
/// Reads times as pages and feeds write them: ISO 8601 and RFC 3339, RFC 822 with its usual slips, and the datelines of papers. A time
/// without a zone is taken as UTC.
/// </summary>
internal static partial class WrittenTime
{
    private const int LongestValue = 100;
    private const int ClockReach = 45;
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Reads a value that is a time and nothing else; null when it is none, or one that no article can have.</summary>
    /// <param name="value">As written; at most 100 characters are looked at.</param>
    /// <param name="dayFirst">Whether 7/6/2026 is 7 June; a dotted date always is.</param>
    public static DateTimeOffset? Parse(string? value, bool dayFirst = false)
    {
        var text = Blank().Replace(value ?? "", " ").Replace('−', '-').Trim();
        if (text.Length is < 6 or > LongestValue)
        {
            return null;
        }

        if (Unix().Match(text) is { Success: true } unix)
        {
            return Plausible(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse($"{unix.Groups["s"].Value}{unix.Groups["f"].Value.PadRight(3, '0')[..3]}", CultureInfo.InvariantCulture)));
        }

        if (FindDate(text, dayFirst, anyYear: true) is not { } date)
        {
            return null;
        }

        return At(date.Day, ReadClock($"{date.Inner ?? text[..date.Start]} {text[date.End..]}"));
    }

    /// <summary>The first full date in running text, with the time of day where one stands beside it; null where there is none.</summary>
    public static DateTimeOffset? Find(string text, bool dayFirst)
    {
        if (FindDate(text, dayFirst, anyYear: false) is not { } date)
        {
            return null;
        }

        var after = text.Substring(date.End, Math.Min(ClockReach, text.Length - date.End));
        var before = text[Math.Max(0, date.Start - ClockReach)..date.Start];
        var clock = date.Inner ?? (ClockFollows().IsMatch(after) ? after : ClockPrecedes().Match(before) is { Success: true } match ? match.Value : "");
        return At(date.Day, ReadClock(clock));
    }

    /// <summary>The length of the date at the beginning of <paramref name="text"/> or anywhere in it, with nothing but a time around it: the text is a dateline.</summary>
    public static bool IsDateline(string text, bool dayFirst) =>
        FindDate(text, dayFirst, anyYear: false) is { } date && Around().IsMatch($"{text[..date.Start]}|{text[date.End..]}");

    /// <summary>
    /// Whether dates in figures begin with the day where a page of this language and host is read: everywhere but in the United
    /// States and where nothing tells.
    /// </summary>
    /// <param name="language">As the page states it, "en-GB"; may be empty.</param>
    /// <param name="host">Host of its address; may be empty.</param>
    public static bool IsDayFirst(string? language, string host)
    {
        var parts = (language ?? "").Split(['-', '_'], 2);
        var country = parts.Length > 1 ? parts[1].ToUpperInvariant() : host[(host.LastIndexOf('.') + 1)..].ToUpperInvariant();
        return parts[0].ToUpperInvariant() switch
        {
            "EN" or "" => country is "GB" or "UK" or "IE" or "AU" or "NZ" or "IN" or "ZA" or "NG" or "KE" or "GH" or "PK" or "SG" or "MY" or "HK" or "MT" or "EU"
                || (parts[0].Length == 0 && country is "DE" or "FR" or "ES" or "IT" or "NL" or "AT" or "CH" or "BE" or "PL" or "PT" or "BR" or "MX" or "AR" or "RU"),
            _ => true,
        };
    }

    private static FoundDate? FindDate(string text, bool dayFirst, bool anyYear)
    {
        foreach (var pattern in (Regex[])[Iso(), DayMonthYear(), MonthDayYear(), YearMonthDay(), ClockBetween(), Figures(), .. anyYear ? (Regex[])[Compact(), YearMonth()] : []])
        {
            for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
            {
                if (ReadDate(match, dayFirst, anyYear) is { } day)
                {
                    return new FoundDate(day, match.Index, match.Index + match.Length, match.Groups["clock"] is { Success: true } clock ? clock.Value : null);
                }
            }
        }

        return null;
    }

    private static DateTime? ReadDate(Match match, bool dayFirst, bool anyYear)
    {
        var groups = match.Groups;
        if (groups["y"].Length == 2 && !anyYear)
        {
            return null;
        }

        var year = Number(groups["y"]);
        year += groups["y"].Length > 2 ? 0 : year < 70 ? 2_000 : 1_900;
        var (month, day) = (Number(groups["m"]), groups["d"].Success ? Number(groups["d"]) : 1);
        if (groups["name"].Success)
        {
            month = WrittenMonth.Number(groups["name"].Value);
        }
        else if (groups["a"].Success)
        {
            var (first, second) = (Number(groups["a"]), Number(groups["b"]));
            var isDayFirst = second <= 12 && (first > 12 || dayFirst || groups["mark"].Value == ".");
            (day, month) = isDayFirst ? (first, second) : (second, first);
        }

        return year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) : null;
    }

    private static Clock ReadClock(string text)
    {
        var match = TimeOfDay().Match(text);
        if (!match.Success)
        {
            return new Clock(TimeSpan.Zero, WrittenZone.Read(text));
        }

        var groups = match.Groups;
        var (hour, minute, second) = (Number(groups["h"]), Number(groups["min"]), Math.Min(59, Number(groups["s"])));
        if (groups["half"].Success && hour is >= 1 and <= 12)
        {
            hour = (hour % 12) + (groups["half"].Value is "p" or "P" ? 12 : 0);
        }

        if (hour > 24 || minute > 59)
        {
            return new Clock(TimeSpan.Zero, null);
        }

        var fraction = groups["f"].Success ? TimeSpan.FromTicks(long.Parse(groups["f"].Value.PadRight(7, '0')[..7], CultureInfo.InvariantCulture)) : TimeSpan.Zero;
        return new Clock(new TimeSpan(hour, minute, second) + fraction, WrittenZone.Read(text[(match.Index + match.Length)..]));
    }

    private static DateTimeOffset? At(DateTime day, Clock clock)
    {
        var local = day + clock.Time;
        return Plausible(new DateTimeOffset(local, TimeSpan.Zero) - (clock.Zone?.OffsetAt(local) ?? TimeSpan.Zero));
    }

    /// <summary>The beginning of 1970 is what programs print for no time at all.</summary>
    private static DateTimeOffset? Plausible(DateTimeOffset time) => time.Year is >= 1900 and <= 2200 && time != DateTimeOffset.UnixEpoch ? time : null;

    private static int Number(Group group) => group.Success && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Seconds since 1970; three or six more figures are milliseconds or microseconds.</summary>
    [GeneratedRegex(@"^(?<s>\d{10})(?:\.?(?<f>\d{3}|\d{6})|\.(?<f>\d{1,9}))?$", Options)]
    private static partial Regex Unix();

    [GeneratedRegex(@"[\s\u00A0\u202F\u2009]+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<!\d)(?<y>\d{4})(?:[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})|年\s?(?<m>\d{1,2})月\s?(?<d>\d{1,2})日|년\s?(?<m>\d{1,2})월\s?(?<d>\d{1,2})일)(?!\d)", Options)]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"(?<![\d:.])(?<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s\-/,]{0,2}(?:of |de )?(?<name>\p{L}{3,12})\.?[\s,\-/]{0,2}(?:de |del )?['’]?(?<y>\d{4}|\d{2})(?![\d:])", Options)]
    private static partial Regex DayMonthYear();

    [GeneratedRegex(@"(?<!\p{L})(?<name>\p{L}{3,12})\.?[\s-]{0,2}(?<d>\d{1,2})(?:st|nd|rd|th)?[\s,.-]{1,3}(?<y>\d{4})(?![\d:])", Options)]
    private static partial Regex MonthDayYear();

    /// <summary>"2026-Jun-07"; in Hungarian "2026. június 7."</summary>
    [GeneratedRegex(@"(?<!\d)(?<y>\d{4})\.?[\s-]{1,2}(?<name>\p{L}{3,12})\.?[\s-]{1,2}(?<d>\d{1,2})(?![\d:])", Options)]
    private static partial Regex YearMonthDay();

    /// <summary>As asctime and Java print it: "Sun Jun  7 10:00:00 GMT 2026".</summary>
    [GeneratedRegex(@"(?<!\p{L})(?<name>\p{L}{3,9})\s{1,2}(?<d>\d{1,2})\s(?<clock>\d{1,2}:\d{2}(?::\d{2})?(?:\s[A-Z]{1,5})?(?:\s?[+-]\d{2}:?\d{2})?)\s(?<y>\d{4})(?!\d)", Options)]
    private static partial Regex ClockBetween();

    [GeneratedRegex(@"(?<![\d./:-])(?<a>\d{1,2})(?<mark>[./-])\s?(?<b>\d{1,2})\k<mark>\s?(?<y>\d{4}|\d{2})(?![\d./-])", Options)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?:[T ]?(?<clock>\d{4}(?:\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?))?$", Options)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?<y>\d{4})-(?<m>\d{2})$", Options)]
    private static partial Regex YearMonth();

    [GeneratedRegex(
        @"(?<![\d.+-])(?<h>\d{1,2}):(?<min>\d{1,2}):(?<s>\d{1,2})(?![\d.,])(?:\s?(?<half>[ap])\.?\s?m\b\.?)?|(?<![\d.+-])(?<h>\d{1,2})(?:[:.]|\s?h\s?)(?<min>\d{2})(?:[:.](?<s>\d{2})(?:[.,](?<f>\d{1,9}))?)?(?!\d)(?:\s?(?<half>[ap])\.?\s?m\b\.?)?|"
        + @"(?<!\d)(?<h>\d{1,2})\s?(?<half>[ap])\.?\s?m\b\.?|(?<=^|T)(?<h>\d{2})(?<min>\d{2})(?<s>\d{2})?(?:\.\d+)?(?=$|\s|Z|[+-])", Options)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^(T|[\s,|/•·–—-]*(?:at|um|à|kl\.?|klo|om|alle|a las|às|o|в|о|,)?\s*)(?:\d{1,2}(?:[:.]|\s?h\s?)\d{2}|\d{1,2}\s?[ap]\.?\s?m\b)", Options)]
    private static partial Regex ClockFollows();

    [GeneratedRegex(@"\d{1,2}(?:[:h.]\d{2}(?::\d{2})?)?\s?(?:[ap]\.?\s?m\b\.?)?\s?\(?[A-Z]{0,5}\)?[\s,|/•·–—-]*(?:on )?(?:\p{L}{3,9}\.?,? )?$", Options)]
    private static partial Regex ClockPrecedes();

    /// <summary>What may stand around a date in a line that tells when and nothing else.</summary>
    [GeneratedRegex(
        @"^\W*((first )?(published|posted|updated|created|date|on|am|at|stand|veröffentlicht|publi[ée]e?|le|publicad[oa]|el|em|pubblicato|il|gepubliceerd|op|opublikowano|publicerad|опубликовано)\b\W*)*"
        + @"(\p{L}{2,10}(day|tag|di|dì|dag)\b|mittwoch|(mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)s?\b|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|sabato|domenica|dimanche)?\W*(\d{1,2}[:.h]\d{2}\S*)?\W*([ap]\.?m\.?)?\W*\|\W*(at\b|um\b|à|a las\b|às\b|alle\b|om\b|kl\b|klo\b|в\b)?\W*(\d{1,2}[:.h]\d{2}(:\d{2})?)?\W*([ap]\.?m\.?|uhr)?\W*[A-Z]{0,5}\W*([+-]?\d{2}:?\d{2})?\W*$",
        Options)]
    private static partial Regex Around();

    private readonly record struct FoundDate(DateTime Day, int Start, int End, string? Inner);

    private readonly record struct Clock(TimeSpan Time, WrittenZone? Zone);
}
