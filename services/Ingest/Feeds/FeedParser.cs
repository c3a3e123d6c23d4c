using System.Text.Json;

namespace OnRecord.Ingest;

/// <summary>Reads a feed of any supported format: RSS 2.0 (and its elders), RDF, Atom, JSON Feed, sitemaps; and the pages that name one.</summary>
public static class FeedParser
{
    /// <summary>Reads a feed document.</summary>
    /// <param name="body">The bytes as fetched.</param>
    /// <param name="charset">Charset of the Content-Type header, if any.</param>
    /// <param name="source">Address that relative links are resolved against.</param>
    /// <param name="maxItems">Entries read; the rest is left.</param>
    /// <exception cref="FeedFormatException">It is no feed, declares entities, or is nested too deeply.</exception>
    public static FeedDocument Parse(byte[] body, string? charset, Uri source, int maxItems)
    {
        var text = FeedText.Decode(body, charset);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new FeedFormatException("The document is empty.");
        }

        try
        {
            return text.AsSpan().TrimStart()[0] == '{' ? JsonFeedReader.Read(text, source, maxItems) : ReadAddresses(text, maxItems) ?? ReadXml(text, source, maxItems);
        }
        catch (Exception fault) when (fault is System.Xml.XmlException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FeedFormatException($"The document cannot be read as a feed: {fault.Message}", fault);
        }
    }

    /// <summary>A sitemap of plain text has an address a line and nothing else (sitemaps.org, "Text file"); null for any other document.</summary>
    private static FeedDocument? ReadAddresses(string text, int maxItems)
    {
        if (!text.AsSpan().TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var lines = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.TrueForAll(lines, line => CanonicalUrl.TryParse(line, out _))
            ? new FeedDocument("", [.. lines.Take(maxItems).Select(line => new FeedItem(line, line, "", "", null, []))]) { ListsPages = true }
            : null;
    }

    private static FeedDocument ReadXml(string text, Uri source, int maxItems)
    {
        var document = XmlProlog.Strip(text);
        if (XmlProlog.IsHtml(document))
        {
            return FeedDiscovery.Find(text, source) is { } feed
                ? new FeedDocument("", []) { IsPage = true, MovedTo = feed }
                : throw new FeedFormatException("<html> is not the root of a feed, and the page names none.");
        }

        return XmlFeedReader.Read(document, source, maxItems);
    }
}
