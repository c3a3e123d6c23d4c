namespace OnRecord.Ingest;

/// <summary>How far the pipeline has come with what was published to it. Times are Unix milliseconds.</summary>
public sealed class LedgerProgress
{
    /// <summary>When an article last came back.</summary>
    public long ClosedAt { get; init; }

    /// <summary>The latest publication that has come back.</summary>
    public long NewestPublication { get; init; }

    /// <summary>
    /// Whether a publication counts as lost: one that left <paramref name="patience"/> later has come back already, or nothing at
    /// all has come back for that long. While the pipeline works off a long queue neither holds; publishing what waits in it once
    /// more would only make it longer.
    /// </summary>
    public bool Overtook(long publishedAt, long now, TimeSpan patience) =>
        NewestPublication >= publishedAt + (long)patience.TotalMilliseconds || ClosedAt <= now - (long)patience.TotalMilliseconds;
}
