using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Finds the tokens of a target given by its place in the text.</summary>
internal static class PortrayalTargets
{
    /// <summary>Extracts the features of a target, with the whole document as its sentence.</summary>
    public static void Extract(PortrayalFeatures features, Document document, TextRange target)
    {
        var first = Array.FindIndex(document.Tokens, token => token.End > target.Start);
        var last = Array.FindLastIndex(document.Tokens, token => token.Start < target.End);
        features.Enter(document, 0, document.Tokens.Length);
        features.Extract(Math.Max(0, first), Math.Max(first, last) + 1);
    }
}
