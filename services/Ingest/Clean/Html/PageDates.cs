using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>Finds when a page was published: JSON-LD, then meta tags, microdata and time elements, then the visible dateline.</summary>
internal static partial class PageDates
{
    private const int MostLines = 4_000;
    private const int LongestLine = 40;

    /// <summary>In order of trust; the published time comes before any time of change.</summary>
    private static readonly string[] MetaNames =
    [
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published", "pubdate", "publishdate",
        "publish-date", "publish_date", "publication_date", "published_time", "published-date", "parsely-pub-date", "sailthru.date", "article.published",
        "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dcterms.issued", "article_date_original",
        "originalpublicationdate", "rnews:datepublished", "date", "timestamp",
    ];

    private static readonly string[] Formats =
    [
        "yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMddTHHmmssK", "yyyyMMddTHHmmK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mm:ss zzz", "MMMM d, yyyy", "MMM d, yyyy",
        "d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMMM d, yyyy h:mm tt", "MMMM d, yyyy, h:mm tt", "MMM d, yyyy h:mm tt", "d MMMM yyyy HH:mm", "MM/dd/yyyy",
        "ddd, dd MMM yyyy HH:mm:ss zzz", "ddd MMM d yyyy HH:mm:ss",
    ];

    /// <summary>Hours that the zones of English-language newsrooms are away from UTC.</summary>
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["BST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["ET"] = -5,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["CT"] = -6,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["PT"] = -8,
        ["IST"] = 5,
        ["JST"] = 9,
        ["AEST"] = 10,
        ["AEDT"] = 11,
    };

    /// <summary>The time, or null where the page states none. A time without a zone is taken as UTC.</summary>
    public static DateTimeOffset? Find(IDocument document, JsonLd data, IReadOnlyDictionary<string, string> meta)
    {
        if (Parse(data.DatePublished) is { } stated)
        {
            return stated;
        }

        foreach (var name in MetaNames)
        {
            if (meta.TryGetValue(name, out var value) && Parse(value) is { } time)
            {
                return time;
            }
        }

        foreach (var element in document.QuerySelectorAll("[itemprop~=datePublished], [pubdate], time[datetime], abbr.published[title]"))
        {
            var value = element.GetAttribute("content") ?? element.GetAttribute("datetime") ?? element.GetAttribute("title") ?? element.TextContent;
            if (Parse(value) is { } time)
            {
                return time;
            }
        }

        foreach (var element in document.QuerySelectorAll("[class*=date], [class*=time], [class*=publish], [class*=byline], [id*=date], time, [class*=meta]").Take(60))
        {
            var text = element.TextContent;
            if (text.Length is > 5 and < 200 && VisibleDate().Match(text) is { Success: true } match && Parse(match.Value) is { } time)
            {
                return time;
            }
        }

        // A line of its own that is a date and nothing else needs no telling name.
        return document.QuerySelectorAll("em, small, span, p, b, div").Take(MostLines)
            .Where(element => element.ChildElementCount == 0)
            .Select(element => element.TextContent.Trim())
            .Where(text => text.Length is > 5 and < LongestLine && VisibleDate().Match(text).Length == text.Length)
            .Select(Parse)
            .FirstOrDefault(time => time is not null);
    }

    /// <summary>Reads one written time; null when it is none, or one that no article can have.</summary>
    internal static DateTimeOffset? Parse(string? value)
    {
        var text = value?.Trim() ?? "";
        if (text.Length is < 6 or > 60)
        {
            return null;
        }

        if (text.All(char.IsAsciiDigit) && text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unix))
        {
            return Plausible(text.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(unix) : DateTimeOffset.FromUnixTimeMilliseconds(unix));
        }

        var offset = TimeSpan.Zero;
        if (NamedZone().Match(text) is { Success: true } zone && Zones.TryGetValue(zone.Groups["zone"].Value, out var hours))
        {
            offset = TimeSpan.FromHours(hours);
            text = text[..zone.Index].TrimEnd();
        }

        text = Ordinal().Replace(text, "$1 ");
        text = Meridian().Replace(text.Replace("Sept.", "Sep", StringComparison.OrdinalIgnoreCase).Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase), "$1M");
        const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Styles, out var time)
            || DateTimeOffset.TryParse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, Styles, out time)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out time))
        {
            return Plausible(time - offset);
        }

        return null;
    }

    private static DateTimeOffset? Plausible(DateTimeOffset time) => time.Year is >= 1900 and <= 2200 ? time.ToUniversalTime() : null;

    [GeneratedRegex(@"(?<=\d\s?([ap]\.?m\.?)?)\s*\(?(?<zone>UTC|GMT|BST|CES?T|AE[SD]T|[ECMPIJ][SD]?T)\)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedZone();

    [GeneratedRegex(@"\b(\d{1,2})(st|nd|rd|th)\b| at (?=\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\b([ap])\.?m\.?(?=\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meridian();

    [GeneratedRegex(
        @"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]* \d{4})(?:,? (?:at )?\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?|\b\d{4}-\d{2}-\d{2}\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VisibleDate();
}
