using System.Text;

namespace OnRecord.Entities.Index;

/// <summary>
/// Counts the words of names and descriptions and numbers the frequent ones, the most frequent first. Bounded: when too many are seen, those seen least are
/// forgotten (lossy counting, Manku and Motwani 2002); a word without a number is spelled out where it stands.
/// </summary>
internal sealed class WordCounts(int limit)
{
    private const int MinCount = 3;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _floor;

    /// <summary>Counts the words of a text.</summary>
    public void Add(string text)
    {
        var counts = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan(range);
            counts[word] = counts.TryGetValue(word, out var count) ? count + 1 : _floor + 1;
        }

        while (_counts.Count > limit)
        {
            _floor++;
            foreach (var rare in _counts.Where(pair => pair.Value <= _floor).Select(pair => pair.Key).ToList())
            {
                _counts.Remove(rare);
            }
        }
    }

    /// <summary>The words that get a number, in the order of their numbers. A word of which the place costs as much as its spelling gets none.</summary>
    public List<string> Frequent() =>
        [.. _counts.Where(pair => pair.Value >= MinCount + _floor && pair.Key.Length > 1 && Encoding.UTF8.GetByteCount(pair.Key) <= byte.MaxValue)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
}
