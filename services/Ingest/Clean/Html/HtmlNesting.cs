using System.Collections.Frozen;

namespace OnRecord.Ingest;

/// <summary>
/// Measures how deep a page is nested, before it is parsed: by the HTML standard each element may have to walk all open ones, so
/// a megabyte of nothing but opening tags would keep a parser busy for minutes.
/// </summary>
internal static class HtmlNesting
{
    /// <summary>Far above any page that people wrote, tags inside scripts and forgotten closing tags included.</summary>
    private const int MaxDepth = 2_000;

    /// <summary>Elements that need no closing tag do not count.</summary>
    private static readonly FrozenSet<string> SelfClosing = FrozenSet.ToFrozenSet(
        [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup",
            "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt", "html", "head", "body", "path", "use", "circle", "rect", "g",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether more elements are open at a time than any real page has. One pass over the bytes, no memory.</summary>
    public static bool IsTooDeep(ReadOnlySpan<byte> html)
    {
        var names = SelfClosing.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> name = stackalloc char[12];
        var depth = 0;
        while (true)
        {
            var tag = html.IndexOf((byte)'<');
            if (tag < 0 || tag + 1 >= html.Length)
            {
                return false;
            }

            html = html[(tag + 1)..];
            var closes = html[0] == (byte)'/';
            var length = ReadName(html[(closes ? 1 : 0)..], name);
            if (length == 0 || names.Contains(name[..length]))
            {
                continue;
            }

            depth = closes ? Math.Max(0, depth - 1) : depth + 1;
            if (depth > MaxDepth)
            {
                return true;
            }
        }
    }

    private static int ReadName(ReadOnlySpan<byte> html, Span<char> name)
    {
        var length = 0;
        foreach (var unit in html)
        {
            if (!char.IsAsciiLetterOrDigit((char)unit) || length == name.Length)
            {
                break;
            }

            name[length++] = (char)unit;
        }

        return length;
    }
}
