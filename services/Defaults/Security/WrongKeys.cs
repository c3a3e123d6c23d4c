using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace OnRecord.Defaults;

/// <summary>Counts wrong keys and passwords by address: who tries too many is not listened to for a while.</summary>
public sealed class WrongKeys(ILogger<WrongKeys> logger) : IDisposable
{
    /// <summary>Wrong ones that an address may send in a minute.</summary>
    public const int PerMinute = 20;

    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Whether an address has used up its tries.</summary>
    public bool Exhausted(string address)
    {
        using var lease = _tries.AttemptAcquire(address, permitCount: 0);
        return !lease.IsAcquired;
    }

    /// <summary>Notes a wrong one.</summary>
    /// <param name="what">"API key", for the log.</param>
    public void Note(string what, string address)
    {
        using var lease = _tries.AttemptAcquire(address);
        logger.LogWarning("A wrong {What} came from {Address}", what, address);
    }

    /// <inheritdoc />
    public void Dispose() => _tries.Dispose();
}
