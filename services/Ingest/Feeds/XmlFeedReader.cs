using System.Xml;
using System.Xml.Linq;

namespace OnRecord.Ingest;

/// <summary>
/// RSS, RDF, Atom and news sitemaps. Elements are known by their local names: feeds in the wild use the wrong name space, or none,
/// more often than the wrong name.
/// </summary>
internal static class XmlFeedReader
{
    // Real feeds are some ten levels deep; a hostile one could exhaust the stack of whoever walks it.
    private const int MaxDepth = 100;

    public static FeedDocument Read(string text, Uri source, int maxItems)
    {
        RequireShallow(text);
        using var reader = CreateReader(text);
        var root = XDocument.Load(reader).Root!;
        return root.Name.LocalName.ToLowerInvariant() switch
        {
            "rss" or "rdf" => ReadRss(root, source, maxItems),
            "feed" => ReadAtom(root, source, maxItems),
            "urlset" => new FeedDocument("", Items(root, "url", maxItems, url => ReadSitemapUrl(url, source))),
            var other => throw new FeedFormatException($"<{other}> is not the root of a feed."),
        };
    }

    private static FeedDocument ReadRss(XElement root, Uri source, int maxItems)
    {
        // In RSS 2.0 the items stand in the channel, in RDF beside it.
        var channel = Child(root, "channel") ?? root;
        var holder = Child(channel, "item") is null ? root : channel;
        return new FeedDocument(PlainText.Line(Value(channel, "title")), Items(holder, "item", maxItems, item => ReadRssItem(item, source)));
    }

    private static FeedItem ReadRssItem(XElement item, Uri source)
    {
        var guid = Value(item, "guid");
        var link = Absolute(Value(item, "link"), source);
        if (link.Length == 0 && (string?)Child(item, "guid")?.Attribute("isPermaLink") != "false")
        {
            link = Absolute(guid, source);
        }

        var about = (string?)item.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "about") ?? "";
        return Make(
            guid.Length > 0 ? guid : about, link, Value(item, "title"), Longest(Value(item, "encoded"), Value(item, "description")),
            Value(item, "pubDate") is { Length: > 0 } time ? time : Value(item, "date"),
            item.Elements().Where(element => element.Name.LocalName is "creator" or "author").Select(element => element.Value));
    }

    private static FeedDocument ReadAtom(XElement feed, Uri source, int maxItems)
    {
        var authors = Authors(feed).ToList();
        return new FeedDocument(
            PlainText.Line(Value(feed, "title")),
            Items(feed, "entry", maxItems, entry =>
            {
                var link = entry.Elements().Where(element => element.Name.LocalName == "link")
                    .FirstOrDefault(element => (string?)element.Attribute("rel") is null or "alternate");
                var own = Authors(entry).ToList();
                return Make(
                    Value(entry, "id"), Absolute((string?)link?.Attribute("href") ?? "", source), Value(entry, "title"),
                    Longest(Markup(Child(entry, "content")), Markup(Child(entry, "summary"))),
                    Value(entry, "published") is { Length: > 0 } time ? time : Value(entry, "updated"),
                    own.Count > 0 ? own : authors);
            }));

        static IEnumerable<string> Authors(XElement element) =>
            element.Elements().Where(child => child.Name.LocalName == "author").Select(author => Value(author, "name"));
    }

    private static FeedItem ReadSitemapUrl(XElement url, Uri source)
    {
        var link = Absolute(Value(url, "loc"), source);
        var news = Child(url, "news") ?? url;
        return Make(
            link, link, Value(news, "title"), "",
            Value(news, "publication_date") is { Length: > 0 } time ? time : Value(url, "lastmod"), []);
    }

    private static FeedItem Make(string id, string link, string title, string content, string time, IEnumerable<string> authors)
    {
        var headline = PlainText.Line(FeedText.ToPlainText(title));
        return new FeedItem(
            id.Length > 0 ? id : link.Length > 0 ? link : headline, link, headline, content, FeedText.ParseTime(time),
            [.. authors.Select(PlainText.Line).Where(name => name.Length > 0)]);
    }

    private static List<FeedItem> Items(XElement holder, string name, int maxItems, Func<XElement, FeedItem> read) =>
        [.. holder.Elements().Where(element => element.Name.LocalName == name).Take(maxItems).Select(read).Where(item => item.Key.Length > 0)];

    /// <summary>The text of an Atom construct: xhtml content is markup of the document itself, the other types are strings.</summary>
    private static string Markup(XElement? construct) => construct switch
    {
        null => "",
        _ when (string?)construct.Attribute("type") == "xhtml" => string.Concat(construct.Nodes().Select(node => node.ToString())),
        _ => construct.Value,
    };

    private static string Longest(string one, string other) => one.Length >= other.Length ? one : other;

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Value(XElement element, string name) => Child(element, name)?.Value.Trim() ?? "";

    private static string Absolute(string link, Uri source) =>
        link.Length > 0 && Uri.TryCreate(source, link.Trim(), out var url) && CanonicalUrl.TryParse(url.AbsoluteUri, out _) ? url.AbsoluteUri : "";

    private static void RequireShallow(string text)
    {
        using var reader = CreateReader(text);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw new FeedFormatException($"The document is nested more than {MaxDepth} levels deep.");
            }
        }
    }

    /// <summary>No document type declaration, hence no entity to expand and nothing to fetch.</summary>
    private static XmlReader CreateReader(string text) => XmlReader.Create(
        new StringReader(text.TrimStart()),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true, IgnoreProcessingInstructions = true });
}
