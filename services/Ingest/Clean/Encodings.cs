using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using AngleSharp.Text;

namespace OnRecord.Ingest;

/// <summary>
/// The encodings that pages and feeds name, by the labels of the WHATWG Encoding Standard: as browsers do, "ISO-8859-1" is read as
/// windows-1252, so the bytes 0x93 and 0x94 are quotation marks and no control characters.
/// </summary>
internal static partial class Encodings
{
    private const int PageBeginning = 4_096;

    /// <summary>Bytes that are no UTF-8 in what is said to be UTF-8: so many are slips, which browsers show as U+FFFD; more are text in another encoding.</summary>
    private const int MostSlips = 5;

    // .NET knows the old encodings only when it is told to; without them every one of them would be read as UTF-8, in silence.
    static Encodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Makes the old encodings known to this process.</summary>
    public static void Register()
    {
        // The static constructor does it, once.
    }

    /// <summary>The encoding of a label, in any case; null where there is none.</summary>
    public static Encoding? Find(string? label)
    {
        var name = label?.Trim().Trim('"', '\'').ToLowerInvariant() ?? "";
        if (name.Length == 0)
        {
            return null;
        }

        if (TextEncoding.IsSupported(name))
        {
            return TextEncoding.Resolve(name);
        }

        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether bytes are UTF-8 beyond doubt: well-formed, with at least one character outside ASCII. Text in another encoding hardly
    /// ever looks like this, so it tells more than what a server or a document says of itself.
    /// </summary>
    public static bool IsSurelyUtf8(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) && Utf8.IsValid(bytes);

    /// <summary>
    /// The encoding to read bytes by: the first of those stated that they can be in, else windows-1252 where they are text of western
    /// Europe of which nothing was said, or that somebody sent as UTF-8 and that has more than a few bytes that are none, else UTF-8.
    /// </summary>
    /// <param name="bytes">Not surely UTF-8.</param>
    /// <param name="stated">What was said of them, most trusted first. One that could be read byte by byte is not written in two bytes a character, whatever it says.</param>
    public static Encoding Of(ReadOnlySpan<byte> bytes, params ReadOnlySpan<Encoding?> stated)
    {
        var isUtf8 = Utf8.IsValid(bytes);
        var isCalledUtf8 = false;
        foreach (var encoding in stated)
        {
            isCalledUtf8 |= encoding?.CodePage == Encoding.UTF8.CodePage;
            if (encoding is not null && encoding.GetByteCount("<") == 1 && (isUtf8 || encoding.CodePage != Encoding.UTF8.CodePage))
            {
                return encoding;
            }
        }

        return !isUtf8 && WesternBytes(bytes) > (isCalledUtf8 ? MostSlips : 0) ? Encoding.GetEncoding(1252) : Encoding.UTF8;
    }

    /// <summary>The encoding of a page where its bytes tell it: surely UTF-8, or text of western Europe whose page names no encoding that it can be in; null where the page is to be asked.</summary>
    public static Encoding? OfPage(ReadOnlySpan<byte> html) =>
        html.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || html.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? null
        : IsSurelyUtf8(html) ? Encoding.UTF8
        : Utf8.IsValid(html) ? null
        : Of(html, [.. NamedCharsets(html)]) is var encoding && encoding.CodePage == Encoding.UTF8.CodePage ? null : encoding;

    /// <summary>The encodings that a page names in its beginning.</summary>
    private static IEnumerable<Encoding> NamedCharsets(ReadOnlySpan<byte> html)
    {
        var beginning = Encoding.Latin1.GetString(html[..Math.Min(html.Length, PageBeginning)]);
        return Charset().Matches(beginning).Select(match => Find(match.Groups[1].Value)).OfType<Encoding>();
    }

    [GeneratedRegex("""<meta[^<>]*\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Charset();

    /// <summary>
    /// The bytes outside ASCII, where none of them is well-formed UTF-8 and all are marks or letters of windows-1252 (of its letters, ÿ is in no text that is met);
    /// 0 for anything else.
    /// </summary>
    private static int WesternBytes(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var at)
        {
            bytes = bytes[at..];
            if (bytes[0] is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D or 0xFF
                || (Rune.DecodeFromUtf8(bytes, out _, out _) == System.Buffers.OperationStatus.Done))
            {
                return 0;
            }

            count++;
            bytes = bytes[1..];
        }

        return count;
    }
}
