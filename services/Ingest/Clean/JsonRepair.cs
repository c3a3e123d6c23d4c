using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>
/// Brings JSON that somebody wrote by hand, or a script of another language printed, into a well-formed shape: strings in single, curly or no
/// quotation marks, missing commas, colons and brackets, members without a value, a value where the next one begins. The result goes through the same
/// reader, with the same limits, as sound JSON.
/// </summary>
/// <remarks>One pass and no recursion; what comes out is at most a few times as long as what went in.</remarks>
internal sealed partial class JsonRepair
{
    /// <summary>A longer word with a colon behind it is no name of a member.</summary>
    private const int LongestName = 60;

    /// <summary>Members of an article, in schema.org. Where one of them stands inside an author or a publisher, that one was left open.</summary>
    private static readonly HashSet<string> OfArticles = new(StringComparer.Ordinal)
    {
        "headline", "articleBody", "articleSection", "datePublished", "dateCreated", "dateModified", "mainEntityOfPage", "isAccessibleForFree", "publisher", "author",
    };

    private static readonly HashSet<string> Described = new(StringComparer.Ordinal) { "author", "creator", "publisher", "image", "logo", "mainEntityOfPage" };

    private readonly string _text;
    private readonly StringBuilder _out;
    private readonly StringBuilder _string = new();
    private readonly List<Open> _open = [];
    private State _state = State.Value;
    private string _name = "";
    private int _at;
    private (int From, int At) _lineEnd = (0, -1);
    private (int From, int At) _commentEnd = (0, -1);

    private JsonRepair(string text)
    {
        _text = text;
        _out = new StringBuilder(text.Length + 16);
    }

    /// <summary>The first value of a text, well-formed.</summary>
    /// <param name="text">What stands before its first bracket is passed over; wrappers of HTML are off.</param>
    /// <param name="maxDepth">Brackets inside one another, at most.</param>
    /// <param name="isCut">Whether the text ended inside the value, so that its last parts may be missing.</param>
    /// <exception cref="JsonException">It cannot be told what was meant, or it is nested too deeply.</exception>
    public static string Repair(string text, int maxDepth, out bool isCut)
    {
        var repair = new JsonRepair(text);
        repair.Start(maxDepth);
        repair.Run(maxDepth);
        isCut = repair._open.Count > 0;
        repair.CloseTo(0);
        return repair._out.ToString();
    }

    /// <summary>Whether what follows a value begins with a comma and a member: the bracket before was one too many.</summary>
    public static bool GoesOn(string rest) => Further().IsMatch(rest);

    /// <summary>Goes to the first bracket, or opens the one that is missing before the name of a member.</summary>
    private void Start(int maxDepth)
    {
        SkipBlanks();
        if (_at < _text.Length && IsMark(_text[_at]) && MemberAt(_at))
        {
            Begin(isObject: true, maxDepth);
            return;
        }

        var first = _text.AsSpan(_at).IndexOfAny('{', '[');
        if (first < 0)
        {
            throw new JsonException("There is no bracket.");
        }

        _at += first + 1;
        Begin(_text[_at - 1] == '{', maxDepth);
    }

    private void Run(int maxDepth)
    {
        while (_open.Count > 0)
        {
            SkipBlanks();
            if (_at == _text.Length)
            {
                return;
            }

            switch (_text[_at])
            {
                case '{' or '[':
                    Begin(_text[_at++] == '{', maxDepth);
                    break;
                case '}' or ']':
                    End(_text[_at++] == '}');
                    break;
                case ',' or ';':
                    _at++;
                    EndMember();
                    break;
                case ':' when _state == State.Colon:
                    _at++;
                    _out.Append(':');
                    _state = State.Value;
                    break;
                case ':':
                    throw new JsonException("A colon stands behind a value.");
                case var mark when IsMark(mark):
                    ReadString(mark);
                    break;
                default:
                    ReadWord();
                    break;
            }
        }
    }

    private void Begin(bool isObject, int maxDepth)
    {
        if (_open.Count > 0 && _open[^1].IsObject && _state == State.Next)
        {
            throw new JsonException("A value has no name.");
        }

        if (_open.Count >= maxDepth)
        {
            throw new JsonException("It is nested too deeply.");
        }

        BeforeValue();
        _out.Append(isObject ? '{' : '[');
        _open.Add(new Open(isObject, _open.Count > 0 && !_open[^1].IsObject ? _open[^1].Name : _name));
        _state = isObject ? State.Next : State.Value;
    }

    /// <summary>Closes the innermost bracket of a kind, and what was left open inside it; a bracket too much is none.</summary>
    private void End(bool isObject)
    {
        var index = _open.FindLastIndex(open => open.IsObject == isObject);
        if (index > 0 || (index == 0 && !(isObject && Further().IsMatch(_text, _at))))
        {
            CloseTo(index);
        }
    }

    private void CloseTo(int index)
    {
        for (var at = _open.Count - 1; at >= index; at--)
        {
            EndMember();
            _out.Append(_open[at].IsObject ? '}' : ']');
            _open.RemoveAt(at);
            _state = State.Next;
        }
    }

    /// <summary>A name without a value has none.</summary>
    private void EndMember()
    {
        if (_state == State.Colon || (_state == State.Value && _open[^1].IsObject))
        {
            Append("null");
        }
    }

    /// <summary>Writes what stands between the last thing and a value: a comma in a list, a colon behind a name.</summary>
    private void BeforeValue()
    {
        if (_state == State.Colon)
        {
            _out.Append(':');
        }
        else if (_state == State.Next && _open.Count > 0)
        {
            Comma();
        }
    }

    private void Comma()
    {
        if (_out[^1] is not ('{' or '['))
        {
            _out.Append(',');
        }
    }

    private void Append(string json)
    {
        BeforeValue();
        _out.Append(json);
        _state = State.Next;
    }

    private void AppendName(string name)
    {
        while (_open.Count > 1 && Described.Contains(_open[^1].Name) && OfArticles.Contains(name) && !(name == "author" && _open[^1].Name == "image"))
        {
            // With its last author a list of authors was left open, too.
            CloseTo(_open[^2].IsObject ? _open.Count - 1 : _open.Count - 2);
        }

        Comma();
        _out.Append(JsonSerializer.Serialize(name));
        _name = name;
        _state = State.Colon;
    }

    private void ReadString(char mark)
    {
        _string.Clear();
        if (!ReadStringFrom(_at + 1, mark))
        {
            return;
        }

        if (NextIs(':') && _open.Count > 1 && !_open[^1].IsObject)
        {
            // An element of a list has no name: the list was left open.
            CloseTo(_open.FindLastIndex(open => open.IsObject) + 1);
        }

        if (IsNameNext)
        {
            AppendName(_string.ToString());
            return;
        }

        // "…" + "…": so scripts put long strings together.
        while (NextIs('+') && AfterBlanks(AfterBlanks(_at) + 1) is var more && more < _text.Length && IsMark(_text[more]))
        {
            if (!ReadStringFrom(more + 1, _text[more]))
            {
                return;
            }
        }

        Append(JsonSerializer.Serialize(_string.ToString()));
    }

    /// <summary>Adds a string from behind its opening mark, and goes behind its end; false where the text breaks off: half a value would be taken for the whole.</summary>
    private bool ReadStringFrom(int start, char mark)
    {
        for (_at = start; _at < _text.Length; _at++)
        {
            var unit = _text[_at];
            if (unit == '\\' && _at + 1 < _text.Length)
            {
                _at = Unescape(_at + 1);
            }
            else if (Closes(mark, unit) && Ends(_at))
            {
                _at++;
                return true;
            }
            else if (Closes(mark, unit) && !IsNameNext && MemberAt(_at) && UnmarkedEnd() is { } end)
            {
                _string.Length = end;
                return true;
            }
            else
            {
                _string.Append(unit);
            }
        }

        return false;
    }

    /// <summary>Where a string ends whose last mark is missing, as the next member begins: at the end of its line, or at a comma; null where neither is there.</summary>
    private int? UnmarkedEnd()
    {
        var end = _string.Length;
        var isOnLine = true;
        while (end > 0 && char.IsWhiteSpace(_string[end - 1]))
        {
            end--;
            isOnLine &= _string[end] is not ('\n' or '\r');
        }

        return end > 0 && _string[end - 1] == ',' ? end - 1 : isOnLine ? null : end;
    }

    /// <summary>Whether the mark at a place ends the string that it stands in, and is not one of its text that nobody escaped: what follows tells.</summary>
    private bool Ends(int at)
    {
        var next = AfterBlanks(at + 1);
        if (next == _text.Length)
        {
            return true;
        }

        var isInList = !_open[^1].IsObject;
        return _text[next] switch
        {
            '}' or ']' => true,
            ':' => IsNameNext || isInList,
            ',' or ';' => isInList || (AfterBlanks(next + 1) is var after && (after == _text.Length || _text[after] is '}' or ']' or ',' || MemberAt(after))),
            '+' => !IsNameNext && AfterBlanks(next + 1) is var more && more < _text.Length && IsMark(_text[more]),
            '{' or '[' => IsNameNext || isInList,
            var unit => IsNameNext || MemberAt(next) || (isInList && IsMark(unit) && next > at + 1),
        };
    }

    /// <summary>Whether an object is open that waits for the name of a member.</summary>
    private bool IsNameNext => _open[^1].IsObject && _state == State.Next;

    /// <summary>Whether the name of a member and its colon stand at a place.</summary>
    private bool MemberAt(int at) => Member().Match(_text, at, Math.Min(LongestName, _text.Length - at)).Success;

    /// <summary>Adds what an escape means; an unknown one means its character.</summary>
    /// <returns>The last place of the escape.</returns>
    private int Unescape(int at)
    {
        var digits = _text[at] switch { 'u' => 4, 'x' => 2, 'U' => 8, _ => 0 };
        if (digits > 0 && at + digits < _text.Length
            && int.TryParse(_text.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= char.MaxValue)
        {
            _string.Append((char)code);
            return at + digits;
        }

        _string.Append(_text[at] switch { 'n' or '\n' or '\r' => '\n', 't' => '\t', 'r' or 'b' or 'f' => ' ', var unit => unit });
        return at;
    }

    /// <summary>A name without marks, a word of JSON or of another language, a number, or a value that nobody put in marks.</summary>
    private void ReadWord()
    {
        if (IsNameNext)
        {
            var name = Name().Match(_text, _at);
            if (!name.Success)
            {
                throw new JsonException("Neither a name nor an end.");
            }

            _at += name.Length;
            AppendName(name.Value);
            return;
        }

        var end = Word().Match(_text, _at) is { Success: true } known ? _at + known.Length : _text.AsSpan(_at).IndexOfAny(",}]\r\n") is >= 0 and var length ? _at + length : _text.Length;
        var word = _text[_at..end].Trim();
        _at = end;
        Append(word switch
        {
            "true" or "True" or "TRUE" => "true",
            "false" or "False" or "FALSE" => "false",
            "null" or "None" or "undefined" or "NaN" or "nil" or "NULL" => "null",
            _ => Number().IsMatch(word) ? word : JsonSerializer.Serialize(word),
        });
    }

    private void SkipBlanks() => _at = AfterBlanks(_at);

    /// <summary>The next place that holds neither a blank nor a comment.</summary>
    private int AfterBlanks(int at)
    {
        while (at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[at]) || _text[at] == '\uFEFF')
            {
                at++;
            }
            else if (string.CompareOrdinal(_text, at, "/*", 0, 2) == 0)
            {
                at = Math.Min(_text.Length, Next(ref _commentEnd, "*/", at) + 2);
            }
            else if (string.CompareOrdinal(_text, at, "//", 0, 2) == 0)
            {
                at = Next(ref _lineEnd, "\n", at);
            }
            else
            {
                break;
            }
        }

        return Math.Min(at, _text.Length);
    }

    /// <summary>Where a mark stands next, or the text ends; found once for all places before it, or many beginnings would cost a walk each.</summary>
    private int Next(ref (int From, int At) known, string mark, int at)
    {
        if (at < known.From || at > known.At)
        {
            var next = _text.IndexOf(mark, at, StringComparison.Ordinal);
            known = (at, next < 0 ? _text.Length : next);
        }

        return known.At;
    }

    private bool NextIs(char mark) => AfterBlanks(_at) is var next && next < _text.Length && _text[next] == mark;

    /// <summary>Whether a character begins a string: marks of JSON and of scripts, and what a word processor makes of them.</summary>
    private static bool IsMark(char unit) => unit is '"' or '\'' or '`' or '“' or '”' or '„' or '‘' or '’' or '‚';

    private static bool Closes(char mark, char unit) => mark switch
    {
        '“' or '”' or '„' => unit is '”' or '“',
        '‘' or '’' or '‚' => unit is '’' or '‘',
        _ => unit == mark,
    };

    [GeneratedRegex("""\G(?:["'`“”„‘’‚][@$\w:.-]+["'`”“’‘]\s*(?::|(?=["'`“„‘‚{[]))|[@$A-Za-z_][\w-]*\s*:(?!//))""", RegexOptions.CultureInvariant)]
    private static partial Regex Member();

    [GeneratedRegex("""\G\s*[,;]\s*(["'])[@$\w:.-]+\1\s*:""", RegexOptions.CultureInvariant)]
    private static partial Regex Further();

    [GeneratedRegex(@"\G[@$A-Za-z_][\w-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>What stands without marks and ends with its blank.</summary>
    [GeneratedRegex(@"\G(?:-?\d[\d.eE+-]*|true|false|null|True|False|None|undefined|NaN)(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    private enum State
    {
        /// <summary>A name of an object, an element of a list behind another one, or an end.</summary>
        Next,

        /// <summary>The colon behind a name.</summary>
        Colon,

        /// <summary>A value.</summary>
        Value,
    }

    /// <summary>A bracket that is open.</summary>
    /// <param name="IsObject">Curly or square.</param>
    /// <param name="Name">The name of the member whose value it is, or empty.</param>
    private readonly record struct Open(bool IsObject, string Name);
}
