using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>The robots.txt of the hosts that are fetched from, kept for a day.</summary>
public sealed class RobotsCache(WebFetcher fetcher, IOptions<FeedOptions> options) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan LifetimeOfTrouble = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _hosts = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly string _robot = options.Value.UserAgent.Split('/', ' ')[0];

    /// <summary>The rules of a url's host. A host without the file allows everything; one that does not answer, nothing for now.</summary>
    public async Task<RobotsTxt> GetAsync(Uri url, CancellationToken cancellation)
    {
        var origin = url.GetLeftPart(UriPartial.Authority);
        if (_hosts.TryGetValue(origin, out RobotsTxt? known))
        {
            return known!;
        }

        var (robots, lifetime) = await FetchAsync(new Uri(origin + "/robots.txt"), cancellation);
        return _hosts.Set(origin, robots, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = lifetime });
    }

    /// <inheritdoc />
    public void Dispose() => _hosts.Dispose();

    private async Task<(RobotsTxt Robots, TimeSpan Lifetime)> FetchAsync(Uri url, CancellationToken cancellation)
    {
        try
        {
            var fetched = await fetcher.GetAsync(url, "text/plain", null, null, cancellation);
            return (RobotsTxt.Parse(fetched.Body, _robot), Lifetime);
        }
        catch (FetchException fault) when (fault.Status is >= 400 and < 500 and not 429)
        {
            return (RobotsTxt.AllowAll, Lifetime);
        }
        catch (FetchException)
        {
            return (RobotsTxt.DisallowAll, LifetimeOfTrouble);
        }
    }
}
