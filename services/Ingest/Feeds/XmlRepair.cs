using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html;

namespace OnRecord.Ingest;

/// <summary>
/// Brings a broken XML document into a well-formed shape, so that one slip in one entry does not cost the others: bare ampersands and
/// angle brackets, names of characters that only HTML knows, elements left open or closed in the wrong order, sections and comments without their end, attributes without
/// quotes, prefixes that nobody declared, text after the end. The result goes through the same reader, with the same limits, as a
/// sound document.
/// </summary>
/// <remarks>One pass over the text and no recursion; what comes out is at most a few times as long as what went in.</remarks>
internal sealed partial class XmlRepair
{
    private const int LongestEntityName = 32;
    private const string SectionBegins = "<![CDATA[";
    private const string SectionEnds = "]]>";

    /// <summary>Prefixes as feeds use them; another one gets a name space of its own.</summary>
    private static readonly Dictionary<string, string> KnownPrefixes = new(StringComparer.Ordinal)
    {
        ["atom"] = FeedNamespaces.Atom,
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["dc"] = FeedNamespaces.DublinCore,
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["news"] = "http://www.google.com/schemas/sitemap-news/0.9",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    };

    /// <summary>Elements of a feed that hold one line of text and no other element of a feed.</summary>
    private static readonly HashSet<string> ShortLeaves = new(StringComparer.OrdinalIgnoreCase) { "title", "link", "guid", "pubDate", "id", "updated", "published", "category" };

    private static readonly HashSet<string> LongLeaves = new(StringComparer.OrdinalIgnoreCase) { "description", "summary", "content", "author" };

    private readonly string _text;
    private readonly StringBuilder _out;
    private readonly List<Open> _open = [];
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal) { "xml" };
    private readonly HashSet<string> _undeclared = new(StringComparer.Ordinal);
    private int _at;
    private int _rootTagEnd = -1;
    private int _sectionEnd = -1;
    private bool _commentsEnd = true;

    private XmlRepair(string text)
    {
        _text = text;
        _out = new StringBuilder(text.Length + (text.Length / 8));
    }

    /// <summary>The document, well-formed. An entry that the text ends in the middle of is left out: it will come again, whole.</summary>
    /// <param name="text">A document that begins with its root element.</param>
    /// <exception cref="FeedFormatException">It is nested too deeply.</exception>
    public static string Repair(string text)
    {
        var repair = new XmlRepair(text);
        repair.Run();
        return repair._out.ToString();
    }

    private void Run()
    {
        while (_at < _text.Length)
        {
            var tag = _text.IndexOf('<', _at);
            if (tag < 0)
            {
                tag = _text.Length;
            }

            AppendText(_text.AsSpan(_at, tag - _at));
            _at = tag;
            if (_at < _text.Length && !ReadMarkup())
            {
                break;
            }
        }

        if (_open.FindLastIndex(open => open.IsEntry) is >= 0 and var cut)
        {
            _out.Length = _open[cut].Start;
            _open.RemoveRange(cut, _open.Count - cut);
        }

        CloseTo(0);
        if (_rootTagEnd >= 0)
        {
            _out.Insert(_rootTagEnd, string.Concat(_undeclared.Except(_declared).Select(prefix =>
                $" xmlns:{prefix}=\"{KnownPrefixes.GetValueOrDefault(prefix, "urn:undeclared:" + prefix)}\"")));
        }
    }

    /// <summary>Reads what begins with an angle bracket; false at the end of the root.</summary>
    private bool ReadMarkup()
    {
        if (Starts("<!--"))
        {
            _at = AfterComment();
        }
        else if (SectionStart().Match(_text, _at) is { Success: true } section)
        {
            ReadCharacterData(_at + section.Length);
        }
        else if (Starts("<?"))
        {
            _at = After(">");
        }
        else if (Starts("<!"))
        {
            _at = After(">");
        }
        else if (ClosingTag().Match(_text, _at) is { Success: true } closing && IsTag(closing))
        {
            _at += closing.Length;
            var index = _open.FindLastIndex(open => open.Written.Equals(closing.Groups["name"].Value, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                CloseTo(index);
                return index > 0;
            }
        }
        else if (OpeningTag().Match(_text, _at) is { Success: true } opening && IsTag(opening))
        {
            _at += opening.Length;
            OpenElement(opening);
        }
        else
        {
            // "profit < 5m": no tag at all.
            AppendText("<");
            _at++;
        }

        return true;
    }

    /// <summary>"a &lt; b" is no tag; with a blank before it only a name that feeds know is one.</summary>
    private static bool IsTag(Match tag) =>
        tag.Groups["gap"].Length == 0 || ShortLeaves.Contains(tag.Groups["name"].Value) || LongLeaves.Contains(tag.Groups["name"].Value)
        || tag.Groups["name"].Value is "item" or "entry" or "channel" or "rss" or "feed";

    private void OpenElement(Match tag)
    {
        var written = tag.Groups["name"].Value;
        var local = written[(written.LastIndexOf(':') + 1)..];
        var isEntry = local.ToLowerInvariant() is "item" or "entry";
        if (isEntry && _open.FindLastIndex(open => open.Written.Equals(written, StringComparison.OrdinalIgnoreCase)) is >= 0 and var unclosed)
        {
            CloseTo(unclosed);
        }

        else if (_open.Count > 0 && ShortLeaves.Contains(_open[^1].Written) && (ShortLeaves.Contains(written) || LongLeaves.Contains(written)))
        {
            // A title holds no description: it was left open.
            CloseTo(_open.Count - 1);
        }

        var name = QName(written);
        var start = _out.Length;
        _out.Append('<').Append(name);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = tag.Groups["attribute"].Captures;
        var values = tag.Groups["value"].Captures;
        for (var at = 0; at < names.Count; at++)
        {
            var value = values[at].Value;
            value = value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
            AppendAttribute(names[at].Value, value, seen);
        }

        if (_rootTagEnd < 0)
        {
            _rootTagEnd = _out.Length;
        }

        if (tag.Groups["empty"].Length > 0 || IsVoid(written))
        {
            _out.Append("/>");
            return;
        }

        if (_open.Count >= XmlFeedReader.MaxDepth)
        {
            throw XmlFeedReader.TooDeep();
        }

        _out.Append('>');
        _open.Add(new Open(written, name, isEntry, start));
    }

    private void AppendAttribute(string written, string value, HashSet<string> seen)
    {
        if (written.StartsWith("xmlns:", StringComparison.Ordinal))
        {
            if (value.Length == 0 || written is "xmlns:xml" or "xmlns:xmlns")
            {
                return;
            }

            // Only what the root declares holds everywhere; elsewhere the declaration stays where it is and the root gets one more.
            if (_rootTagEnd < 0)
            {
                _declared.Add(written["xmlns:".Length..]);
            }
        }

        var name = written.StartsWith("xmlns", StringComparison.Ordinal) ? written : QName(written);
        if (!seen.Add(name))
        {
            return;
        }

        _out.Append(' ').Append(name).Append("=\"");
        AppendEscaped(value, inAttribute: true);
        _out.Append('"');
    }

    /// <summary>A name with at most one colon, whose prefix will be declared.</summary>
    private string QName(string written)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return written;
        }

        var (prefix, local) = (written[..colon], written[(colon + 1)..].Replace(':', '_'));
        if (!NameStart().IsMatch(prefix) || !NameStart().IsMatch(local))
        {
            return written.Replace(':', '_');
        }

        if (!_declared.Contains(prefix))
        {
            _undeclared.Add(prefix);
        }

        return $"{prefix}:{local}";
    }

    /// <summary>
    /// A character data section becomes escaped text. One without an end goes as far as its element, and so does one whose element ends
    /// before the next section begins: the end that comes then is that section's.
    /// </summary>
    private void ReadCharacterData(int start)
    {
        var end = SectionEnd(start);
        var inner = _text.AsSpan(start, end - start).IndexOf(SectionBegins, StringComparison.Ordinal);
        var within = inner < 0 ? end : start + inner;
        if ((end == _text.Length || inner >= 0) && _open.Count > 0
            && _text.AsSpan(start, within - start).IndexOf($"</{_open[^1].Written}", StringComparison.OrdinalIgnoreCase) is >= 0 and var close)
        {
            _at = start + close;
            AppendSection(BrokenEnd().Replace(_text[start.._at], ""));
            return;
        }

        _at = Math.Min(_text.Length, end + SectionEnds.Length);
        AppendSection(_text[start..end].Replace(SectionBegins, "", StringComparison.Ordinal));
        // Sections do not nest, but some who write them think so.
        while (inner >= 0 && Starts(SectionEnds))
        {
            _at += SectionEnds.Length;
        }
    }

    /// <summary>Where the next section ends, or the text. Found once for all sections before it: a document of nothing but beginnings must not cost a walk each.</summary>
    private int SectionEnd(int start)
    {
        if (_sectionEnd < start)
        {
            var end = _text.IndexOf(SectionEnds, start, StringComparison.Ordinal);
            _sectionEnd = end < 0 ? _text.Length : end;
        }

        return _sectionEnd;
    }

    private void AppendSection(string text)
    {
        if (_open.Count > 0)
        {
            foreach (var unit in text)
            {
                AppendLiteral(unit);
            }
        }
    }

    /// <summary>Where a comment ends: at two dashes and a bracket, with a blank between them too; a comment without an end is no more than a tag.</summary>
    private int AfterComment()
    {
        if (_commentsEnd && CommentEnd().Match(_text, _at + "<!--".Length) is { Success: true } end)
        {
            return end.Index + end.Length;
        }

        _commentsEnd = false;
        return After(">");
    }

    private void AppendText(ReadOnlySpan<char> text)
    {
        if (_open.Count > 0)
        {
            AppendEscaped(text, inAttribute: false);
        }
    }

    private void AppendEscaped(ReadOnlySpan<char> text, bool inAttribute)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '&' && ReadReference(text[at..]) is { Length: > 0 } reference)
            {
                foreach (var unit in reference.Text)
                {
                    AppendLiteral(unit);
                }

                at += reference.Length - 1;
            }
            else if (inAttribute && text[at] == '"')
            {
                _out.Append("&quot;");
            }
            else
            {
                AppendLiteral(text[at]);
            }
        }
    }

    private void AppendLiteral(char unit) => _ = unit switch
    {
        '&' => _out.Append("&amp;"),
        '<' => _out.Append("&lt;"),
        '>' => _out.Append("&gt;"),
        _ => _out.Append(unit),
    };

    /// <summary>Reads a character reference of XML or HTML; length 0 where the ampersand stands for itself.</summary>
    private static (string Text, int Length) ReadReference(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, LongestEntityName)].IndexOf(';');
        if (end < 2)
        {
            return ("", 0);
        }

        var name = text[1..end];
        if (name[0] == '#')
        {
            var isHex = name.Length > 1 && name[1] is 'x' or 'X';
            var isNumber = isHex
                ? int.TryParse(name[2..], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)
                : int.TryParse(name[1..], System.Globalization.NumberStyles.None, null, out code);
            return !isNumber ? ("", 0)
                : code is 9 or 10 or 13 or (>= 32 and < 0xD800) or (> 0xDFFF and < 0xFFFE) or (> 0xFFFF and <= 0x10FFFF) ? (char.ConvertFromUtf32(code), end + 1)
                : ("\uFFFD", end + 1);
        }

        return HtmlEntityProvider.Resolver.GetSymbol($"{name};") is { Length: > 0 } symbol ? (symbol, end + 1) : ("", 0);
    }

    private void CloseTo(int index)
    {
        for (var at = _open.Count - 1; at >= index; at--)
        {
            _out.Append("</").Append(_open[at].Name).Append('>');
        }

        _open.RemoveRange(index, _open.Count - index);
    }

    private bool Starts(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    private int After(string mark)
    {
        var end = _text.IndexOf(mark, _at, StringComparison.Ordinal);
        return end < 0 ? _text.Length : end + mark.Length;
    }

    /// <summary>Elements of HTML that are never closed, where a feed holds markup without escaping it.</summary>
    private static bool IsVoid(string name) => name.ToLowerInvariant() is "br" or "hr" or "img" or "wbr" or "input" or "embed";

    [GeneratedRegex(@"\G<(?<gap> ?)/(?<gap> ?)(?<name>[A-Za-z_][\w:.-]*)[^<>]*>?", RegexOptions.CultureInvariant)]
    private static partial Regex ClosingTag();

    [GeneratedRegex(@"\G<! ?\[ ?CDATA ?\[", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SectionStart();

    /// <summary>"]]", "]>" and "]] >" where "]]>" was meant.</summary>
    [GeneratedRegex(@"\](?:\] ?>?|>)$", RegexOptions.CultureInvariant)]
    private static partial Regex BrokenEnd();

    [GeneratedRegex("-- ?!?>", RegexOptions.CultureInvariant)]
    private static partial Regex CommentEnd();

    /// <summary>Atomic throughout: no input makes it walk a stretch twice. Words without values make no tag: "a &lt;b and c&gt; d".</summary>
    [GeneratedRegex(
        """\G<(?<gap> ?)(?<name>[A-Za-z_](?>[\w:.-]*))(?>(?>\s*)(?<attribute>[A-Za-z_:](?>[\w:.-]*))(?>\s*=\s*)(?<value>(?>"[^"]*"|'[^']*'|[^\s"'<>]+?(?=[\s<>]|/>|$)|)))*(?>\s*)(?<empty>/?)(?>\s*)(?:>|(?=<))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OpeningTag();

    [GeneratedRegex(@"^[A-Za-z_][\w.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NameStart();

    private readonly record struct Open(string Written, string Name, bool IsEntry, int Start);
}
