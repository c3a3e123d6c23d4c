using System.ComponentModel.DataAnnotations;

namespace OnRecord.Ingest;

/// <summary>How the outbox is drained and when the ledger publishes again.</summary>
public sealed class OutboxOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Ingest:Outbox";

    /// <summary>Most events published together; all of them are confirmed before the next ones are taken.</summary>
    [Range(1, 5_000)] public int BatchSize { get; init; } = 256;

    /// <summary>Longest wait before the table is looked at again without a wake-up, in milliseconds.</summary>
    [Range(10, 60_000)] public int PollMilliseconds { get; init; } = 500;

    /// <summary>How long a replica may hold rows that it is publishing; after that another one takes them, in seconds.</summary>
    [Range(2, 600)] public int ClaimSeconds { get; init; } = 15;

    /// <summary>
    /// Time after a confirmed publication in which the article must come back indexed, or it is published again, in seconds.
    /// Doubles with each time.
    /// </summary>
    [Range(1, 86_400)] public int RepublishAfterSeconds { get; init; } = 60;

    /// <summary>Ceiling of the doubling, in seconds.</summary>
    [Range(1, 604_800)] public int RepublishCeilingSeconds { get; init; } = 3_600;

    /// <summary>When a row is due again that was published for the <paramref name="attempt"/>th time (from 1).</summary>
    public TimeSpan RepublishDelay(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(RepublishCeilingSeconds, RepublishAfterSeconds * Math.Pow(2, Math.Min(attempt - 1, 30))));
}
