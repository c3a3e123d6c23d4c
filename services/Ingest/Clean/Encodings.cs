using System.Text;
using System.Text.Unicode;
using AngleSharp.Text;

namespace OnRecord.Ingest;

/// <summary>
/// The encodings that pages and feeds name, by the labels of the WHATWG Encoding Standard: as browsers do, "ISO-8859-1" is read as
/// windows-1252, so the bytes 0x93 and 0x94 are quotation marks and no control characters.
/// </summary>
internal static class Encodings
{
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
}
