using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>Counts of right, found and wanted words and sentences; one is right when both its ends are.</summary>
internal sealed class SegmentScore
{
    private (int Right, int Found, int Wanted) _words, _sentences;

    /// <summary>Counts a text.</summary>
    /// <param name="words">The words that were found in it.</param>
    /// <param name="sentences">The sentences that were found in it.</param>
    /// <param name="gold">What stands in it.</param>
    /// <returns>The words and the sentences that were missed.</returns>
    public (List<TextRange> Words, List<TextRange> Sentences) Add(IEnumerable<TextRange> words, IEnumerable<TextRange> sentences, GoldText gold) =>
        (Count(words, gold.Words, ref _words), Count(sentences, gold.Sentences, ref _sentences));

    /// <summary>F1 of words and of sentences.</summary>
    /// <param name="prefix">Name before the figures' own.</param>
    public IEnumerable<(string Name, double Value)> Figures(string prefix) =>
        [Eval.Figures.Of($"{prefix}.words", _words.Right, _words.Found, _words.Wanted)[0],
            Eval.Figures.Of($"{prefix}.sentences", _sentences.Right, _sentences.Found, _sentences.Wanted)[0]];

    private static List<TextRange> Count(IEnumerable<TextRange> found, List<TextRange> wanted, ref (int Right, int Found, int Wanted) counts)
    {
        var ranges = found.ToHashSet();
        var missed = wanted.FindAll(range => !ranges.Contains(range));
        counts.Found += ranges.Count;
        counts.Wanted += wanted.Count;
        counts.Right += wanted.Count - missed.Count;
        return missed;
    }
}
