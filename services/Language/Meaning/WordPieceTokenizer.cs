using System.Globalization;
using System.Text;

namespace OnRecord.Language.Meaning;

/// <summary>A piece of a word: its row in the vocabulary and where it stands in the text.</summary>
/// <param name="Id">Row of the vocabulary.</param>
/// <param name="Range">UTF-16 code units, half-open; empty for the marks before and behind the text.</param>
public readonly record struct WordPiece(int Id, TextRange Range);

/// <summary>
/// Cuts text into the pieces of an uncased BERT vocabulary (Devlin et al. 2019; WordPiece, Schuster and Nakajima 2012): lower case, no
/// accents, each punctuation mark alone, then greedily the longest known piece.
/// </summary>
internal sealed class WordPieceTokenizer
{
    /// <summary>Longest word that is looked up, in characters; a longer one is unknown.</summary>
    private const int LongestWord = 100;

    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _continuations = new(StringComparer.Ordinal);
    private readonly Dictionary<Rune, string> _folds = [];
    private readonly int _first;
    private readonly int _last;
    private readonly int _unknown;

    /// <summary>Takes a vocabulary and a table of folds.</summary>
    /// <param name="vocabulary">One piece a row; a piece within a word begins with "##".</param>
    /// <param name="folds">
    /// Each a character and what it becomes in lower case and without accents. A table, because a process with invariant globalization
    /// decomposes no character.
    /// </param>
    public WordPieceTokenizer(IReadOnlyList<string> vocabulary, IEnumerable<string> folds)
    {
        foreach (var fold in folds)
        {
            var character = Rune.GetRuneAt(fold, 0);
            _folds[character] = fold[character.Utf16SequenceLength..];
        }

        for (var i = 0; i < vocabulary.Count; i++)
        {
            if (vocabulary[i].StartsWith("##", StringComparison.Ordinal) && vocabulary[i].Length > 2)
            {
                _continuations[vocabulary[i][2..]] = i;
            }
            else
            {
                _starts[vocabulary[i]] = i;
            }
        }

        (_first, _last, _unknown) = (_starts["[CLS]"], _starts["[SEP]"], _starts["[UNK]"]);
    }

    /// <summary>The pieces of a text between the mark of its begin and that of its end.</summary>
    /// <param name="text">Any UTF-16 text; what is no character is passed over.</param>
    /// <param name="limit">Most pieces, both marks included; what follows is left out.</param>
    public List<WordPiece> Cut(string text, int limit)
    {
        var pieces = new List<WordPiece> { new(_first, default) };
        var word = new Word(limit);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (pieces.Count >= limit)
            {
                break;
            }

            var length = rune.Utf16SequenceLength;
            Read(rune, new TextRange(at, at + length), word, pieces);
            at += length;
        }

        End(word, pieces);
        if (pieces.Count >= limit)
        {
            pieces.RemoveRange(limit - 1, pieces.Count - limit + 1);
        }

        pieces.Add(new WordPiece(_last, default));
        return pieces;
    }

    private void Read(Rune rune, TextRange range, Word word, List<WordPiece> pieces)
    {
        if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
        {
            word.Add(Rune.ToLowerInvariant(rune), range);
        }
        else if (rune.Value is ' ' or '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator)
        {
            End(word, pieces);
        }
        else if (rune != Rune.ReplacementChar && !IsControl(Rune.GetUnicodeCategory(rune)))
        {
            if (IsIdeograph(rune.Value))
            {
                Alone(rune, range, word, pieces);
                return;
            }

            if (!_folds.TryGetValue(rune, out var folded))
            {
                AddOrEnd(rune, range, word, pieces);
                return;
            }

            foreach (var part in folded.EnumerateRunes())
            {
                AddOrEnd(part, range, word, pieces);
            }
        }
    }

    private void AddOrEnd(Rune rune, TextRange range, Word word, List<WordPiece> pieces)
    {
        if (IsPunctuation(rune))
        {
            Alone(rune, range, word, pieces);
        }
        else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        {
            word.Add(rune, range);
        }
    }

    private void Alone(Rune rune, TextRange range, Word word, List<WordPiece> pieces)
    {
        End(word, pieces);
        word.Add(rune, range);
        End(word, pieces);
    }

    private void End(Word word, List<WordPiece> pieces)
    {
        if (word.Length == 0)
        {
            return;
        }

        var before = pieces.Count;
        if (word.Characters > LongestWord || !Cut(word, pieces))
        {
            pieces.RemoveRange(before, pieces.Count - before);
            pieces.Add(new WordPiece(_unknown, word.Range(0, word.Length)));
        }

        word.Clear();
    }

    private bool Cut(Word word, List<WordPiece> pieces)
    {
        for (var start = 0; start < word.Length;)
        {
            var known = (start == 0 ? _starts : _continuations).GetAlternateLookup<ReadOnlySpan<char>>();
            var end = word.Length;
            int id;
            while (!known.TryGetValue(word.Text[start..end], out id))
            {
                if (--end == start)
                {
                    return false;
                }
            }

            pieces.Add(new WordPiece(id, word.Range(start, end)));
            start = end;
        }

        return true;
    }

    private static bool IsControl(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    // Signs such as $ and ^ stand alone too, though Unicode does not call them punctuation.
    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is > ' ' and < 127 && !Rune.IsLetterOrDigit(rune)
        : Rune.IsPunctuation(rune);

    private static bool IsIdeograph(int value) =>
        value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
            or (>= 0x2A700 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);

    /// <summary>The word that is being read, and where each of its characters stands in the text.</summary>
    private sealed class Word(int limit)
    {
        // Beyond this a word is unknown or its pieces do not fit; only its extent still counts.
        private readonly int _most = Math.Max(2 * LongestWord, limit) + 2;
        private readonly char[] _text = new char[Math.Max(2 * LongestWord, limit) + 2];
        private readonly TextRange[] _ranges = new TextRange[Math.Max(2 * LongestWord, limit) + 2];

        public int Length { get; private set; }

        public int Characters { get; private set; }

        public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

        public void Add(Rune rune, TextRange range)
        {
            Characters++;
            if (Length + rune.Utf16SequenceLength > _most)
            {
                _ranges[Length - 1] = _ranges[Length - 1] with { End = range.End };
                return;
            }

            for (var left = rune.EncodeToUtf16(_text.AsSpan(Length)); left > 0; left--)
            {
                _ranges[Length++] = range;
            }
        }

        public TextRange Range(int start, int end) => new(_ranges[start].Start, _ranges[end - 1].End);

        public void Clear() => (Length, Characters) = (0, 0);
    }
}
