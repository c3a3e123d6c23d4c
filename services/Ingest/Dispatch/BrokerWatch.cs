using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>Keeps the ledger informed of whether the broker still holds what was published to it.</summary>
public sealed class BrokerWatch(IBrokerMemory memory, OutboxStore store, TimeProvider clock, ILogger<BrokerWatch> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private (BrokerLook? Look, DateTimeOffset At) _last;

    /// <summary>
    /// What the broker holds, at most a second old; null when it does not answer. A broker that has forgotten everything is noted in the ledger
    /// before it is marked anew, so that a process that dies in between loses nothing.
    /// </summary>
    public async Task<BrokerLook?> LookAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now - _last.At < Fresh)
        {
            return _last.Look;
        }

        BrokerLook? look = null;
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(Patience);
            look = await memory.LookAsync(PipelineQueues.All, timeout.Token);
            if (!look.Value.Kept)
            {
                // A bus in memory is new at every start: nothing that anybody need be warned of.
                logger.Log(
                    memory.OutlivesProcess ? LogLevel.Warning : LogLevel.Debug,
                    "The broker is new, or has lost what it held: what was published before and has not come back is published again");
                await store.ForgetBrokerAsync(clock.GetUtcNow().ToUnixTimeMilliseconds(), timeout.Token);
                await memory.MarkAsync(timeout.Token);
            }
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogDebug(fault, "The broker could not be looked at");
            look = null;
        }

        _last = (look, clock.GetUtcNow());
        return look;
    }
}
