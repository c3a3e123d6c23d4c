using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>
/// Fetches as a good guest: asks robots.txt, keeps requests to one host apart over all replicas, and stays away as long as the
/// host asks.
/// </summary>
public sealed class PoliteFetcher(WebFetcher fetcher, RobotsCache robots, FeedStore store, IOptions<FeedOptions> options, TimeProvider clock)
{
    // A turn further ahead than this is not worth holding a poll open for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Fetches a document in its host's turn.</summary>
    /// <exception cref="FetchException">Forbidden by robots.txt, the host is to be left alone, or the fetch failed.</exception>
    public async Task<Fetched> GetAsync(Uri url, string accept, string? etag, string? lastModified, CancellationToken cancellation)
    {
        var blockedFor = await store.NextTurnAsync(url.Authority, cancellation) - Now();
        if (blockedFor > LongestWait.TotalMilliseconds)
        {
            throw new FetchException($"{url.Authority} is to be left alone for now.", retryAfter: TimeSpan.FromMilliseconds(blockedFor));
        }

        var rules = await robots.GetAsync(url, cancellation);
        if (!rules.Allows(url))
        {
            throw new FetchException($"robots.txt of {url.Authority} does not allow {url.AbsolutePath}.");
        }

        var delay = Math.Max(options.Value.HostDelayMilliseconds, (long)(rules.CrawlDelay?.TotalMilliseconds ?? 0));
        var turn = await store.BookTurnAsync(url.Authority, Now(), delay, cancellation) - Now();
        if (turn > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(turn), clock, cancellation);
        }

        try
        {
            return await fetcher.GetAsync(url, accept, etag, lastModified, cancellation);
        }
        catch (FetchException fault) when (fault.RetryAfter is { } wait)
        {
            await store.BlockHostAsync(url.Authority, Now() + (long)wait.TotalMilliseconds, cancellation);
            throw;
        }
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
