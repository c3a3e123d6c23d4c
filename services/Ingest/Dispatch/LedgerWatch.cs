using Dapper;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>Measures how much is under way, for the gate at the door and for those who look at dashboards.</summary>
public sealed class LedgerWatch(IngestDatabase database, IntakeGate gate, TimeProvider clock, ILogger<LedgerWatch> logger) : BackgroundService
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
            await using var connection = await database.OpenAsync(cancellation);
            var ledger = await connection.QuerySingleAsync<LedgerRow>(new CommandDefinition(
                $"""
                SELECT count(*) AS open, min(articles.submitted_at) AS oldest,
                    (SELECT count(*) FROM feeds WHERE consecutive_failures > 0) AS failing
                FROM outbox JOIN articles ON articles.article_id = outbox.article_id AND articles.revision = outbox.revision
                WHERE outbox.next_attempt_at < {OutboxStore.Never} AND outbox.rebuild = 0
                """,
                cancellationToken: cancellation));
            gate.UnderWay = (int)Math.Min(int.MaxValue, ledger.Open);
            IngestMetrics.UnderWay.Record(ledger.Open);
            IngestMetrics.OldestAge.Record(ledger.Oldest is { } oldest ? Math.Max(0, (clock.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1_000.0) : 0);
            IngestMetrics.FeedsFailing.Record(ledger.Failing);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogDebug(fault, "The ledger could not be measured");
        }
    }

    private sealed class LedgerRow
    {
        public long Open { get; init; }

        public long? Oldest { get; init; }

        public long Failing { get; init; }
    }
}
