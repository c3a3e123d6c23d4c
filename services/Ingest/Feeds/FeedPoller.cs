using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>
/// Polls due feeds, several at a time, while there is room for what they bring. Replicas share the work: a feed is leased by the one that polls it,
/// so none is fetched twice.
/// </summary>
public sealed class FeedPoller(FeedStore store, FeedReader reader, IntakeGate gate, IOptions<FeedOptions> options, TimeProvider clock, ILogger<FeedPoller> logger)
    : BackgroundService
{
    private const int MaxErrorLength = 1_000;

    private readonly FeedOptions _options = options.Value;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                DueFeedsAsync(stoppingToken),
                new ParallelOptions { MaxDegreeOfParallelism = _options.MaxConcurrentPolls, CancellationToken = stoppingToken },
                async (feed, cancellation) => await PollAsync(feed, cancellation));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Leases a due feed whenever a worker is free; never ends.</summary>
    private async IAsyncEnumerable<FeedRow> DueFeedsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            FeedRow? feed = null;
            try
            {
                var now = clock.GetUtcNow();
                if (gate.HasRoom && await store.AnyDueAsync(now.ToUnixTimeMilliseconds(), cancellation))
                {
                    feed = await store.ClaimAsync(
                        now.ToUnixTimeMilliseconds(), now.AddSeconds(_options.LeaseSeconds).ToUnixTimeMilliseconds(), cancellation);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogWarning(fault, "Due feeds could not be looked up");
            }

            if (feed is not null)
            {
                yield return feed;
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(_options.TickMilliseconds), clock, cancellation);
            }
        }
    }

    private async Task PollAsync(FeedRow feed, CancellationToken cancellation)
    {
        var leaseEnd = feed.NextPollAt;
        try
        {
            using var lease = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            lease.CancelAfter(TimeSpan.FromSeconds(_options.LeaseSeconds));
            var wait = await TryReadAsync(feed, lease.Token, cancellation);
            feed.NextPollAt = wait is { } time ? clock.GetUtcNow().Add(time).ToUnixTimeMilliseconds() : long.MaxValue;
            await store.FinishAsync(feed, leaseEnd, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // The lease runs out and the feed is polled again.
            logger.LogError(fault, "Feed {Url} could not be polled", feed.Url);
        }
    }

    /// <summary>Reads a feed and notes its health.</summary>
    /// <returns>The time until the next poll; null when there is to be none.</returns>
    private async Task<TimeSpan?> TryReadAsync(FeedRow feed, CancellationToken lease, CancellationToken cancellation)
    {
        var interval = TimeSpan.FromSeconds(feed.PollSeconds);
        try
        {
            feed.LastError = Shorten(await reader.ReadAsync(feed, lease));
            feed.LastSuccessAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
            feed.ConsecutiveFailures = 0;
            return Jitter(interval);
        }
        catch (FetchException gone) when (gone.Status == (int)HttpStatusCode.Gone)
        {
            feed.ConsecutiveFailures++;
            feed.LastError = "HTTP 410: the feed is gone, and is polled no more.";
            logger.LogInformation("Feed {Url} is gone", feed.Url);
            return null;
        }
        catch (Exception fault) when (fault is FetchException or FeedFormatException || (lease.IsCancellationRequested && !cancellation.IsCancellationRequested))
        {
            feed.ConsecutiveFailures++;
            feed.LastError = Shorten(fault is OperationCanceledException ? $"The poll took longer than {_options.LeaseSeconds} s." : fault.Message);
            var backOff = TimeSpan.FromSeconds(Math.Min(
                Math.Max(_options.MaxBackOffSeconds, feed.PollSeconds), feed.PollSeconds * Math.Pow(2, Math.Min(feed.ConsecutiveFailures, 30))));
            var asked = (fault as FetchException)?.RetryAfter ?? TimeSpan.Zero;
            return asked > backOff ? asked : Jitter(backOff);
        }
    }

    // Feeds that were added together must not be polled together for ever.
    private static TimeSpan Jitter(TimeSpan time) => time * (0.9 + (0.2 * Random.Shared.NextDouble()));

    private static string Shorten(string message) => message[..Math.Min(message.Length, MaxErrorLength)];
}
