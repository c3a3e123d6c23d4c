using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Search;

/// <summary>
/// Follows the update log of the store for all watchers of this process, woken by events and looking twice a second anyway. The log,
/// not the event, is what watchers are told from: it has one order, and a number to resume from.
/// </summary>
internal sealed class TailUpdatesService(
    StoryWatch watch, UpdateReader reader, UpdateLog log, IOptions<SearchOptions> options, TimeProvider clock, ILogger<TailUpdatesService> logger)
    : BackgroundService
{
    private const int MaxPage = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // Half of what a watcher's queue takes: with the other half free, a page fits.
    private readonly int _page = Math.Clamp(options.Value.WatchBuffer / 2, 1, MaxPage);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private long _last;

    /// <summary>Something changed: look now.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has woken it already.
        }
    }

    // Before the first caller can come: what happens from here on is followed.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _last = await log.HeadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beat = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(Interval, stoppingToken);
                // The head first: a watcher that comes after it was read makes the rest be followed, not skipped.
                var head = await log.HeadAsync(stoppingToken);
                _last = watch.IsIdle ? head : await FollowAsync(_last, stoppingToken);
                if (clock.GetElapsedTime(beat).TotalSeconds >= options.Value.HeartbeatSeconds)
                {
                    beat = clock.GetTimestamp();
                    watch.Beat(_last);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                logger.LogWarning(fault, "The update log cannot be read; trying again");
                await Task.Delay(Interval, clock, CancellationToken.None);
            }
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private async Task<long> FollowAsync(long last, CancellationToken cancellation)
    {
        while (await log.ReadAsync(last, _page, cancellation) is { Count: > 0 } entries)
        {
            var described = await reader.DescribeAsync(entries, cancellation);
            await watch.SettleAsync(cancellation);
            foreach (var update in described)
            {
                watch.Dispatch(update);
                last = update.Sequence;
            }
        }

        return last;
    }
}
