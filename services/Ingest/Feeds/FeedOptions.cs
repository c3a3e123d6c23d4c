using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OnRecord.Ingest;

/// <summary>How feeds are polled, and what a fetch may cost.</summary>
public sealed class FeedOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Ingest:Feeds";

    /// <summary>Name by which fetches introduce themselves; its first word is looked for in robots.txt.</summary>
    [Required] public string UserAgent { get; init; } = "OnRecord/1.0";

    /// <summary>Feeds polled at a time by this process.</summary>
    [Range(1, 1_000)] public int MaxConcurrentPolls { get; init; } = 8;

    /// <summary>Time between two requests to one host, over all replicas, in milliseconds.</summary>
    [Range(0, 600_000)] public int HostDelayMilliseconds { get; init; } = 2_000;

    /// <summary>Shortest poll interval that a client may ask for, in seconds.</summary>
    [Range(1, 86_400)] public int MinPollSeconds { get; init; } = 60;

    /// <summary>Longest time between polls of a feed that keeps failing, in seconds.</summary>
    [Range(60, 604_800)] public int MaxBackOffSeconds { get; init; } = 86_400;

    /// <summary>How long a replica may work on a poll before another one takes the feed over, in seconds.</summary>
    [Range(10, 3_600)] public int LeaseSeconds { get; init; } = 300;

    /// <summary>Longest wait before the table is looked at for due feeds, in milliseconds.</summary>
    [Range(10, 60_000)] public int TickMilliseconds { get; init; } = 1_000;

    /// <summary>Longest time for one fetch with its redirects, in seconds.</summary>
    [Range(1, 300)] public int FetchSeconds { get; init; } = 20;

    /// <summary>Largest body after decompression, in bytes.</summary>
    [Range(10_000, 100_000_000)] public int MaxBodyBytes { get; init; } = 10_000_000;

    /// <summary>Redirects followed for one fetch.</summary>
    [Range(0, 20)] public int MaxRedirects { get; init; } = 5;

    /// <summary>Items of one feed looked at; the rest is not read.</summary>
    [Range(1, 10_000)] public int MaxItems { get; init; } = 1_000;

    /// <summary>Pages fetched in one poll; what is left over waits for the next one.</summary>
    [Range(1, 1_000)] public int MaxPagesPerPoll { get; init; } = 50;

    /// <summary>
    /// Networks in CIDR notation that may be fetched from although they are not public, for an intranet or a test. Empty: only
    /// public addresses.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _))
            .Select(network => new ValidationResult($"\"{network}\" is not a network in CIDR notation.", [nameof(AllowedNetworks)]));
}
