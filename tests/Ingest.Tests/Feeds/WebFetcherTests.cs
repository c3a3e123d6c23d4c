using Microsoft.Extensions.Options;

namespace OnRecord.Ingest.Tests;

public sealed class WebFetcherTests
{
    [Fact]
    public async Task A_name_is_judged_by_what_it_resolves_to()
    {
        await using var site = await FeedSite.StartAsync();
        site.Serve("/feed", "<rss/>");
        var url = new Uri($"http://localhost:{site.Address.Port}/feed");

        using var guarded = Fetcher();
        using var allowed = Fetcher("127.0.0.0/8");

        var refused = await Assert.ThrowsAsync<FetchException>(() => guarded.GetAsync(url, "*/*", null, null, CancellationToken.None));
        Assert.Equal("localhost has no address that may be fetched from.", refused.Message);
        Assert.Empty(site.Requests("/feed"));
        Assert.NotNull((await allowed.GetAsync(url, "*/*", null, null, CancellationToken.None)).Body);
    }

    private static WebFetcher Fetcher(params string[] allowed)
    {
        var options = Options.Create(new FeedOptions { AllowedNetworks = allowed });
        return new WebFetcher(options, new AddressGuard(options), TimeProvider.System);
    }
}
