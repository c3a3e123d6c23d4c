using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Submit;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

public sealed class BulkSubmitterTests : IAsyncLifetime, IDisposable
{
    private readonly FragileIngest _ingest = new();
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private WebApplication? _server;
    private GrpcChannel? _channel;

    [Fact]
    public async Task Every_article_gets_its_result_in_order()
    {
        var results = await SubmitAsync(count: 100, window: 8);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => ($"a{i}", $"run-{i}")), results);
    }

    [Fact]
    public async Task A_broken_stream_is_taken_up_again_under_the_same_request_ids()
    {
        _ingest.BreakAfter = 7;

        var results = await SubmitAsync(count: 50, window: 8);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => ($"a{i}", $"run-{i}")), results);
        Assert.Equal(50, _ingest.Stored.Count);
        Assert.True(_ingest.Streams > 5, $"{_ingest.Streams} streams");
    }

    [Fact]
    public async Task No_more_articles_than_the_window_wait_for_a_result()
    {
        _ingest.Delay = TimeSpan.FromMilliseconds(1);

        await SubmitAsync(count: 60, window: 5);

        Assert.InRange(_ingest.MostUnanswered, 1, 5);
    }

    [Fact]
    public async Task A_refusal_that_no_retry_can_help_ends_the_run()
    {
        _ingest.Refuse = StatusCode.PermissionDenied;

        var refusal = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(count: 3, window: 2));

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        Assert.Equal(1, _ingest.Streams);
    }

    [Fact]
    public async Task A_service_that_tells_when_to_come_back_is_left_alone_until_then()
    {
        _ingest.RetryAfter = TimeSpan.FromSeconds(2);
        var clock = Stopwatch.StartNew();

        var results = await SubmitAsync(count: 3, window: 2);

        Assert.Equal(3, results.Count);
        // Of its own it would come back after a quarter of a second.
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.MaxValue);
        Assert.Equal(2, _ingest.Streams);
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhost(_address.Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_ingest);
        _server = builder.Build();
        _server.MapGrpcService<FragileIngest>();
        await _server.StartAsync();
        _channel = GrpcChannel.ForAddress($"http://localhost:{_address.Port}");
    }

    public async Task DisposeAsync()
    {
        await _server!.StopAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => _channel?.Dispose();

    private async Task<List<(string Source, string RequestId)>> SubmitAsync(int count, int window)
    {
        var results = new List<(string, string)>();
        using var submitter = new BulkSubmitter(new IngestService.IngestServiceClient(_channel), window, "run");
        await submitter.RunAsync(Articles(count), (item, result) => results.Add((item.Source, result.RequestId)), CancellationToken.None);
        return results;
    }

    private static async IAsyncEnumerable<OutgoingArticle> Articles(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new OutgoingArticle($"a{i}", new ArticleInput { Text = $"Text {i}." });
        }
    }

    /// <summary>Stores by request id, as ingest does, and breaks streams on demand.</summary>
    private sealed class FragileIngest : IngestService.IngestServiceBase
    {
        private int _received;
        private int _answered;

        public HashSet<string> Stored { get; } = [];

        public int Streams { get; private set; }

        public int MostUnanswered { get; private set; }

        public int BreakAfter { get; set; } = int.MaxValue;

        public TimeSpan Delay { get; set; }

        public StatusCode Refuse { get; set; }

        /// <summary>Set: the first stream is told to come back after this time.</summary>
        public TimeSpan RetryAfter { get; set; }

        public override async Task SubmitArticles(
            IAsyncStreamReader<SubmitArticlesRequest> requestStream,
            IServerStreamWriter<SubmitArticlesResponse> responseStream,
            ServerCallContext context)
        {
            Streams++;
            if (RetryAfter > TimeSpan.Zero && Streams == 1)
            {
                throw new Google.Rpc.Status
                {
                    Code = (int)Google.Rpc.Code.ResourceExhausted,
                    Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) }) },
                }.ToRpcException();
            }

            if (Refuse != StatusCode.OK)
            {
                throw new RpcException(new Grpc.Core.Status(Refuse, "no"));
            }

            // Reads ahead as far as it is let, to see how far the client goes.
            var queue = new Queue<SubmitArticlesRequest>();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            var reading = ReadAllAsync(requestStream, queue, stop.Token);
            var index = 0;
            while (!reading.IsCompleted || queue.Count > 0)
            {
                await Task.Delay(Delay);
                SubmitArticlesRequest? next;
                lock (queue)
                {
                    queue.TryDequeue(out next);
                }

                if (next is null)
                {
                    await Task.Delay(1);
                    continue;
                }

                Stored.Add(next.RequestId);
                if (index == BreakAfter)
                {
                    // Stored, but the client never hears of it. A call that ends while it is read from ends with another status.
                    await stop.CancelAsync();
                    await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "gone"));
                }

                _answered++;
                await responseStream.WriteAsync(new SubmitArticlesResponse
                {
                    Index = index++,
                    RequestId = next.RequestId,
                    Accepted = new SubmitArticleResponse { ArticleId = next.RequestId, Revision = 1, Outcome = SubmitOutcome.Created },
                });
            }

            await reading;
        }

        private async Task ReadAllAsync(IAsyncStreamReader<SubmitArticlesRequest> requests, Queue<SubmitArticlesRequest> queue, CancellationToken cancellation)
        {
            await foreach (var request in requests.ReadAllAsync(cancellation))
            {
                lock (queue)
                {
                    queue.Enqueue(request);
                    MostUnanswered = Math.Max(MostUnanswered, ++_received - _answered);
                }
            }
        }
    }
}
