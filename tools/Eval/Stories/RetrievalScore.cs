namespace OnRecord.Eval;

/// <summary>Counts how many of the first hits of a query are relevant, and how early the first of them stands.</summary>
internal sealed class RetrievalScore
{
    /// <summary>So many hits of a query count.</summary>
    public const int Depth = 10;

    private double _reciprocal, _recall;
    private int _queries;

    /// <summary>Counts a query.</summary>
    /// <param name="hits">Of each hit, the best first, whether it is relevant; those behind the first ten do not count.</param>
    /// <param name="relevant">How many there are that could be found; at least one.</param>
    public void Add(IReadOnlyList<bool> hits, int relevant)
    {
        var counted = hits.Take(Depth).ToList();
        var first = counted.IndexOf(true);
        _reciprocal += first < 0 ? 0 : 1.0 / (first + 1);
        _recall += (double)counted.Count(isRelevant => isRelevant) / Math.Min(Depth, relevant);
        _queries++;
    }

    /// <summary>The mean of the reciprocal ranks of the first relevant hits, and of the shares found: of ten, or of as many as there are.</summary>
    /// <param name="prefix">Name before the figures' own.</param>
    public IEnumerable<(string Name, double Value)> Figures(string prefix) =>
        [($"{prefix} mrr@{Depth}", _queries == 0 ? 0 : _reciprocal / _queries), ($"{prefix} recall@{Depth}", _queries == 0 ? 0 : _recall / _queries)];
}
