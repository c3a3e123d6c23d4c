using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Finds the tokens of a target given by its place in the text.</summary>
internal static class PortrayalTargets
{
    /// <summary>Extracts the features of a target, with the whole document as its sentence.</summary>
    public static void Extract(Document document, TextRange target, WordPolarity polarity, HashSet<int> hashed, Span<float> dense)
    {
        var first = Array.FindIndex(document.Tokens, token => token.End > target.Start);
        var last = Array.FindLastIndex(document.Tokens, token => token.Start < target.End);
        var sentence = new PortrayalSentence(document, 0, document.Tokens.Length);
        PortrayalFeatures.Extract(sentence, Math.Max(0, first), Math.Max(first, last) + 1, polarity, hashed, dense);
    }
}
