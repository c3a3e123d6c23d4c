using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>
/// Publishes what the outbox holds, in windows of confirmed publications. Any number of replicas may do so at once: each claims
/// rows of its own. While the bus is away nothing is lost and nothing piles up in memory; the rows wait in the table.
/// </summary>
public sealed class OutboxDispatcher(
    OutboxStore store, IBus bus, BrokerWatch broker, OutboxSignal signal, IntakeGate gate, IOptions<OutboxOptions> options, TimeProvider clock,
    ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private const int BatchesPerCount = 20;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly OutboxOptions _options = options.Value;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Marked before anything is given to it.
        await broker.LookAsync(stoppingToken);
        var failures = 0;
        var batches = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = await DispatchAsync(stoppingToken);
                failures = 0;
                if (!more)
                {
                    gate.Backlog = 0;
                    await signal.WaitAsync(TimeSpan.FromMilliseconds(_options.PollMilliseconds), stoppingToken);
                }
                else if (++batches % BatchesPerCount == 0)
                {
                    // Submissions may outrun the broker for long.
                    await MeasureBacklogAsync(stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                logger.LogWarning(fault, "The outbox could not be drained; attempt {Attempt}", failures);
                await MeasureBacklogAsync(stoppingToken);
                await Task.Delay(Pause(failures), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Publishes one window.</summary>
    /// <returns>Whether more rows may be due.</returns>
    private async Task<bool> DispatchAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (entries, more) = await store.ClaimAsync(
            _options.BatchSize, now.ToUnixTimeMilliseconds(), now.AddSeconds(_options.ClaimSeconds).ToUnixTimeMilliseconds(),
            TimeSpan.FromSeconds(_options.RepublishAfterSeconds), () => broker.LookAsync(cancellation), cancellation);
        if (entries.Count == 0)
        {
            return more;
        }

        // Rows must be published, or given back, before another replica may claim them.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(_options.ClaimSeconds) / 2);
        var attempts = await Task.WhenAll(entries.Select(entry => TryPublishAsync(entry, timeout.Token)));

        var confirmedAt = clock.GetUtcNow();
        var confirmed = entries.Where((_, at) => attempts[at] is null).ToList();
        await store.MarkPublishedAsync(
            confirmed.Select(entry => (entry, confirmedAt.Add(_options.RepublishDelay(entry.Attempts + 1)).ToUnixTimeMilliseconds())),
            confirmedAt.ToUnixTimeMilliseconds(), CancellationToken.None);
        if (confirmed.Count < entries.Count)
        {
            await store.ReleaseAsync(entries.Where((_, at) => attempts[at] is not null).Select(entry => entry.Key), confirmedAt.ToUnixTimeMilliseconds(), CancellationToken.None);
            throw attempts.First(fault => fault is not null)!;
        }

        return more;
    }

    /// <summary>Publishes one event in the trace of the call that caused it; completes when the broker has confirmed.</summary>
    private async Task<Exception?> TryPublishAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        using var activity = Trace(entry);
        try
        {
            await bus.Publish(entry.ToEvent(), cancellation);
            IngestMetrics.Published.Add(1, new KeyValuePair<string, object?>("again", entry.Attempts > 0));
            return null;
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            return fault;
        }
    }

    private static Activity? Trace(OutboxEntry entry) =>
        ActivityContext.TryParse(entry.TraceParent, null, isRemote: true, out var cause)
            ? OnRecordTelemetry.ActivitySource.StartActivity("outbox publish", ActivityKind.Internal, cause)
            : null;

    private async Task MeasureBacklogAsync(CancellationToken cancellation)
    {
        try
        {
            gate.Backlog = await store.CountDueAsync(clock.GetUtcNow().ToUnixTimeMilliseconds(), gate.MaxBacklog, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogDebug(fault, "The backlog could not be counted");
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static TimeSpan Pause(int failures)
    {
        var seconds = Math.Min(LongestPause.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromSeconds(seconds * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
