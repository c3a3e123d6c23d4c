using OnRecord.Language;
using OnRecord.Language.Models;
using Vectors = OnRecord.Language.Models.WordVectors;

namespace OnRecord.Stances;

/// <summary>
/// What the cue network sees of a token: rows of its embedding table (the word, its ending, tag, relation, head, dependents,
/// quotations near by) and the word vectors of the token and its head.
/// </summary>
internal sealed class CueInput(SyntaxView view, CueFeatures surroundings)
{
    /// <summary>Most rows of one token.</summary>
    public const int Most = 32;

    /// <summary>Which of a token's rows stand for words as such; training hides them now and then. From the last on come dependents.</summary>
    public const int Word = 0;
    public const int Head = 1;
    public const int Stem = 2;
    public const int Dependents = 10;

    /// <summary>Rows of the embedding table; a power of two.</summary>
    public const int Rows = 1 << 14;

    private const int MaxDependents = 6;

    private readonly int[] _vectors = FindVectors(view.Document);

    /// <summary>Row of the word vectors for a token, or -1.</summary>
    public int Vector(int token) => _vectors[token];

    /// <summary>Row of the word vectors for the head of a token, or -1.</summary>
    public int HeadVector(int token) => view.Tokens[token].Head is >= 0 and var head ? _vectors[head] : -1;

    /// <summary>Writes the rows of a token and returns how many there are.</summary>
    public int Extract(int token, Span<int> into)
    {
        var text = view.Document.Word(token);
        var head = view.Tokens[token].Head;
        var n = 0;
        into[n++] = Row(1, view.Words[token]);
        into[n++] = Row(2, head < 0 ? 1 : view.Words[head]);
        into[n++] = Row(3, Hashing.IgnoringCase(text[..Math.Min(5, text.Length)]));
        into[n++] = Row(4, Hashing.IgnoringCase(text[Math.Max(0, text.Length - 3)..]));
        into[n++] = Row(5, view.Tags[token]);
        into[n++] = Row(6, view.Relations[token]);
        into[n++] = Row(7, head < 0 ? 1 : view.Tags[head], view.Relations[token]);
        into[n++] = Row(8, surroundings.PlaceOf(token));
        into[n++] = Row(9, surroundings.NatureOf(token));
        into[n++] = Row(10, char.IsUpper(text[0]) ? 1u : 0u, view.SentenceAt(token).IsHeadline ? 1u : 0u);
        var shown = 0;
        for (var child = view.FirstChild[token]; child >= 0 && shown < MaxDependents; child = view.NextSibling[child])
        {
            if (view.Tokens[child].Upos == Upos.Punct)
            {
                continue;
            }

            shown++;
            into[n++] = Row(11, view.Relations[child], child < token ? 1u : 2u);
            into[n++] = Row(12, view.Relations[child], surroundings.NatureOf(child));
            into[n++] = Row(13, view.Relations[child], view.Words[child]);
        }

        return n;
    }

    private static int Row(uint template, uint a, uint b = 0) => (int)(Hashing.Feature(template, a, b) & (Rows - 1));

    private static int[] FindVectors(Document document)
    {
        var found = new int[document.Tokens.Length];
        Span<char> form = stackalloc char[WordForm.Longest];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = Vectors.Default.Find(WordForm.Hash(form[..WordForm.Normalize(document.Word(i), form)]));
        }

        return found;
    }
}
