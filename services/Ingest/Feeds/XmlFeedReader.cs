using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace OnRecord.Ingest;

/// <summary>RSS, RDF, Atom and sitemaps.</summary>
internal static partial class XmlFeedReader
{
    // Real feeds are some ten levels deep; a hostile one could exhaust the stack of whoever walks it.
    internal const int MaxDepth = 100;

    private static readonly string[] RssTimes = ["pubDate", "date", "published", "issued", "created", "updated", "modified", "publication_date", "publicationDate"];
    private static readonly string[] AtomTimes = ["published", "issued", "created", "pubDate", "date", "updated", "modified"];

    /// <summary>Reads a document, repaired where it is not well-formed.</summary>
    /// <param name="text">The document from its root on.</param>
    /// <param name="source">Address that relative links are resolved against.</param>
    /// <param name="maxItems">Entries read; the rest is left.</param>
    public static FeedDocument Read(string text, Uri source, int maxItems)
    {
        try
        {
            return ReadRoot(Load(text), source, maxItems);
        }
        catch (XmlException fault)
        {
            var repaired = ReadRoot(Load(XmlRepair.Repair(text)), source, maxItems);
            return repaired.Items.Count > 0
                ? repaired with { Repair = $"The XML is broken and was repaired: {fault.Message}" }
                : throw new FeedFormatException($"The document cannot be read as a feed: {fault.Message}", fault);
        }
    }

    internal static FeedFormatException TooDeep() => new($"The document is nested more than {MaxDepth} levels deep.");

    private static FeedDocument ReadRoot(XElement root, Uri source, int maxItems) => root.Name.LocalName.ToLowerInvariant() switch
    {
        "rss" or "rdf" or "channel" => ReadRss(root, source, maxItems),
        "feed" => ReadAtom(root, source, maxItems),
        "urlset" => new FeedDocument("", Items(root, "url", maxItems, url => ReadSitemapUrl(url, source)))
        {
            ListsPages = true,
            Language = Language(root.Descendants().FirstOrDefault(element => element.Name.LocalName == "language")?.Value),
        },
        "sitemapindex" => new FeedDocument("", [])
        {
            ListsPages = true,
            Sitemaps =
            [
                .. root.Named("sitemap").Take(maxItems)
                    .OrderByDescending(sitemap => WrittenTime.Parse(sitemap.Text("lastmod")) ?? DateTimeOffset.MinValue)
                    .Select(sitemap => Absolute(sitemap.Text("loc"), sitemap, source))
                    .Where(link => link.Length > 0)
                    .Select(link => new Uri(link)),
            ],
        },
        var other => throw new FeedFormatException($"<{other}> is not the root of a feed."),
    };

    private static FeedDocument ReadRss(XElement root, Uri source, int maxItems)
    {
        // In RSS 2.0 the items stand in the channel, in RDF beside it.
        var channel = root.Child("channel") ?? root;
        var holder = channel.Child("item") is null ? root : channel;
        var language = channel.Text("language");
        var dayFirst = WrittenTime.IsDayFirst(language, source.Host);
        return new FeedDocument(FeedText.Headline(channel.Text("title")), Items(holder, "item", maxItems, item => ReadRssItem(item, source, dayFirst)))
        {
            Language = Language(language),
            Hub = Hub(channel, source),
            MovedTo = Uri.TryCreate(Absolute(channel.Text("new-feed-url"), channel, source), UriKind.Absolute, out var moved) ? moved : null,
        };
    }

    private static FeedItem ReadRssItem(XElement item, Uri source, bool dayFirst)
    {
        var guid = item.Text("guid");
        var link = item.Named("origLink").Concat(item.Named("link"))
            .Select(element => Absolute(element.Value.Trim() is { Length: > 0 } text ? text : Alternate(element), element, source))
            .FirstOrDefault(address => address.Length > 0) ?? "";
        if (link.Length == 0 && Uri.TryCreate(guid, UriKind.Absolute, out _) && !item.Child("guid").Attribute("isPermaLink", "").Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            link = Absolute(guid, item, source);
        }

        var content = Longest([.. item.Named("encoded").Concat(item.Own("content")).Select(Markup), Markup(item, "description")]);
        return Make(
            guid.Length > 0 ? guid : item.Attribute("about", ""), link, Markup(item, "title"),
            content.Length > 0 ? content : Longest(Markup(item, "summary"), MediaText(item)),
            Time(item, RssTimes, dayFirst),
            Authors(item).Select(author => author.Child("name")?.Value ?? author.Value));

        // The host of a podcast is its author only where nobody else is.
        static IEnumerable<XElement> Authors(XElement item) =>
            item.Own("creator").Concat(item.Own("author")).ToList() is { Count: > 0 } own ? own : item.Named("creator").Concat(item.Named("author"));

        static string Alternate(XElement link) => link.Attribute("rel", "alternate") is "alternate" or "" ? link.Attribute("href", "") : "";
    }

    private static FeedDocument ReadAtom(XElement feed, Uri source, int maxItems)
    {
        var authors = Authors(feed).ToList();
        var language = feed.Attribute("lang", feed.Text("language"));
        var dayFirst = WrittenTime.IsDayFirst(language, source.Host);
        return new FeedDocument(
            FeedText.Headline(feed.Text("title")),
            Items(feed, "entry", maxItems, entry =>
            {
                var link = entry.Named("link")
                    .Where(element => element.Attribute("rel", "alternate") is "alternate" or "" or "http://www.iana.org/assignments/relation/alternate")
                    .OrderBy(element => element.Attribute("type", "text/html") is "text/html" or "application/xhtml+xml" ? 0 : 1)
                    .Select(element => Absolute(element.Attribute("href", element.Value.Trim()), element, source))
                    .FirstOrDefault(address => address.Length > 0) ?? "";
                var own = Authors(entry).ToList();
                var content = Longest([.. entry.Own("content").Where(IsText).Select(Markup), Markup(entry, "summary")]);
                return Make(
                    entry.Text("id"), link, Markup(entry, "title"), content.Length > 0 ? content : Longest(entry.Text("description"), MediaText(entry)),
                    Time(entry, AtomTimes, dayFirst), own.Count > 0 ? own : authors);
            }))
        {
            Language = Language(language),
            Hub = Hub(feed, source),
        };

        static IEnumerable<string> Authors(XElement element) =>
            element.Named("author").Select(author => author.Text("name") is { Length: > 0 } name ? name : author.HasElements ? "" : author.Value)
                .DefaultIfEmpty(element.Text("creator"))
                .Where(name => name.Length > 0);
    }

    private static FeedItem ReadSitemapUrl(XElement url, Uri source)
    {
        var link = Absolute(url.Text("loc"), url, source);
        var news = url.Child("news") ?? url;
        return Make(
            link, link, news.Text("title"), "",
            WrittenTime.Parse(news.Text("publication_date")) ?? WrittenTime.Parse(url.Text("lastmod")), []);
    }

    private static FeedItem Make(string id, string link, string title, string content, DateTimeOffset? time, IEnumerable<string> authors)
    {
        var headline = FeedText.Headline(title);
        // An entry may be nothing but a text (RSS 2.0: "at least one of title or description must be present").
        var key = new[] { id, link, headline, content }.FirstOrDefault(name => name.Length > 0) ?? "";
        return new FeedItem(key, link, headline, content, time, FeedText.Authors(authors));
    }

    private static List<FeedItem> Items(XElement holder, string name, int maxItems, Func<XElement, FeedItem> read) =>
        [.. holder.Elements().Where(element => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(maxItems).Select(read).Where(item => item.Key.Length > 0)];

    /// <summary>The first time of an entry that can be read, whichever of its names it has: one that cannot does not hide another.</summary>
    private static DateTimeOffset? Time(XElement entry, string[] names, bool dayFirst) =>
        names.SelectMany(entry.Named).Select(element => WrittenTime.Parse(element.Value, dayFirst)).FirstOrDefault(time => time is not null);

    /// <summary>The text that Media RSS carries, in a group of the entry or in its content.</summary>
    private static string MediaText(XElement entry) =>
        Longest([.. entry.Named("group").Concat(entry.Named("content")).Select(media => media.Text("description")), entry.Text("text")]);

    /// <summary>The first text of a name that has any: markup of the document itself (xhtml, or html that nobody escaped) as markup, else as it stands.</summary>
    private static string Markup(XElement entry, string name) => entry.Named(name).Select(Markup).FirstOrDefault(text => text.Length > 0) ?? "";

    private static string Markup(XElement text) =>
        text.HasElements ? string.Concat(text.Nodes().Select(node => node.ToString()))
        : text.Attribute("mode", "").Equals("base64", StringComparison.OrdinalIgnoreCase) ? FromBase64(text.Value)
        : text.Value.Trim();

    /// <summary>Atom 0.3 allowed any content to be written so.</summary>
    private static string FromBase64(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    /// <summary>Whether a content of Atom is words: a picture or a document in base64 may stand there as well (RFC 4287, 4.1.3.3).</summary>
    private static bool IsText(XElement content) => content.Attribute("type", "text").ToLowerInvariant() is var type
        && (!type.Contains('/', StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("xml", StringComparison.Ordinal) || type.Contains("html", StringComparison.Ordinal));

    private static string Longest(params ReadOnlySpan<string> texts)
    {
        var longest = "";
        foreach (var text in texts)
        {
            longest = text.Length > longest.Length ? text : longest;
        }

        return longest;
    }

    private static string Hub(XElement channel, Uri source) =>
        channel.Named("link").Where(link => link.Attribute("rel", "").Equals("hub", StringComparison.OrdinalIgnoreCase))
            .Select(link => Absolute(link.Attribute("href", ""), link, source)).FirstOrDefault(hub => hub.Length > 0) ?? "";

    private static string Language(string? stated) => LanguageTag().Match(stated ?? "") is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : "";

    /// <summary>A link as an absolute address, by the xml:base of the elements around it (XML Base, section 4); empty where it is none, or names nothing.</summary>
    private static string Absolute(string link, XElement at, Uri source)
    {
        link = FeedText.Address(link, source);
        if (link.Length == 0)
        {
            return "";
        }

        var root = source;
        foreach (var stated in at.AncestorsAndSelf().Select(element => (string?)element.Attribute(XNamespace.Xml + "base")).OfType<string>().Reverse())
        {
            root = Uri.TryCreate(root, stated.Trim(), out var inner) ? inner : root;
        }

        return Uri.TryCreate(root, link, out var url) && CanonicalUrl.TryParse(url.AbsoluteUri, out _) ? url.AbsoluteUri : "";
    }

    private static XElement Load(string text)
    {
        RequireShallow(text);
        using var reader = CreateReader(text);
        return XDocument.Load(reader).Root!;
    }

    private static void RequireShallow(string text)
    {
        using var reader = CreateReader(text);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw TooDeep();
            }
        }
    }

    /// <summary>No document type declaration, hence no entity to expand and nothing to fetch.</summary>
    private static XmlReader CreateReader(string text) => XmlReader.Create(
        new StringReader(text),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true, IgnoreProcessingInstructions = true });

    [GeneratedRegex(@"^\s*([A-Za-z]{2})(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
