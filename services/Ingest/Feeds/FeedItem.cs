namespace OnRecord.Ingest;

/// <summary>What a feed document says.</summary>
/// <param name="Title">The feed's own title, or empty.</param>
/// <param name="Items">In the document's order.</param>
public sealed record FeedDocument(string Title, IReadOnlyList<FeedItem> Items)
{
    /// <summary>ISO 639-1 code of the language that the feed states, or empty.</summary>
    public string Language { get; init; } = "";

    /// <summary>Address of the WebSub hub that the feed offers, absolute, or empty.</summary>
    public string Hub { get; init; } = "";

    /// <summary>Where the feed says that it has moved to, or, for a page that is no feed, where the page says that its feed is; null for neither.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Whether it is a page that only names its feed.</summary>
    public bool IsPage { get; init; }

    /// <summary>The sitemaps that a sitemap index lists, newest first.</summary>
    public IReadOnlyList<Uri> Sitemaps { get; init; } = [];

    /// <summary>Whether its entries are addresses of pages and carry no text (a sitemap).</summary>
    public bool ListsPages { get; init; }

    /// <summary>What had to be repaired to read it; empty where it was sound.</summary>
    public string Repair { get; init; } = "";
}

/// <summary>One entry of a feed.</summary>
/// <param name="Key">What names the entry within its feed: its id, else its link, else its title.</param>
/// <param name="Link">Address of the article's page, absolute, or empty.</param>
/// <param name="Title">Headline, plain text.</param>
/// <param name="Content">The longest text that the entry carries, html or plain; may be empty.</param>
/// <param name="PublishedAt">As stated; null where absent or unreadable.</param>
/// <param name="Authors">Names.</param>
public sealed record FeedItem(
    string Key, string Link, string Title, string Content, DateTimeOffset? PublishedAt, IReadOnlyList<string> Authors);

/// <summary>A document that is no feed, or one that may not be read.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What the reader said.</param>
public sealed class FeedFormatException(string message, Exception? inner = null) : Exception(message, inner);
