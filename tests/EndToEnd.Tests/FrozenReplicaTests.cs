using System.Diagnostics;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>
/// A process that stands still answers nobody and holds its place: its locks, its messages, and perhaps the place of the one who assigns stories.
/// </summary>
public sealed class FrozenReplicaTests(TwoSearches system, ITestOutputHelper output) : IClassFixture<TwoSearches>
{
    // The broker looks once an interval, and lets go of who has shown no life for two whole ones: between two and three after the freeze. Without
    // heartbeats it waits three minutes.
    private static readonly TimeSpan Detection = 3 * TimeSpan.FromSeconds(new BusOptions().HeartbeatSeconds);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Another_search_takes_over_from_a_frozen_one()
    {
        await IndexAsync("Warmholm");
        // What an article takes by itself on this machine, beside which the failover is read: no clock of a busy machine decides whether this passes.
        var own = await IndexAsync("Ownholm");
        Assert.InRange(Detection, TimeSpan.Zero, TimeSpan.FromSeconds(13));

        // One of the two assigns stories.
        foreach (var replica in new[] { "Search", "Search-2" })
        {
            await system.Processes[replica].FreezeAsync();
            var failover = await IndexAsync($"Frozen{replica.Replace("-", "", StringComparison.Ordinal)}holm");
            output.WriteLine($"{replica} frozen: indexed after {failover.TotalSeconds:0.0} s; an article takes {own.TotalSeconds:0.0} s");
            await system.Processes[replica].ThawAsync();
            await IndexAsync($"Thawed{replica.Replace("-", "", StringComparison.Ordinal)}holm");
        }
    }

    /// <summary>Submits an article and waits until it is indexed.</summary>
    /// <returns>How long that took.</returns>
    private async Task<TimeSpan> IndexAsync(string place)
    {
        var clock = Stopwatch.StartNew();
        var submitted = await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About(place) });
        await Eventually.TrueAsync(
            async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article.State == ArticleState.Indexed,
            $"{place} is indexed", Patience);
        return clock.Elapsed;
    }
}

/// <summary>A distributed system with a standby for search. Its ledger is patient: nothing is published again while the test waits.</summary>
public sealed class TwoSearches : DistributedSystem
{
    protected override IReadOnlyCollection<string> Replicas => ["Ingest", "Entity", "Stance", "Search", "Search-2"];

    protected override Task StartAsync()
    {
        Configuration["Ingest:Outbox:RepublishAfterSeconds"] = "600";
        return base.StartAsync();
    }
}
