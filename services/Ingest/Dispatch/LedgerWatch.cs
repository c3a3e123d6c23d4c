namespace OnRecord.Ingest;

/// <summary>Measures how much is under way, for the gate at the door and for those who look at dashboards.</summary>
public sealed class LedgerWatch(OutboxStore outbox, IntakeGate gate, TimeProvider clock, ILogger<LedgerWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await MeasureAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        try
        {
            var ledger = await outbox.MeasureAsync(cancellation);
            gate.Count(ledger.Open, ledger.Left);
            IngestMetrics.UnderWay.Record(ledger.Open);
            IngestMetrics.UnderWayLimit.Record(gate.Limit);
            IngestMetrics.OldestAge.Record(ledger.OldestSubmittedAt is { } oldest ? Math.Max(0, (clock.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1_000.0) : 0);
            IngestMetrics.FeedsFailing.Record(ledger.FeedsFailing);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogDebug(fault, "The ledger could not be measured");
        }
    }
}
