using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>
/// Lets announcements share the transaction that notes them. Not MassTransit's batches: an endpoint that holds one back when the broker
/// goes away was seen to come back without its consumers.
/// </summary>
public sealed class IndexedLedger
{
    /// <summary>Most announcements in a transaction.</summary>
    public const int BatchSize = 100;

    private readonly Batcher<LedgerNews> _batcher;

    public IndexedLedger(OutboxStore store, IntakeGate gate, TimeProvider clock) =>
        _batcher = new(BatchSize, async news => gate.Leave(await store.ApplyAsync(news, clock.GetUtcNow().ToUnixTimeMilliseconds(), CancellationToken.None)));

    /// <summary>Returns when the ledger says so.</summary>
    public Task ApplyAsync(LedgerNews news, CancellationToken cancellation) => _batcher.AddAsync(news, cancellation);
}
