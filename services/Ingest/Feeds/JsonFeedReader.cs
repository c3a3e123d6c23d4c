using System.Text.Json;

namespace OnRecord.Ingest;

/// <summary>JSON Feed, versions 1 and 1.1. Values of the wrong type are read where their sense is plain, and left out where it is not.</summary>
internal static class JsonFeedReader
{
    public static FeedDocument Read(string text, Uri source, int maxItems)
    {
        var feed = LenientJson.Read(text, out var state)[0];
        if (feed.ValueKind != JsonValueKind.Object || !feed.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array
            || !(Text(feed, "version").Contains("jsonfeed.org/version/", StringComparison.OrdinalIgnoreCase) || items.EnumerateArray().Any(IsEntry)))
        {
            throw new FeedFormatException("The JSON document is not a JSON Feed.");
        }

        var language = Text(feed, "language");
        var dayFirst = WrittenTime.IsDayFirst(language, source.Host);
        var authors = Authors(feed);
        // An entry that the document breaks off in will come again, whole.
        var whole = items.GetArrayLength() - (state == JsonState.Cut ? 1 : 0);
        if (state != JsonState.Sound && whole <= 0)
        {
            throw new FeedFormatException("The document cannot be read as a feed: its JSON is broken.");
        }

        return new FeedDocument(
            FeedText.Headline(Text(feed, "title")),
            [
                .. items.EnumerateArray().Take(whole).Where(item => item.ValueKind == JsonValueKind.Object).Take(maxItems)
                    .Select(item => Read(item, authors, source, dayFirst)).Where(item => item.Key.Length > 0),
            ])
        {
            Language = language.Length >= 2 ? language[..2].ToLowerInvariant() : "",
            Repair = state == JsonState.Sound ? "" : state == JsonState.Cut ? "The JSON breaks off and was read as far as it goes." : "The JSON is broken and was repaired.",
            Hub = Elements(feed, "hubs").Where(hub => Text(hub, "type").Equals("WebSub", StringComparison.OrdinalIgnoreCase))
                .Select(hub => Absolute(Text(hub, "url"), source)).FirstOrDefault(hub => hub.Length > 0) ?? "",
        };
    }

    private static FeedItem Read(JsonElement item, IReadOnlyList<string> feedAuthors, Uri source, bool dayFirst)
    {
        var link = Absolute(Text(item, "url"), source) is { Length: > 0 } url ? url : Absolute(Text(item, "external_url"), source);
        var (id, title) = (Text(item, "id"), FeedText.Headline(Text(item, "title")));
        var own = Authors(item);
        return new FeedItem(
            id.Length > 0 ? id : link.Length > 0 ? link : title, link, title,
            First(Text(item, "content_html"), Text(item, "content_text"), Text(item, "summary")),
            WrittenTime.Parse(Text(item, "date_published"), dayFirst) ?? WrittenTime.Parse(Text(item, "date_modified"), dayFirst),
            own.Count > 0 ? own : feedAuthors);
    }

    /// <summary>Whether a value is what JSON Feed calls an item; that tells a feed which does not say what it is.</summary>
    private static bool IsEntry(JsonElement item) =>
        Text(item, "id").Length + Text(item, "url").Length > 0 && Text(item, "content_html").Length + Text(item, "content_text").Length > 0;

    /// <summary>"authors" of version 1.1, and "author" of version 1.</summary>
    private static IReadOnlyList<string> Authors(JsonElement holder) => FeedText.Authors(
        Elements(holder, "authors").Concat(Elements(holder, "author")).Select(author => author.ValueKind == JsonValueKind.String ? author.GetString()! : Text(author, "name")));

    /// <summary>The elements of a list; one value stands for a list of it.</summary>
    private static List<JsonElement> Elements(JsonElement holder, string name) =>
        holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : value.ValueKind is JsonValueKind.Object or JsonValueKind.String ? [value]
        : [];

    /// <summary>A value as text: some feeds number their items, and a headline may be a year.</summary>
    private static string Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            ? value.ToString() : "";

    private static string Absolute(string link, Uri source) =>
        link.Length > 0 && Uri.TryCreate(source, FeedText.Address(link, source), out var url) && CanonicalUrl.TryParse(url.AbsoluteUri, out _) ? url.AbsoluteUri : "";

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }
}
