namespace OnRecord.Search;

/// <summary>The ranking of a single process. Keeps the hottest stories only.</summary>
internal sealed class MemoryHeatRanking : IHeatRanking
{
    private const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, double> _scores = [];
    private readonly SortedSet<(double Score, Guid StoryId)> _ranked = [];
    private bool _filled;

    public Task RaiseAsync(IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation)
    {
        Set(scores, HeatScale.Combine);
        return Task.CompletedTask;
    }

    public Task FillAsync(IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation)
    {
        Set(scores, Math.Max);
        _filled = true;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation)
    {
        lock (_lock)
        {
            foreach (var storyId in storyIds)
            {
                if (_scores.Remove(storyId, out var score))
                {
                    _ranked.Remove((score, storyId));
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(Guid StoryId, double Score)>?> TopAsync(int offset, int count, CancellationToken cancellation)
    {
        lock (_lock)
        {
            IReadOnlyList<(Guid, double)>? top = !_filled
                ? null
                : _ranked.Reverse().Skip(offset).Take(count).Select(entry => (entry.StoryId, entry.Score)).ToList();
            return Task.FromResult(top);
        }
    }

    public Task<IReadOnlyDictionary<Guid, double>> ScoresAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation)
    {
        lock (_lock)
        {
            IReadOnlyDictionary<Guid, double> scores = storyIds.Where(_scores.ContainsKey).Distinct().ToDictionary(id => id, id => _scores[id]);
            return Task.FromResult(scores);
        }
    }

    private void Set(IReadOnlyCollection<(Guid StoryId, double Score)> scores, Func<double, double, double> together)
    {
        lock (_lock)
        {
            foreach (var (storyId, score) in scores)
            {
                var before = _scores.GetValueOrDefault(storyId, HeatScale.Cold);
                _ranked.Remove((before, storyId));
                var after = together(before, score);
                _scores[storyId] = after;
                _ranked.Add((after, storyId));
            }

            while (_ranked.Count > Capacity)
            {
                var coldest = _ranked.Min;
                _ranked.Remove(coldest);
                _scores.Remove(coldest.StoryId);
            }
        }
    }
}
