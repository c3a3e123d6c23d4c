using System.Collections.Frozen;
using System.Numerics.Tensors;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A word, ready to be compared.</summary>
/// <param name="Lower">In lower case.</param>
/// <param name="Stem">See <see cref="PorterStemmer"/>; irregular verbs have one for all forms.</param>
/// <param name="Row">Its row in the word vectors, or -1.</param>
/// <param name="IsContent">Neither a function word nor a mark.</param>
/// <param name="IsName">Capitalised inside a sentence, or a number.</param>
/// <param name="Tone">What the word says of the truth of what it stands by.</param>
internal readonly record struct PreparedWord(string Lower, string Stem, int Row, bool IsContent, bool IsName, Tone Tone)
{
    /// <summary>See <see cref="WordVectors.Weight"/>.</summary>
    public float Weight => IsContent ? WordVectors.Weight(Row) : 0;
}

/// <summary>A sentence and the mean of its word vectors.</summary>
internal sealed record PreparedSentence(TextRange Range, string Text, PreparedWord[] Words, float[] Mean, FrozenSet<string> Stems);

/// <summary>A claim or an article, cut into words once, to be compared with many.</summary>
internal sealed class PreparedText
{
    private static readonly WordSet FullForms = LanguagePack.Default.Words("full-forms");

    // Bounds the work for huge texts; news says what it has to say long before.
    private const int MaxSentences = 120;

    private PreparedText(IReadOnlyList<PreparedSentence> sentences) => Sentences = sentences;

    public IReadOnlyList<PreparedSentence> Sentences { get; }

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bodyStart">Where the body begins.</param>
    public static PreparedText Of(string text, int bodyStart = 0)
    {
        var document = LanguageEngine.Segment(text, bodyStart);
        var sentences = new List<PreparedSentence>(Math.Min(document.Sentences.Count, MaxSentences));
        foreach (var sentence in document.Sentences.Take(MaxSentences))
        {
            sentences.Add(Prepare(document, sentence));
        }

        return new PreparedText(sentences);
    }

    private static PreparedSentence Prepare(Document document, Sentence sentence)
    {
        var vectors = WordVectors.Default;
        var words = new List<PreparedWord>(sentence.EndToken - sentence.FirstToken);
        var mean = new float[WordVectors.Dimensions];
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            var word = document.Word(i);
            if (word.Length == 1 && word[0] == '?')
            {
                words.Add(new PreparedWord("?", "?", -1, false, false, Tone.Doubt));
                continue;
            }

            if (!char.IsLetterOrDigit(word[0]))
            {
                continue;
            }

            var lower = FullForms.Kind(word) ?? document.Lower[i];
            var stem = PorterStemmer.Stem(IrregularVerbs.VerbOf(lower));
            var isContent = !ClaimLexicon.IsFunctionWord(lower) && !ClaimLexicon.IsNegation(lower);
            var row = vectors.Row(lower);
            var prepared = new PreparedWord(
                lower, stem, row, isContent, (char.IsUpper(word[0]) && i > sentence.FirstToken) || char.IsDigit(word[0]), ToneLexicon.Of(lower, stem));
            words.Add(prepared);
            if (isContent && row >= 0)
            {
                TensorPrimitives.MultiplyAdd(vectors[row], prepared.Weight, mean, mean);
            }
        }

        return new PreparedSentence(
            sentence.Range, sentence.Range.Of(document.Text), [.. words], mean, words.Where(word => word.IsContent).Select(word => word.Stem).ToFrozenSet(StringComparer.Ordinal));
    }
}
