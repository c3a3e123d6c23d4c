using System.ComponentModel.DataAnnotations;

namespace OnRecord.Ingest;

/// <summary>How much ingest takes in at a time, and what it refuses.</summary>
public sealed class IntakeOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Ingest";

    /// <summary>Longest page accepted, in bytes.</summary>
    [Range(1_000, 15_000_000)] public int MaxHtmlBytes { get; init; } = 10_000_000;

    /// <summary>Longest text accepted, in UTF-16 units. A longer article is refused; it is never cut.</summary>
    [Range(1_000, 2_000_000)] public int MaxTextLength { get; init; } = 200_000;

    /// <summary>Unary submissions worked on at a time; further ones are told to come back.</summary>
    [Range(1, 100_000)] public int MaxConcurrentCalls { get; init; } = 512;

    /// <summary>Bytes of input held in memory at a time, over all calls and streams. A stream waits for room; a call is told to come back.</summary>
    [Range(16_000_000, 4_000_000_000)] public long MaxInFlightBytes { get; init; } = 64_000_000;

    /// <summary>Articles of one stream in work at a time.</summary>
    [Range(1, 10_000)] public int StreamWindow { get; init; } = 256;

    /// <summary>Most articles stored in one transaction.</summary>
    [Range(1, 1_000)] public int WriteBatch { get; init; } = 128;

    /// <summary>Articles accepted but not yet handed to the bus before submissions are put off (a broker that is away for long).</summary>
    [Range(1, 100_000_000)] public int MaxBacklog { get; init; } = 1_000_000;

    /// <summary>
    /// How long an article should be under way at most, in seconds. Submissions are put off while more are accepted but not yet on their boards than
    /// the pipeline does in this time, as it has shown while it had more to do than it could.
    /// </summary>
    [Range(1, 86_400)] public int MaxWaitSeconds { get; init; } = 15;

    /// <summary>
    /// Articles under way that are let in however slow the pipeline is, before its rate is known, and while it stands still (a service or the broker is
    /// away) and has shown no higher rate before.
    /// </summary>
    [Range(1, 100_000_000)] public int MinUnderWay { get; init; } = 128;

    /// <summary>Articles under way from which submissions are put off however fast the pipeline is.</summary>
    [Range(1, 100_000_000)] public int MaxUnderWay { get; init; } = 100_000;

    /// <summary>How long an article is compared with new ones as a possible original, in days.</summary>
    [Range(1, 3_650)] public int CopyWindowDays { get; init; } = 30;
}
