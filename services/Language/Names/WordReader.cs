using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>Looks at a word by itself: its letters, its shape, its clusters, the lists that it is on.</summary>
internal sealed class WordReader(WordClusters clusters, Gazetteer gazetteer)
{
    // A longer "word" is residue (a link, a run without spaces); its beginning says enough.
    private const int LongestWord = 64;

    /// <summary>The traits of a word.</summary>
    public WordTraits Read(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
        {
            word = word[..LongestWord];
        }

        Span<char> lower = stackalloc char[LongestWord];
        lower = WordHash.Normalize(word, lower);
        var folded = Ascii.IsValid(word) ? null : WordHash.Fold(word.ToString());

        var traits = new WordTraits
        {
            Exact = (uint)WordForm.Hash(word),
            Lower = (uint)WordForm.Hash(lower),
            Shape = ShapeOf(word),
            Case = CaseOf(word),
            Length = word.Length,
            Phrase = PhraseHash.Of(folded ?? word),
        };
        traits.Lists = gazetteer.Find(traits.Phrase);
        for (var length = 1; length <= WordTraits.Affixes; length++)
        {
            var size = Math.Min(length, lower.Length);
            traits.Prefixes[length - 1] = (uint)WordForm.Hash(lower[..size]);
            traits.Suffixes[length - 1] = (uint)WordForm.Hash(lower[^size..]);
        }

        traits.Row = FindRow(lower, folded);
        if (traits.Row >= 0)
        {
            clusters.Write(traits.Row, traits.Clusters);
        }

        return traits;
    }

    /// <summary>How a word is written.</summary>
    public static WordCase CaseOf(ReadOnlySpan<char> word)
    {
        int upper = 0, lower = 0, digits = 0;
        foreach (var unit in word)
        {
            if (char.IsLower(unit))
            {
                lower++;
            }
            else if (char.IsUpper(unit))
            {
                upper++;
            }
            else if (char.IsAsciiDigit(unit))
            {
                digits++;
            }
            else if (char.IsLetter(unit))
            {
                lower++;
            }
        }

        if (upper + lower == 0)
        {
            return digits > 0 ? WordCase.Number : WordCase.Mark;
        }

        if (upper == 0)
        {
            return WordCase.Lower;
        }

        if (lower == 0)
        {
            return WordCase.Upper;
        }

        return upper == 1 && char.IsUpper(word[0]) ? WordCase.Capitalized : WordCase.Mixed;
    }

    private int FindRow(ReadOnlySpan<char> lower, string? folded)
    {
        var row = clusters.Find(lower);
        if (row < 0 && folded is { Length: <= LongestWord })
        {
            Span<char> plain = stackalloc char[LongestWord];
            row = clusters.Find(WordHash.Normalize(folded, plain));
        }

        // "British-born": the last part says how the whole is used.
        var hyphen = lower.LastIndexOf('-');
        return row < 0 && hyphen > 0 && hyphen < lower.Length - 1 ? clusters.Find(lower[(hyphen + 1)..]) : row;
    }

    private static uint ShapeOf(ReadOnlySpan<char> word)
    {
        Span<char> shape = stackalloc char[LongestWord];
        var length = 0;
        foreach (var unit in word)
        {
            var kind = char.IsUpper(unit) ? 'X' : char.IsLetter(unit) ? 'x' : char.IsDigit(unit) ? '0' : unit;
            if (length == 0 || shape[length - 1] != kind)
            {
                shape[length++] = kind;
            }
        }

        return (uint)WordForm.Hash(shape[..length]);
    }
}
