using AngleSharp.Html.Parser;

namespace OnRecord.Ingest;

/// <summary>Finds the feed that a page names in its head (RSS autodiscovery): &lt;link rel="alternate" type="application/rss+xml" href="…"&gt;.</summary>
internal static class FeedDiscovery
{
    private static readonly string[] Types =
    [
        "application/atom+xml", "application/rss+xml", "application/feed+json", "application/rdf+xml", "application/xml", "text/xml", "application/json",
    ];

    /// <summary>The first feed of the page that is not one of comments; null where it names none.</summary>
    /// <param name="html">The page.</param>
    /// <param name="source">Its address.</param>
    public static Uri? Find(string html, Uri source)
    {
        if (HtmlNesting.IsTooDeep(System.Text.Encoding.UTF8.GetBytes(html)))
        {
            return null;
        }

        using var page = new HtmlParser().ParseDocument(html);
        var root = page.QuerySelector("base[href]")?.GetAttribute("href") is { } stated && Uri.TryCreate(source, stated, out var moved) ? moved : source;
        var feeds = page.QuerySelectorAll("link[href]")
            .Where(link => HasWord(link.GetAttribute("rel"), "alternate") || HasWord(link.GetAttribute("rel"), "feed"))
            .Where(link => HasWord(link.GetAttribute("rel"), "feed") || Types.Contains(MediaType(link.GetAttribute("type")), StringComparer.OrdinalIgnoreCase))
            .Where(link => link.GetAttribute("href") is { } href && Uri.TryCreate(root, href.Trim(), out var url) && CanonicalUrl.TryParse(url.AbsoluteUri, out _))
            .ToList();
        var feed = feeds.Find(link => !$"{link.GetAttribute("title")} {link.GetAttribute("href")}".Contains("comment", StringComparison.OrdinalIgnoreCase)) ?? feeds.FirstOrDefault();
        return feed is null ? null : new Uri(root, feed.GetAttribute("href")!.Trim());
    }

    private static bool HasWord(string? list, string word) =>
        list?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(word, StringComparer.OrdinalIgnoreCase) == true;

    private static string MediaType(string? type) => (type ?? "").Split(';')[0].Trim();
}
