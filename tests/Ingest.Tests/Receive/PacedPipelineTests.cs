using System.Collections.Concurrent;
using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>Two replicas before a pipeline that does some articles a second and is offered many more.</summary>
public sealed class PacedPipelineTests(PostgresServer postgres, RabbitServer rabbit) : IClassFixture<PostgresServer>, IClassFixture<RabbitServer>
{
    private const int PerSecond = 30;
    private const int MaxWaitSeconds = 5;
    private const int Floor = 30;
    private const int Bulk = 300;

    [Fact]
    public async Task Each_lets_in_what_the_pipeline_does_in_the_longest_wait_a_stream_waits_and_all_is_done_in_the_end()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var (one, other) = (Gate(first), Gate(second));
        Assert.Equal((Floor, Floor), (one.Limit, other.Limit));

        var bulk = BulkAsync(first);
        var refusals = new ConcurrentBag<RpcException>();
        var deepest = 0;
        await Task.WhenAll(bulk, CallAsync(second, refusals, bulk), WatchAsync());

        Assert.Equal(Bulk, (await bulk).Count(answer => answer.Accepted is not null));
        Assert.NotEmpty(refusals);
        Assert.All(refusals, refused => Assert.True(refused.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero));
        // Neither counts what the other has let in since the last look.
        Assert.InRange(deepest, Floor, 2 * PerSecond * MaxWaitSeconds);

        async Task WatchAsync()
        {
            // Learned from the ledger of both: each by itself sees only a part of what leaves.
            await Eventually.TrueAsync(
                () => Task.FromResult(Math.Min(one.Limit, other.Limit) > 2 * Floor), "both have learned that the pipeline does more");
            while (!bulk.IsCompleted)
            {
                Assert.InRange(Math.Max(one.Limit, other.Limit), Floor, PerSecond * MaxWaitSeconds * 1.4);
                deepest = Math.Max(deepest, (int)(await first.Client.GetPipelineAsync(new GetPipelineRequest())).UnderWay);
                await Task.Delay(100);
            }

            await Eventually.TrueAsync(async () => (await first.Client.GetPipelineAsync(new GetPipelineRequest())).UnderWay == 0, "nothing is under way");
        }
    }

    private static IntakeGate Gate(IngestHost host) => host.Services.GetRequiredService<IntakeGate>();

    /// <summary>Submits one after the other until the bulk load is through.</summary>
    private static async Task CallAsync(IngestHost host, ConcurrentBag<RpcException> refusals, Task until)
    {
        for (var number = Bulk; !until.IsCompleted; number++)
        {
            try
            {
                await host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Article(number) });
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.ResourceExhausted)
            {
                refusals.Add(refused);
                await Task.Delay(100);
            }
        }
    }

    private static async Task<List<SubmitArticlesResponse>> BulkAsync(IngestHost host)
    {
        using var call = host.Client.SubmitArticles();
        var sending = Task.Run(async () =>
        {
            for (var number = 0; number < Bulk; number++)
            {
                await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = Article(number) });
            }

            await call.RequestStream.CompleteAsync();
        });
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();
        await sending;
        return answers;
    }

    private static ArticleInput Article(int number) => Texts.Article(Texts.Numbered(20_000 + number), $"https://paced.example/{number}");

    private async Task<IngestHost> StartAsync()
    {
        var host = await IngestHost.StartAsync(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = postgres.ConnectionString,
            ["Bus:Transport"] = "RabbitMq",
            ["Bus:Host"] = rabbit.Host,
            ["Ingest:MaxWaitSeconds"] = MaxWaitSeconds.ToString(CultureInfo.InvariantCulture),
            ["Ingest:MinUnderWay"] = Floor.ToString(CultureInfo.InvariantCulture),
        });
        // The two share the queue, each half of the time.
        host.Pipeline.Pace = TimeSpan.FromSeconds(2.0 / PerSecond);
        return host;
    }
}
