using System.Collections.Frozen;

namespace OnRecord.Ingest;

/// <summary>Tells English from the rest by the share of function words.</summary>
internal static class EnglishDetector
{
    private static readonly FrozenSet<string> FunctionWords = FrozenSet.ToFrozenSet(
        ["the", "of", "and", "to", "in", "a", "is", "that", "for", "was", "on", "with", "said", "by", "he", "it", "as", "his", "be", "at", "from", "has", "have", "are", "not"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>"en" or "und", with a confidence between 0 and 1.</summary>
    public static (string Language, float Confidence) Detect(string text)
    {
        var lookup = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();
        int words = 0, known = 0;
        foreach (var range in text.AsSpan(0, Math.Min(text.Length, 5_000)).SplitAny(" \n\t.,;:!?\"'()“”‘’"))
        {
            var word = text.AsSpan()[range];
            if (word.Length > 0)
            {
                words++;
                known += lookup.Contains(word) ? 1 : 0;
            }
        }

        var share = words == 0 ? 0f : (float)known / words;
        return share >= 0.12f ? ("en", Math.Min(1f, share * 3)) : ("und", Math.Max(0f, 1f - (share * 5)));
    }
}
