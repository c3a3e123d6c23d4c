using System.Runtime.InteropServices;

namespace OnRecord.Ingest;

/// <summary>
/// Finds, for the articles of one batch, the earlier article that each is a copy of: among those in the store that share a band,
/// and those that came before it in the batch. Only originals are kept in the index, so a group has one head and buckets stay
/// small.
/// </summary>
internal sealed class CopyFinder
{
    /// <summary>
    /// Most originals under one bucket. A bucket that is full holds a phrase that many articles share; it tells nothing and is
    /// not extended, which bounds every lookup.
    /// </summary>
    public const int MaxPerBucket = 32;

    private const int MaxCompared = 12;

    private readonly Dictionary<long, List<Guid>> _buckets = [];
    private readonly Dictionary<Guid, TextSketch> _originals = [];

    /// <param name="stored">Bucket entries of the store, for all buckets of the batch.</param>
    public CopyFinder(IEnumerable<BandRow> stored)
    {
        foreach (var row in stored)
        {
            Under(row.Bucket).Add(row.ArticleId);
        }
    }

    /// <summary>Entries to add to the store.</summary>
    public List<BandRow> Added { get; } = [];

    /// <summary>The articles worth comparing with a text, those that share most bands first.</summary>
    public IEnumerable<Guid> Candidates(TextSketch text) => text.Buckets
        .SelectMany(bucket => _buckets.TryGetValue(bucket, out var ids) ? ids : [])
        .GroupBy(id => id)
        .OrderByDescending(same => same.Count()).ThenBy(same => same.Key)
        .Take(MaxCompared)
        .Select(same => same.Key);

    /// <summary>Makes a stored candidate's text known; one that is not (retracted since) is passed over.</summary>
    public void Know(Guid articleId, TextSketch text) => _originals[articleId] = text;

    /// <summary>The earlier article that a text is a copy of, the most alike where there are several; null where there is none.</summary>
    public Guid? FindOriginal(TextSketch text)
    {
        var best = (Strength: 0.0, Id: (Guid?)null);
        foreach (var id in Candidates(text))
        {
            if (_originals.TryGetValue(id, out var earlier) && CopyRule.Strength(text, earlier) is var strength && strength > best.Strength)
            {
                best = (strength, id);
            }
        }

        return best.Id;
    }

    /// <summary>Adds an original, so that its copies are found from now on.</summary>
    public void Add(Guid articleId, TextSketch text, long now)
    {
        _originals[articleId] = text;
        foreach (var bucket in text.Buckets)
        {
            var ids = Under(bucket);
            if (ids.Count < MaxPerBucket && !ids.Contains(articleId))
            {
                ids.Add(articleId);
                Added.Add(new BandRow { Bucket = bucket, ArticleId = articleId, AddedAt = now });
            }
        }
    }

    private List<Guid> Under(long bucket) => CollectionsMarshal.GetValueRefOrAddDefault(_buckets, bucket, out _) ??= [];
}

/// <summary>An original under one of its buckets.</summary>
public sealed class BandRow
{
    public long Bucket { get; init; }

    public Guid ArticleId { get; init; }

    /// <summary>Unix milliseconds; entries leave the index when they are old.</summary>
    public long AddedAt { get; init; }
}
