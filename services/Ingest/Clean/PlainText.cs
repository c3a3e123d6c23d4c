using System.Text;

namespace OnRecord.Ingest;

/// <summary>Brings any text into the one form that is stored: no control characters, no stray spaces, well-formed UTF-16.</summary>
public static class PlainText
{
    /// <summary>A text as paragraphs: separated by empty lines, or by single line ends where there is no empty line.</summary>
    public static List<string> Paragraphs(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var separatedByEmptyLines = lines.Any(line => line.Length > 0 && string.IsNullOrWhiteSpace(line)) || text.Contains("\n\n", StringComparison.Ordinal)
            || text.Contains("\r\n\r\n", StringComparison.Ordinal);
        var paragraphs = new List<string>();
        var open = new StringBuilder();
        foreach (var line in lines)
        {
            var clean = Line(line);
            if (clean.Length == 0 || !separatedByEmptyLines)
            {
                Close();
            }

            if (clean.Length > 0)
            {
                open.Append(open.Length > 0 ? " " : "").Append(clean);
            }
        }

        Close();
        return paragraphs;

        void Close()
        {
            if (open.Length > 0)
            {
                paragraphs.Add(open.ToString());
                open.Clear();
            }
        }
    }

    /// <summary>
    /// What browsers make of the control characters U+0080 to U+009F, which text only holds where windows-1252 was taken for ISO-8859-1
    /// (HTML standard, section 13.2.5.80): 0x93 is an opening quotation mark.
    /// </summary>
    private const string Windows1252 = "€\u0081‚ƒ„\u0085†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>One line: white space runs become one space, control and invisible characters go, lone surrogates become U+FFFD.</summary>
    public static string Line(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var unit = FromWindows(text[at]);
            if (char.IsWhiteSpace(unit) || unit == '\u00A0')
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                clean.Append(unit).Append(text[++at]);
            }
            else if (char.IsSurrogate(unit))
            {
                clean.Append('\uFFFD');
            }
            else if (!char.IsControl(unit) && unit is not ('\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or '\u00AD'))
            {
                clean.Append(unit);
            }
        }

        return clean.ToString().TrimEnd(' ');
    }

    private static char FromWindows(char unit) => unit is >= '\u0080' and <= '\u009F' ? Windows1252[unit - '\u0080'] : unit;
}
