using System.Globalization;
using System.Text;

namespace OnRecord.Language.Segment;

/// <summary>What the segmenter needs to know about single UTF-16 units.</summary>
internal static class CharClass
{
    /// <summary>White space, controls and the invisible separators that web pages leave behind.</summary>
    public static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c)
        || c is '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or (>= '\u202A' and <= '\u202E');

    public static bool IsLineBreak(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02BC' or '\u2018' or '`' or '\u00B4';

    public static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    /// <summary>A dash as it stands between clauses or after a dateline.</summary>
    public static bool IsDash(ReadOnlySpan<char> word) => word is "-" or "--" or "---" or "\u2013" or "\u2014" or "\u2015";

    public static bool IsClosing(char c) => c is ')' or ']' or '}' or '"' or '\'' or '\u201D' or '\u2019' or '\u00BB' or '\u203A';

    public static bool IsOpening(char c) =>
        c is '(' or '[' or '{' or '"' or '\'' or '`' or '\u201C' or '\u2018' or '\u00AB' or '\u2039' or '\u201E' or '\u201A';

    public static bool IsBullet(char c) => c is '\u2022' or '\u25AA' or '\u25CF' or '\u25A0' or '\u25BA' or '\u2023' or '\u00B7';

    /// <summary>Letters, digits and what joins them invisibly (combining marks, joiners, soft hyphens).</summary>
    public static bool IsWord(char c)
    {
        if (c < 128)
        {
            return char.IsAsciiLetterOrDigit(c) || c == '_';
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            || c is '\u00AD' or '\u200C' or '\u200D';
    }

    /// <summary>Length in units of the letter or digit at a position: 0 when there is none, 2 for a surrogate pair.</summary>
    public static int WordLength(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (!char.IsSurrogate(c))
        {
            return IsWord(c) ? 1 : 0;
        }

        return at + 1 < text.Length && char.IsSurrogatePair(c, text[at + 1])
            && Rune.IsLetterOrDigit(new Rune(c, text[at + 1])) ? 2 : 0;
    }
}
