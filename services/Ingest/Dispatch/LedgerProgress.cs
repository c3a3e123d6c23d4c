namespace OnRecord.Ingest;

/// <summary>How far the pipeline has come with what was published to it. Times are Unix milliseconds.</summary>
public sealed class LedgerProgress
{
    /// <summary>When an article last came back.</summary>
    public long ClosedAt { get; init; }

    /// <summary>The latest publication that has come back.</summary>
    public long NewestPublication { get; init; }

    /// <summary>Since when the broker has kept what it was given.</summary>
    public long KeptSince { get; init; }

    /// <summary>
    /// Whether a publication counts as lost: the broker has been wiped since; or one that left <paramref name="patience"/> later has come back
    /// already; or nothing has come back for that long though nothing waits in a queue. While a service is away, or the pipeline works off a
    /// long queue, none of them holds: what waits would only be doubled.
    /// </summary>
    /// <param name="publishedAt">When it was confirmed.</param>
    /// <param name="now">Now.</param>
    /// <param name="patience">Time in which a publication should come back.</param>
    /// <param name="idle">Whether the queues are empty.</param>
    public bool Lost(long publishedAt, long now, TimeSpan patience, bool idle) =>
        publishedAt < KeptSince
        || NewestPublication >= publishedAt + (long)patience.TotalMilliseconds
        || (idle && ClosedAt <= now - (long)patience.TotalMilliseconds);
}
