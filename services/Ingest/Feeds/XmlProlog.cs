using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>
/// Takes off what stands before a document's root: the declaration (of whatever version of XML: the text is decoded already), comments,
/// a document type without entities, and what a server printed by mistake.
/// </summary>
internal static partial class XmlProlog
{
    private const int LongestJunk = 20_000;

    /// <summary>The text from its root element on; the text as it is where there is no element.</summary>
    /// <exception cref="FeedFormatException">The document type declares entities: they are not expanded, and nothing else needs them.</exception>
    public static string Strip(string text)
    {
        for (var at = 0; (at = text.IndexOf('<', at)) >= 0;)
        {
            if (Starts(text, at, "<!--"))
            {
                at = After(text, at, "-->");
            }
            else if (Starts(text, at, "<?"))
            {
                at = After(text, at, ">");
            }
            else if (Starts(text, at, "<!"))
            {
                at = AfterDocumentType(text, at);
            }
            else if (at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] == '_'))
            {
                // A warning in HTML before the feed is not the feed.
                var root = FeedRoot().Match(text, at, Math.Min(LongestJunk, text.Length - at));
                return text[(root.Success ? root.Index : at)..];
            }
            else
            {
                at++;
            }
        }

        return text;
    }

    /// <summary>Whether a document without its prolog is a web page.</summary>
    public static bool IsHtml(string document) => HtmlRoot().IsMatch(document);

    private static int AfterDocumentType(string text, int start)
    {
        var end = After(text, start, ">");
        var subset = text.IndexOf('[', start, end - start);
        if (subset >= 0)
        {
            var close = text.IndexOf(']', subset);
            end = close < 0 ? text.Length : After(text, close, ">");
        }

        return text.AsSpan(start, end - start).Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase)
            ? throw new FeedFormatException("The document type declaration (DTD) declares entities, which are not expanded.")
            : end;
    }

    private static bool Starts(string text, int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static int After(string text, int at, string mark)
    {
        var end = text.IndexOf(mark, at, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + mark.Length;
    }

    [GeneratedRegex(@"<(rss[\s>]|(\w+:)?RDF[\s>]|(\w+:)?feed\s[^<>]{0,400}xmlns|(\w+:)?(urlset|sitemapindex)[\s>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FeedRoot();

    [GeneratedRegex(@"^<(html|head|body|meta|title|div|p|h1|script|link)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlRoot();
}
