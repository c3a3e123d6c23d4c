using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// Lets announcements share the transaction that closes them. Not MassTransit's batches: an endpoint that holds one back when the broker
/// goes away was seen to come back without its consumers.
/// </summary>
public sealed class IndexedLedger
{
    /// <summary>Most announcements a transaction closes.</summary>
    public const int BatchSize = 100;

    private readonly Batcher<ArticleIndexed> _batcher;

    public IndexedLedger(OutboxStore store, TimeProvider clock) =>
        _batcher = new(BatchSize, indexed => store.CloseIndexedAsync(indexed, clock.GetUtcNow().ToUnixTimeMilliseconds(), CancellationToken.None));

    /// <summary>Returns when the ledger says that search has applied the revision.</summary>
    public Task CloseAsync(ArticleIndexed indexed, CancellationToken cancellation) => _batcher.AddAsync(indexed, cancellation);
}
