using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>
/// Keeps what is stored from growing for ever: originals leave the duplicate index when they are too old to be copied any more, hosts
/// that are asked no longer lose their turn, and what is older than it is to be kept goes.
/// </summary>
public sealed class Housekeeping(
    IngestDatabase database, FeedStore feeds, Retention retention, IOptions<IntakeOptions> options, TimeProvider clock, ILogger<Housekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly BandStore _bands = new(database);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            var now = clock.GetUtcNow();
            var dropped = await _bands.PruneAsync(now.AddDays(-options.Value.CopyWindowDays).ToUnixTimeMilliseconds(), cancellation);
            await feeds.ForgetHostsAsync(now.AddDays(-1).ToUnixTimeMilliseconds(), cancellation);
            logger.LogDebug("Dropped {Count} entries of the duplicate index", dropped);
            var (articles, revisions, requests) = await retention.SweepAsync(cancellation);
            if (articles + revisions > 0)
            {
                logger.LogInformation("Erased {Articles} articles and {Revisions} replaced revisions that were older than they are kept", articles, revisions);
            }

            logger.LogDebug("Forgot {Count} idempotency keys", requests);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogWarning(fault, "Housekeeping failed; the next round will make up for it");
        }
    }
}
