namespace OnRecord.Eval;

/// <summary>Counts, language by language, how often a language was told.</summary>
internal sealed class LanguageScore
{
    private readonly SortedDictionary<string, (int Right, int All)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a text.</summary>
    /// <param name="gold">The language that it is in.</param>
    /// <param name="found">The language that was told, if any.</param>
    public void Add(string gold, string? found)
    {
        var (right, all) = _counts.GetValueOrDefault(gold);
        _counts[gold] = (right + (found == gold ? 1 : 0), all + 1);
    }

    /// <summary>The accuracy of each language in the order of their codes, then their average, in which a rare language weighs what a frequent one does.</summary>
    /// <param name="prefix">Name before the figures' own.</param>
    public IEnumerable<(string Name, double Value)> Figures(string prefix)
    {
        var accuracies = _counts.Select(count => (Name: $"{prefix}.{count.Key}", Value: Eval.Figures.Share(count.Value.Right, count.Value.All))).ToList();
        return [.. accuracies, ($"{prefix}.macro", accuracies.Count == 0 ? 0 : accuracies.Average(accuracy => accuracy.Value))];
    }
}
