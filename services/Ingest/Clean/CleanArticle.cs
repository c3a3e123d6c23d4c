using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>An article after cleaning: what is stored, analysed and shown.</summary>
/// <param name="Title">Headline, or empty.</param>
/// <param name="Text">Headline paragraph, an empty line, then the body's paragraphs separated by empty lines.</param>
/// <param name="BodyStart">Where the body begins in <paramref name="Text"/> (UTF-16 units); 0 without a title.</param>
/// <param name="Authors">Names as given or as found in the byline.</param>
/// <param name="Outlet">Outlet, or empty.</param>
/// <param name="PublishedAt">What the client or the page states; null where neither does.</param>
/// <param name="Language">ISO 639-1 code, or "und".</param>
/// <param name="LanguageConfidence">0 to 1; 1 when the client stated the language.</param>
/// <param name="CanonicalUrl">The url that the page itself names as its own, or null.</param>
/// <param name="PageKind">What sort of page it came from.</param>
public sealed record CleanArticle(
    string Title,
    string Text,
    int BodyStart,
    IReadOnlyList<string> Authors,
    string Outlet,
    DateTimeOffset? PublishedAt,
    string Language,
    float LanguageConfidence,
    string? CanonicalUrl,
    PageKind PageKind)
{
    /// <summary>Running text, in UTF-16 units, that is enough for an article: less may be what stands around one.</summary>
    internal const int LeastText = 200;
}
