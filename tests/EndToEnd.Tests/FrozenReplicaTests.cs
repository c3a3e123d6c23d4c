using System.Diagnostics;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>
/// A process that stands still answers nobody and holds its place: its locks, its messages, and perhaps the place of the one who assigns stories.
/// </summary>
public sealed class FrozenReplicaTests(TwoSearches system, ITestOutputHelper output) : IClassFixture<TwoSearches>
{
    // Without heartbeats that find it out, the broker waits three minutes.
    private static readonly TimeSpan Failover = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Another_search_takes_over_from_a_frozen_one()
    {
        await IndexAsync("Warmholm");

        // One of the two assigns stories.
        foreach (var replica in new[] { "Search", "Search-2" })
        {
            await system.Processes[replica].FreezeAsync();
            var clock = Stopwatch.StartNew();
            await IndexAsync($"Frozen{replica.Replace("-", "", StringComparison.Ordinal)}holm");
            output.WriteLine($"{replica} frozen: indexed after {clock.Elapsed.TotalSeconds:0.0} s");
            await system.Processes[replica].ThawAsync();
            await IndexAsync($"Thawed{replica.Replace("-", "", StringComparison.Ordinal)}holm");
        }
    }

    private async Task IndexAsync(string place)
    {
        var submitted = await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About(place) });
        await Eventually.TrueAsync(
            async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article.State == ArticleState.Indexed,
            $"{place} is indexed", Failover);
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
