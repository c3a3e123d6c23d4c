using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>Finds when a page was published: JSON-LD, then meta tags, microdata and time elements, then the visible dateline.</summary>
internal static partial class PageDates
{
    private const int MostLines = 4_000;
    private const int MostTimes = 200;
    private const int LongestLine = 60;
    private const int AboveHeadline = 3;

    /// <summary>In order of trust; the published time comes before any time of change.</summary>
    private static readonly string[] MetaNames =
    [
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published", "pubdate", "publishdate",
        "publish-date", "publish_date", "publication_date", "published_time", "published-date", "parsely-pub-date", "sailthru.date", "article.published",
        "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dcterms.issued", "article_date_original",
        "originalpublicationdate", "rnews:datepublished", "article:published", "dc.date.created", "dc.date.published", "dc:date", "pub_date", "og:pubdate", "article:created_time",
        "date", "timestamp",
    ];

    /// <summary>The time, or null where the page states none. A time without a zone is taken as UTC.</summary>
    /// <param name="document">The page.</param>
    /// <param name="data">What it states as JSON-LD.</param>
    /// <param name="meta">Its meta tags by name.</param>
    /// <param name="dayFirst">Whether 7/6/2026 is 7 June on this page.</param>
    public static DateTimeOffset? Find(IDocument document, JsonLd data, IReadOnlyDictionary<string, string> meta, bool dayFirst)
    {
        if (WrittenTime.Parse(data.DatePublished, dayFirst) is { } stated)
        {
            return stated;
        }

        foreach (var name in MetaNames)
        {
            if (meta.TryGetValue(name, out var value) && WrittenTime.Parse(value, dayFirst) is { } time)
            {
                return time;
            }
        }

        var elsewhere = new Elsewhere();
        var (found, isAboveHeadline) = FromTimeElements(document, elsewhere, dayFirst);
        // Above the headline often stands what day it is, or when another story broke.
        return isAboveHeadline ? FromText(document, elsewhere, dayFirst) ?? found : found ?? FromText(document, elsewhere, dayFirst);
    }

    /// <summary>
    /// The best of the elements that are times by name: what says that it is the day of publication, then what stands in a byline, then
    /// what follows the headline. Times of other stories and of comments are not looked at.
    /// </summary>
    private static (DateTimeOffset? Time, bool IsAboveHeadline) FromTimeElements(IDocument document, Elsewhere elsewhere, bool dayFirst)
    {
        var best = (Rank: int.MaxValue, Time: (DateTimeOffset?)null);
        var afterHeadline = false;
        foreach (var element in document.QuerySelectorAll("h1, [itemprop~=datePublished], [property$=datePublished], [pubdate], time, abbr.published[title], amp-timeago").Take(MostTimes))
        {
            if (element.LocalName == "h1")
            {
                afterHeadline = true;
                continue;
            }

            var rank = Rank(element, afterHeadline);
            if (rank < best.Rank && !elsewhere.Holds(element) && Read(element, dayFirst) is { } time)
            {
                best = (rank, time);
            }
        }

        return (best.Time, afterHeadline && best.Rank == AboveHeadline);
    }

    private static DateTimeOffset? Read(IElement element, bool dayFirst)
    {
        var value = element.GetAttribute("content") ?? element.GetAttribute("datetime") ?? element.GetAttribute("title");
        return WrittenTime.Parse(value, dayFirst) ?? WrittenTime.Parse(element.TextContent, dayFirst);
    }

    private static int Rank(IElement element, bool afterHeadline)
    {
        if ((element.GetAttribute("itemprop") ?? element.GetAttribute("property")) is { } property)
        {
            return property.Contains("datePublished", StringComparison.OrdinalIgnoreCase) ? 0 : 5;
        }

        if (PageSignals.IsOfChange(element))
        {
            return 5;
        }

        if (element.HasAttribute("pubdate"))
        {
            return 0;
        }

        // A time inside a longer link belongs to the story that the link leads to.
        if (element.Closest("a[href]") is { } link && link.TextContent.Length > element.TextContent.Length + 20)
        {
            return 6;
        }

        var inByline = element.ParentElement is { } parent && (PageSignals.IsByline(parent) || (parent.ParentElement is { } next && PageSignals.IsByline(next)));
        return inByline ? 1 : afterHeadline ? 2 : AboveHeadline;
    }

    /// <summary>
    /// The best of the lines whose names tell of a date: what says that it was published, then a byline, then the first of the others. "Ann Lee
    /// said so on Sunday, 3 May" may stand in such a line, too.
    /// </summary>
    private static DateTimeOffset? FromText(IDocument document, Elsewhere elsewhere, bool dayFirst)
    {
        var best = (Rank: int.MaxValue, Time: (DateTimeOffset?)null);
        var afterHeadline = false;
        foreach (var element in document.QuerySelectorAll("h1, [class*=date], [class*=time], [class*=publish], [class*=byline], [id*=date], time, [class*=meta]").Take(60))
        {
            afterHeadline |= element.LocalName == "h1";
            var text = ChangeFirst().Replace(InlineText.Of(element), "");
            if (text.Length is > 5 and < 200 && Rank(text, afterHeadline) is var rank && rank < best.Rank && !elsewhere.Holds(element)
                && (WrittenTime.Find(text, dayFirst) ?? WrittenTime.Parse(element.GetAttribute("data-timestamp") ?? element.GetAttribute("data-datetime"), dayFirst)) is { } time)
            {
                best = (rank, time);
            }
        }

        if (best.Time is not null)
        {
            return best.Time;
        }

        // A line of its own that is a date and nothing else needs no telling name.
        return document.QuerySelectorAll("em, small, span, p, b, div, li, td").Take(MostLines)
            .Where(element => element.ChildElementCount == 0)
            .Select(element => (Element: element, Text: element.TextContent.Trim()))
            .Where(line => line.Text.Length is > 5 and < LongestLine && WrittenTime.IsDateline(line.Text, dayFirst) && !elsewhere.Holds(line.Element))
            .Select(line => WrittenTime.Find(line.Text, dayFirst))
            .FirstOrDefault(time => time is not null);
    }

    private static int Rank(string line, bool afterHeadline) => Published().IsMatch(line) ? 0 : Byline().IsMatch(line) ? 1 : Credit().IsMatch(line) ? 4 : afterHeadline ? 2 : 3;

    private const string PublishedWord = "(first )?(published|posted|publi[ée]e?|publicad[oa]|pubblicat[oa]|veröffentlicht|gepubliceerd|opublikowano|publicerad|udgivet|julkaistu)";

    /// <summary>"Updated June 9 | " before "Published June 7".</summary>
    [GeneratedRegex(
        @"^\W*(last )?(updated|modified|edited|aktualisiert|mise? à jour|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|uppdaterad|opdateret|zaktualizowano)\b.*?(?=\b" + PublishedWord + @"\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ChangeFirst();

    [GeneratedRegex(
        @"^\W*" + PublishedWord + @"\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Published();

    [GeneratedRegex(@"^\W*(by|von|par|por|di|door|autor:?|av) \p{Lu}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Byline();

    /// <summary>A dash before a name: who has said something, and when.</summary>
    [GeneratedRegex(@"^(—|–|--|―) ?\p{Lu}", RegexOptions.CultureInvariant)]
    private static partial Regex Credit();

    /// <summary>Tells what belongs to other stories, to comments or to the frame of the page, and remembers it.</summary>
    private sealed class Elsewhere
    {
        private readonly Dictionary<IElement, bool> _known = [];

        public bool Holds(IElement element)
        {
            if (!_known.TryGetValue(element, out var holds))
            {
                holds = (PageSignals.IsElsewhere(element) && element.QuerySelector("h1") is null)
                    || (element.ParentElement is { LocalName: not "body" } parent && Holds(parent));
                _known[element] = holds;
            }

            return holds;
        }
    }
}
