using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace OnRecord.Defaults;

/// <summary>Counts wrong keys by address: who tries too many is not listened to for a while.</summary>
internal sealed class WrongKeys(ILogger<WrongKeys> logger) : IDisposable
{
    /// <summary>Wrong keys that an address may send in a minute.</summary>
    public const int PerMinute = 20;

    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Whether an address has used up its tries.</summary>
    public bool Exhausted(string address)
    {
        using var lease = _tries.AttemptAcquire(address, permitCount: 0);
        return !lease.IsAcquired;
    }

    /// <summary>Notes a wrong key.</summary>
    public void Note(string address)
    {
        using var lease = _tries.AttemptAcquire(address);
        logger.LogWarning("A wrong API key came from {Address}", address);
    }

    public void Dispose() => _tries.Dispose();
}
