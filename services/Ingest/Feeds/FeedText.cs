using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>Texts in feeds, which follow the rules only roughly.</summary>
internal static partial class FeedText
{
    private const int DeclarationLength = 200;
    private const int LongestAuthor = 500;
    private const int MostEscapes = 2;

    // Not backtracking: an opening tag without its end must not cost a walk to the end of the text each time.
    private static readonly Regex Hidden = new(
        "<(script|style|noscript|figure|iframe)[\\s>].*?</(script|style|noscript|figure|iframe)\\s*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>What is a tag, and not a sentence with a mark in it ("a &lt;b and c&gt; d"): a name alone, or one with an attribute that has a value.</summary>
    private static readonly Regex Tag = new(
        "</?[A-Za-z][A-Za-z0-9:-]*\\s*/?>|<[A-Za-z][A-Za-z0-9:-]*\\s[^<>]*=[^<>]*>|<(video|audio|input|option|td|th|script|ol|hr|p)\\s[^<>]*>|<![^<>]*>",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>
    /// Bytes to text: byte order mark, then what the bytes themselves show, then the header's charset, then the XML declaration, then
    /// UTF-8, or windows-1252 where they are none. Bytes that are no text in that encoding become U+FFFD, and characters that XML does not
    /// know are dropped.
    /// </summary>
    public static string Decode(byte[] body, string? charset)
    {
        var encoding = Encodings.IsSurelyUtf8(body) ? Encoding.UTF8 : Wide(body) ?? Encodings.Of(body, Encodings.Find(charset) ?? Declared(body), Declared(body));
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

        content = SectionMark().Replace(content, "");
        // Markup that was escaped once more than it should have been.
        if (!content.Contains('<', StringComparison.Ordinal) && EscapedMarkup().IsMatch(content))
        {
            content = WebUtility.HtmlDecode(content);
        }

        // No tree is built: what a feed carries is not worth trusting with one, and every step here takes linear time.
        var text = Hidden.Replace(content, " ");
        text = BlockEdge().Replace(text, "\n\n");
        return WebUtility.HtmlDecode(Tag.Replace(text, ""));
    }

    /// <summary>A title to one line of plain text. "Cost &lt; 5m", however often it was escaped, keeps its mark.</summary>
    public static string Headline(string title)
    {
        var text = ToPlainText(title).ReplaceLineEndings(" ");
        for (var again = 0; again < MostEscapes && Reference().IsMatch(text); again++)
        {
            text = WebUtility.HtmlDecode(text);
        }

        return PlainText.Line(text);
    }

    /// <summary>An address as it was meant: without line breaks, with its ampersands, with a scheme where it begins with "www.".</summary>
    public static string Address(string link, Uri source)
    {
        var address = Ampersand().Replace(LineBreak().Replace(link.Trim(), ""), "&");
        return address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? $"{source.Scheme}://{address}" : address;
    }

    /// <summary>The names in author elements, each once.</summary>
    public static IReadOnlyList<string> Authors(IEnumerable<string> texts) => AuthorNames.Of(texts.Select(Author));

    /// <summary>The name in an author element: "ada@courier.example (Ada Quill)" and "Ada Quill &lt;ada@courier.example&gt;" are Ada Quill; an address alone is no name.</summary>
    public static string Author(string text)
    {
        var name = PlainText.Line(WebUtility.HtmlDecode(text[..Math.Min(text.Length, LongestAuthor)]));
        if (!name.Contains('@', StringComparison.Ordinal))
        {
            return name;
        }

        return NameInBrackets().Match(name) is { Success: true } match ? match.Groups["name"].Value.Trim()
            : MailAddress().Replace(name, "").Trim(' ', ',', '"', '(', ')');
    }

    /// <summary>Two bytes a character, without a mark that says so: the first one is "&lt;" (XML 1.0, appendix F).</summary>
    private static Encoding? Wide(byte[] body) => body switch
    {
        [(byte)'<', 0, ..] => Encoding.Unicode,
        [0, (byte)'<', ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>The encoding of the XML declaration.</summary>
    private static Encoding? Declared(byte[] body)
    {
        var beginning = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, DeclarationLength));
        return Declaration().Match(beginning) is { Success: true } match ? Encodings.Find(match.Groups[1].Value) : null;
    }

    [GeneratedRegex("""<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"<!\[CDATA\[|\]\]>|&lt;!\[CDATA\[|\]\]&gt;", RegexOptions.CultureInvariant)]
    private static partial Regex SectionMark();

    [GeneratedRegex("&(#[0-9]{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s*[\r\n\t]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LineBreak();

    [GeneratedRegex("&(amp|#0*38|#x0*26);", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ampersand();

    [GeneratedRegex("[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]")]
    private static partial Regex NotXml();

    [GeneratedRegex("</?(p|div|br|li|ul|ol|h[1-6]|blockquote|tr|section)\\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockEdge();

    [GeneratedRegex("&lt;/?(p|br|div|b|i|em|strong|a|span|ul|li|h[1-6])(\\s[^<>]{0,300}?)?/?&gt;", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedMarkup();

    [GeneratedRegex(@"\S+@\S+\s*\((?<name>[^()@]+)\)")]
    private static partial Regex NameInBrackets();

    [GeneratedRegex(@"[<(]?\S+@\S+[>)]?")]
    private static partial Regex MailAddress();
}
