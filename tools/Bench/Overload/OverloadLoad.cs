using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Bench;

/// <summary>What a load of unary submissions showed.</summary>
/// <param name="Accepted">Milliseconds of the calls that were accepted.</param>
/// <param name="Shed">Calls that were answered RESOURCE_EXHAUSTED with the time to wait.</param>
/// <param name="Failed">Calls that ended in any other way, by status.</param>
internal sealed record OverloadResult(Percentiles Accepted, int Shed, IReadOnlyDictionary<string, int> Failed);

/// <summary>Submits articles at a rate that does not heed the answers; what is shed comes again later.</summary>
internal sealed class OverloadLoad(Uri ingest, Func<SubmitArticlesRequest> next) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(ingest);
    private readonly Queue<SubmitArticlesRequest> _shed = new();

    /// <summary>Runs for a while.</summary>
    /// <param name="perSecond">Calls per second.</param>
    /// <param name="duration">How long calls are begun.</param>
    public async Task<OverloadResult> RunAsync(double perSecond, TimeSpan duration)
    {
        var client = new IngestService.IngestServiceClient(_channel);
        var (accepted, shed, failed) = (new List<double>(), 0, new Dictionary<string, int>());
        var open = new HashSet<Task>();
        var clock = Stopwatch.StartNew();
        for (var begun = 0; clock.Elapsed < duration; await Task.Delay(Tick))
        {
            for (; clock.Elapsed.TotalSeconds >= begun / perSecond; begun++)
            {
                open.Add(SubmitAsync());
            }

            open.RemoveWhere(call => call.IsCompleted);
        }

        await Task.WhenAll(open);
        return new OverloadResult(Percentiles.Of(accepted), shed, failed);

        async Task SubmitAsync()
        {
            SubmitArticlesRequest? article;
            lock (_shed)
            {
                article = _shed.TryDequeue(out var again) ? again : next();
            }

            var start = Stopwatch.GetTimestamp();
            try
            {
                await client.SubmitArticleAsync(new SubmitArticleRequest { Article = article.Article, RequestId = article.RequestId }, deadline: DateTime.UtcNow + Deadline);
                lock (_shed)
                {
                    accepted.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
            catch (RpcException fault)
            {
                var told = fault.StatusCode == StatusCode.ResourceExhausted && fault.GetRpcStatus()?.GetDetail<Google.Rpc.RetryInfo>() is not null;
                lock (_shed)
                {
                    _shed.Enqueue(article);
                    shed += told ? 1 : 0;
                    if (!told)
                    {
                        failed[fault.StatusCode.ToString()] = failed.GetValueOrDefault(fault.StatusCode.ToString()) + 1;
                    }
                }
            }
        }
    }

    /// <summary>Articles that are under way.</summary>
    public async Task<int> UnderWayAsync() => (int)(await new IngestService.IngestServiceClient(_channel).GetPipelineAsync(new GetPipelineRequest())).UnderWay;

    /// <inheritdoc />
    public void Dispose() => _channel.Dispose();
}
