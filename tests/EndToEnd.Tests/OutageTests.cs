using System.Diagnostics;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A service that is away makes its queue no longer than what waits for it, however often the ledger looks.</summary>
[Collection(SharedFaulty.Name)]
public sealed class OutageTests(DistributedSystem system, ITestOutputHelper output)
{
    private const string Queue = "entity-recognize-entities";
    private const int Articles = 50;

    // The ledger of the test publishes again after 5 to 10 seconds: many times in this one.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("ONRECORD_OUTAGE_SECONDS"), out var seconds) ? seconds : 20);

    [Fact]
    public async Task An_outage_of_entity_does_not_multiply_what_waits_for_it()
    {
        await system.ProcessOf("Entity").KillAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, Articles).Select(async number =>
            (await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About($"Outageholm{number}") })).ArticleId));
        await Eventually.TrueAsync(async () => await DepthAsync() >= Articles, "all articles wait in the queue");
        var deepest = 0L;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Outage; await Task.Delay(500))
        {
            deepest = Math.Max(deepest, await DepthAsync());
        }

        output.WriteLine($"{Outage.TotalSeconds:0} s without entity: at most {deepest} messages for {Articles} articles");
        Assert.InRange(deepest, Articles, Articles * 1.1);

        system.ProcessOf("Entity").Start();
        await system.ProcessOf("Entity").ReadyAsync();
        foreach (var id in ids)
        {
            await Eventually.TrueAsync(
                async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article.Boarded, "the article is boarded", TimeSpan.FromMinutes(3));
        }
    }

    private async Task<long> DepthAsync() => (await system.Rabbit.QueuesAsync()).GetValueOrDefault(Queue);
}
