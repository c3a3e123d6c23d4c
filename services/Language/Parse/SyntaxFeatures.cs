using OnRecord.Language.Models;

namespace OnRecord.Language.Parse;

/// <summary>
/// What the network sees of one word: rows of the embedding table (known word, three suffixes, prefix, shape) and the row of its
/// pre-trained vector. Everything depends on the written form alone.
/// </summary>
internal sealed class SyntaxFeatures
{
    /// <summary>Embedding rows per word.</summary>
    public const int Count = 6;

    private const int Suffix2 = 2048;
    private const int Suffix3 = 8192;
    private const int Suffix4 = 16384;
    private const int Prefix3 = 4096;
    private const int Shapes = 1024;

    private readonly WordTable _words;

    /// <param name="words">Normalised words with a row of their own; row 0 is for all others, so word i has row i + 1.</param>
    public SyntaxFeatures(IReadOnlyList<string> words)
    {
        _words = new WordTable(words);
        WordRows = words.Count + 1;
    }

    /// <summary>Rows of the table that stand for whole words.</summary>
    public int WordRows { get; }

    /// <summary>Rows of the whole embedding table.</summary>
    public int Rows => WordRows + Suffix2 + Suffix3 + Suffix4 + Prefix3 + Shapes;

    /// <summary>Fills <paramref name="rows"/> (length <see cref="Count"/>; the word's row comes first) and returns the hash of the form.</summary>
    public ulong Extract(ReadOnlySpan<char> word, Span<int> rows)
    {
        Span<char> buffer = stackalloc char[WordForm.Longest];
        ReadOnlySpan<char> form = buffer[..WordForm.Normalize(word, buffer)];
        var hash = WordForm.Hash(form);
        var offset = WordRows;
        rows[0] = _words.Find(hash) + 1;
        rows[1] = Bucket(form[Math.Max(0, form.Length - 2)..], 2, Suffix2, ref offset);
        rows[2] = Bucket(form[Math.Max(0, form.Length - 3)..], 3, Suffix3, ref offset);
        rows[3] = Bucket(form[Math.Max(0, form.Length - 4)..], 4, Suffix4, ref offset);
        rows[4] = Bucket(form[..Math.Min(3, form.Length)], 5, Prefix3, ref offset);
        rows[5] = offset + (int)(Shape(word) & (Shapes - 1));
        return hash;
    }

    private static int Bucket(ReadOnlySpan<char> part, ulong salt, int size, ref int offset)
    {
        var row = offset + (int)(WordForm.Mix(WordForm.Hash(part) + salt) & (ulong)(size - 1));
        offset += size;
        return row;
    }

    /// <summary>Hash of the sequence of character classes, runs cut at three: "McDonald's" as XxXxxx's.</summary>
    private static ulong Shape(ReadOnlySpan<char> word)
    {
        var hash = 0UL;
        var run = 0;
        var last = '\0';
        var length = 0;
        foreach (var c in word)
        {
            var kind = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsDigit(c) ? 'd' : char.IsLetter(c) ? 'l' : c < 128 ? c : 'o';
            run = kind == last ? run + 1 : 1;
            last = kind;
            if (run <= 3)
            {
                hash = (hash * 31) + kind;
                if (++length == 10)
                {
                    break;
                }
            }
        }

        return WordForm.Mix(hash);
    }
}
