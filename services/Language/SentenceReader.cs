using OnRecord.Language.Segment;

namespace OnRecord.Language;

/// <summary>Splits text into sentences alone, without models: for callers that need no analysis.</summary>
public static class SentenceReader
{
    /// <summary>The sentences of a text, in order.</summary>
    /// <param name="text">Any UTF-16 text. Paragraphs are separated by line breaks.</param>
    /// <param name="bodyStart">Where the body begins; no sentence crosses it.</param>
    public static IReadOnlyList<TextRange> Read(string text, int bodyStart)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bodyStart, (uint)text.Length, nameof(bodyStart));
        var sentences = new List<Sentence>();
        Segmenter.Segment(text, bodyStart, new TokenList(), sentences);
        return sentences.ConvertAll(static sentence => sentence.Range);
    }
}
