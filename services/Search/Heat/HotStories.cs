using System.Collections.Concurrent;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Which stories are hot: heat comes from new articles and from lookups, and decays (<see cref="HeatScale"/>). The ranking is a
/// cache; the arrivals' part stands in the store and fills it again when it was lost.
/// </summary>
public sealed class HotStories(IHeatRanking ranking, StoryStore store, TimeProvider clock)
{
    /// <summary>Heat of one lookup; one article is 1.</summary>
    private const double LookupHeat = 0.02;

    private const int Rebuilt = 5_000;
    private const int MaxPending = 50_000;

    private readonly ConcurrentDictionary<Guid, int> _lookups = [];

    /// <summary>Takes over what grouping has committed.</summary>
    public async Task FollowAsync(IReadOnlyCollection<(Guid StoryId, double Score)> warmed, IEnumerable<StoryChanged> changes)
    {
        if (warmed.Count > 0)
        {
            await ranking.RaiseAsync(warmed, CancellationToken.None);
        }

        var ended = changes.Where(change => change.Kind is StoryChangeKind.Merged or StoryChangeKind.Removed).ToList();
        if (ended.Count == 0)
        {
            return;
        }

        var ids = ended.ConvertAll(change => change.StoryId);
        var scores = await ranking.ScoresAsync(ids, CancellationToken.None);
        var inherited = ended
            .Where(change => change.IntoStoryId is not null && scores.ContainsKey(change.StoryId))
            .Select(change => (change.IntoStoryId!.Value, scores[change.StoryId]))
            .ToList();
        await ranking.RemoveAsync(ids, CancellationToken.None);
        if (inherited.Count > 0)
        {
            await ranking.RaiseAsync(inherited, CancellationToken.None);
        }
    }

    /// <summary>Notes a lookup; costs a counter, the ranking hears of it with <see cref="FlushLookupsAsync"/>.</summary>
    public void Note(Guid storyId)
    {
        if (_lookups.Count < MaxPending || _lookups.ContainsKey(storyId))
        {
            _lookups.AddOrUpdate(storyId, 1, static (_, count) => count + 1);
        }
    }

    /// <summary>Brings the lookups since the last call into the ranking.</summary>
    public async Task FlushLookupsAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var scores = new List<(Guid, double)>();
        foreach (var storyId in _lookups.Keys)
        {
            if (_lookups.TryRemove(storyId, out var count))
            {
                scores.Add((storyId, HeatScale.Score(count * LookupHeat, now)));
            }
        }

        if (scores.Count > 0)
        {
            await ranking.RaiseAsync(scores, cancellation);
        }
    }

    /// <summary>The hottest stories and their scores.</summary>
    public async Task<IReadOnlyList<(Guid StoryId, double Score)>> TopAsync(int offset, int count, CancellationToken cancellation)
    {
        if (await ranking.TopAsync(offset, count, cancellation) is { } top)
        {
            return top;
        }

        var stored = await store.HottestAsync(0, Rebuilt, cancellation);
        await ranking.FillAsync(stored, cancellation);
        return stored.Skip(offset).Take(count).ToList();
    }

    /// <summary>Heat of some stories now, by the ranking, or by the store for those that are not ranked.</summary>
    public async Task<Func<Guid, double, double>> HeatAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation)
    {
        var scores = await ranking.ScoresAsync(storyIds, cancellation);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return (storyId, stored) => HeatScale.Value(scores.GetValueOrDefault(storyId, stored), now);
    }
}
