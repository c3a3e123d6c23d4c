using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OnRecord.Search;

/// <summary>
/// Keeps what ranking reads of articles in memory, the lately used first. Nothing ever has to be dropped because of a change: an
/// article that was revised has a new key, and one that was retracted is not selected any more.
/// </summary>
public sealed class TermTableCache(IOptions<SearchOptions> options)
{
    // Objects and table entries around the bytes of one article.
    private const int Overhead = 200;

    // An article more needs one or two to go; the rest follows with the next ones.
    private const int MaxLooks = 64;

    private readonly ConcurrentDictionary<long, Entry> _entries = [];
    private readonly ConcurrentQueue<Entry> _queue = [];
    private readonly long _limit = options.Value.RankingCacheMegabytes * 1_048_576L;
    private long _size;

    /// <summary>Bytes that are held.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>What ranking reads of some articles, in no order; those that are gone are left out.</summary>
    /// <param name="keys">Article keys.</param>
    /// <param name="load">Reads those that are not here.</param>
    public async Task<List<RankedTerms>> GetAsync(IReadOnlyCollection<long> keys, Func<IReadOnlyList<long>, Task<List<RankedTerms>>> load)
    {
        var found = new List<RankedTerms>(keys.Count);
        var missing = new List<long>();
        foreach (var key in keys)
        {
            if (_entries.TryGetValue(key, out var entry))
            {
                entry.IsUsed = true;
                found.Add(entry.Article);
            }
            else
            {
                missing.Add(key);
            }
        }

        if (missing.Count > 0)
        {
            foreach (var article in await load(missing))
            {
                found.Add(article);
                Add(article);
            }
        }

        return found;
    }

    private void Add(RankedTerms article)
    {
        var entry = new Entry(article);
        if (!_entries.TryAdd(article.Key, entry))
        {
            return;
        }

        _queue.Enqueue(entry);
        Interlocked.Add(ref _size, Cost(article));
        // Second chance: what was used since it was last looked at goes to the end of the queue once more.
        for (var looks = 0; Size > _limit && looks < MaxLooks && _queue.TryDequeue(out var oldest); looks++)
        {
            if (oldest.IsUsed)
            {
                oldest.IsUsed = false;
                _queue.Enqueue(oldest);
            }
            else if (_entries.TryRemove(oldest.Article.Key, out _))
            {
                Interlocked.Add(ref _size, -Cost(oldest.Article));
            }
        }
    }

    private static long Cost(RankedTerms article) => article.Terms.Length + Overhead;

    private sealed class Entry(RankedTerms article)
    {
        public RankedTerms Article { get; } = article;

        public bool IsUsed { get; set; }
    }
}
