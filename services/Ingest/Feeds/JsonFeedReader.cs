using System.Text.Json;
using System.Text.Json.Serialization;

namespace OnRecord.Ingest;

/// <summary>JSON Feed, versions 1 and 1.1.</summary>
internal static class JsonFeedReader
{
    public static FeedDocument Read(string text, Uri source, int maxItems)
    {
        var feed = JsonSerializer.Deserialize<Feed>(text);
        if (feed?.Version?.StartsWith("https://jsonfeed.org/version/", StringComparison.Ordinal) != true || feed.Items is null)
        {
            throw new FeedFormatException("The JSON document is not a JSON Feed.");
        }

        var items = feed.Items.Take(maxItems).Select(item => Read(item, feed, source)).Where(item => item.Key.Length > 0);
        return new FeedDocument(PlainText.Line(feed.Title ?? ""), [.. items]);
    }

    private static FeedItem Read(Item item, Feed feed, Uri source)
    {
        var link = item.Url is { Length: > 0 } && Uri.TryCreate(source, item.Url, out var url) && CanonicalUrl.TryParse(url.AbsoluteUri, out _)
            ? url.AbsoluteUri : "";
        // An id should be a string, but some feeds number their items.
        var id = item.Id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? item.Id.ToString() : "";
        var authors = item.Authors ?? feed.Authors ?? [];
        return new FeedItem(
            id.Length > 0 ? id : link, link, PlainText.Line(item.Title ?? ""),
            item.ContentHtml ?? item.ContentText ?? item.Summary ?? "", FeedText.ParseTime(item.DatePublished),
            [.. authors.Select(author => PlainText.Line(author.Name ?? "")).Where(name => name.Length > 0)]);
    }

    private sealed record Feed(
        [property: JsonPropertyName("version")] string? Version,
        [property: JsonPropertyName("title")] string? Title,
        [property: JsonPropertyName("authors")] IReadOnlyList<Author>? Authors,
        [property: JsonPropertyName("items")] IReadOnlyList<Item>? Items);

    private sealed record Item(
        [property: JsonPropertyName("id")] JsonElement Id,
        [property: JsonPropertyName("url")] string? Url,
        [property: JsonPropertyName("title")] string? Title,
        [property: JsonPropertyName("content_html")] string? ContentHtml,
        [property: JsonPropertyName("content_text")] string? ContentText,
        [property: JsonPropertyName("summary")] string? Summary,
        [property: JsonPropertyName("date_published")] string? DatePublished,
        [property: JsonPropertyName("authors")] IReadOnlyList<Author>? Authors);

    private sealed record Author([property: JsonPropertyName("name")] string? Name);
}
