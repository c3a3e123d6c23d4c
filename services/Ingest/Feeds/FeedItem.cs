namespace OnRecord.Ingest;

/// <summary>What a feed document says.</summary>
/// <param name="Title">The feed's own title, or empty.</param>
/// <param name="Items">In the document's order.</param>
public sealed record FeedDocument(string Title, IReadOnlyList<FeedItem> Items);

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
