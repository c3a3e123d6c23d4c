using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>Texts and times in feeds, which follow the rules only roughly.</summary>
internal static partial class FeedText
{
    private const int DeclarationLength = 200;

    private static readonly Dictionary<string, string> ZoneNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+0000",
        ["UTC"] = "+0000",
        ["GMT"] = "+0000",
        ["Z"] = "+0000",
        ["EST"] = "-0500",
        ["EDT"] = "-0400",
        ["CST"] = "-0600",
        ["CDT"] = "-0500",
        ["MST"] = "-0700",
        ["MDT"] = "-0600",
        ["PST"] = "-0800",
        ["PDT"] = "-0700",
        ["BST"] = "+0100",
        ["CET"] = "+0100",
        ["CEST"] = "+0200",
    };

    private static readonly string[] Rfc822 =
    [
        "d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm zzz", "d MMM yy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss", "d MMM yyyy",
    ];

    // Not backtracking: an opening tag without its end must not cost a walk to the end of the text each time.
    private static readonly Regex Hidden = new(
        "<(script|style|noscript|figure|iframe)[\\s>].*?</(script|style|noscript|figure|iframe)\\s*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    static FeedText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// Bytes to text: byte order mark, then the header's charset, then the XML declaration, then UTF-8. Bytes that are no text in
    /// that encoding become U+FFFD, and characters that XML does not know are dropped.
    /// </summary>
    public static string Decode(byte[] body, string? charset)
    {
        var encoding = Named(charset) ?? Named(Declared(body)) ?? Encoding.UTF8;
        using var reader = new StreamReader(new MemoryStream(body, writable: false), encoding, detectEncodingFromByteOrderMarks: true);
        return NotXml().Replace(reader.ReadToEnd(), "");
    }

    /// <summary>Html or plain text to paragraphs separated by empty lines.</summary>
    public static string ToPlainText(string content)
    {
        if (!content.Contains('<', StringComparison.Ordinal) && !content.Contains('&', StringComparison.Ordinal))
        {
            return content;
        }

        // No tree is built: what a feed carries is not worth trusting with one, and every step here takes linear time.
        var text = Hidden.Replace(content, " ");
        text = BlockEdge().Replace(text, "\n\n");
        return WebUtility.HtmlDecode(Tag().Replace(text, ""));
    }

    /// <summary>A time as RSS (RFC 822, with the usual slips) or Atom (RFC 3339) write it; null when it is neither.</summary>
    public static DateTimeOffset? ParseTime(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 60)
        {
            return null;
        }

        var culture = CultureInfo.InvariantCulture;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var trimmed = text.Trim();
        if (char.IsAsciiDigit(trimmed[0]) && trimmed.Contains('-', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(trimmed, culture, Styles, out var iso))
        {
            return iso;
        }

        var afterDay = trimmed[(trimmed.IndexOf(',', StringComparison.Ordinal) + 1)..].Trim();
        var lastSpace = afterDay.LastIndexOf(' ');
        if (lastSpace > 0 && ZoneNames.TryGetValue(afterDay[(lastSpace + 1)..], out var offset))
        {
            afterDay = $"{afterDay[..lastSpace]} {offset}";
        }

        return DateTimeOffset.TryParseExact(Numeric().Replace(afterDay, "$1$2:$3"), Rfc822, culture, Styles, out var rfc) ? rfc : null;
    }

    private static string? Declared(byte[] body)
    {
        var beginning = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, DeclarationLength));
        return Declaration().Match(beginning) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static Encoding? Named(string? charset)
    {
        if (string.IsNullOrEmpty(charset))
        {
            return null;
        }

        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")]
    private static partial Regex Declaration();

    [GeneratedRegex("[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]")]
    private static partial Regex NotXml();

    [GeneratedRegex("</?(p|div|br|li|ul|ol|h[1-6]|blockquote|tr|section)\\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockEdge();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"([+-])(\d\d):?(\d\d)$")]
    private static partial Regex Numeric();
}
