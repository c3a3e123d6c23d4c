using System.Text.Json;

namespace OnRecord.Ingest;

/// <summary>Reads a feed of any supported format: RSS 2.0 (and its elders), RDF, Atom, JSON Feed, news sitemap.</summary>
public static class FeedParser
{
    /// <summary>Reads a feed document.</summary>
    /// <param name="body">The bytes as fetched.</param>
    /// <param name="charset">Charset of the Content-Type header, if any.</param>
    /// <param name="source">Address that relative links are resolved against.</param>
    /// <param name="maxItems">Entries read; the rest is left.</param>
    /// <exception cref="FeedFormatException">It is no feed, has a document type declaration, or is nested too deeply.</exception>
    public static FeedDocument Parse(byte[] body, string? charset, Uri source, int maxItems)
    {
        var text = FeedText.Decode(body, charset);
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
        {
            throw new FeedFormatException("The document is empty.");
        }

        try
        {
            return start[0] == '{' ? JsonFeedReader.Read(text, source, maxItems) : XmlFeedReader.Read(text, source, maxItems);
        }
        catch (Exception fault) when (fault is System.Xml.XmlException or JsonException or InvalidOperationException)
        {
            throw new FeedFormatException($"The document cannot be read as a feed: {fault.Message}", fault);
        }
    }
}
