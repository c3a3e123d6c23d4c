namespace OnRecord.Search;

/// <summary>
/// Walks over the words of a text: runs of letters, digits and marks. An apostrophe or a full stop between letters of an
/// abbreviation stays inside ("U.S."); each Chinese, Japanese or Thai character is a word, because those scripts leave no blanks.
/// </summary>
public ref struct WordReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    /// <summary>First UTF-16 unit of the current word.</summary>
    public int Start { get; private set; }

    /// <summary>One past the last UTF-16 unit of the current word.</summary>
    public int End { get; private set; }

    /// <summary>Whether the current word begins with a capital letter.</summary>
    public readonly bool IsCapitalised => char.IsUpper(_text[Start]);

    /// <summary>The current word as it stands in the text.</summary>
    public readonly ReadOnlySpan<char> Current => _text[Start..End];

    /// <summary>Goes to the next word; false at the end of the text.</summary>
    public bool MoveNext()
    {
        var position = _next;
        while (position < _text.Length && !IsWordCharacter(_text[position]))
        {
            position++;
        }

        if (position == _text.Length)
        {
            return false;
        }

        Start = position++;
        if (!StandsAlone(_text[Start]))
        {
            while (position < _text.Length && Continues(position))
            {
                position++;
            }
        }

        End = _next = position;
        return true;
    }

    private readonly bool Continues(int position)
    {
        var current = _text[position];
        if (IsWordCharacter(current))
        {
            return !StandsAlone(current);
        }

        var joins = current is '\'' or '’' || (current == '.' && position - Start == 1) || (current == '.' && position >= 2 && _text[position - 2] == '.');
        return joins && position + 1 < _text.Length && char.IsLetter(_text[position + 1]) && char.IsLetter(_text[position - 1]);
    }

    private static bool IsWordCharacter(char value) => char.IsAsciiLetterOrDigit(value)
        || (value > 127 && (char.IsLetterOrDigit(value) || char.IsSurrogate(value)
            || char.GetUnicodeCategory(value) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark));

    private static bool StandsAlone(char value) => value is (>= '\u0E00' and <= '\u0E7F') or (>= '\u3040' and <= '\u30FF')
        or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');
}
