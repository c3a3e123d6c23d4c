using Google.Rpc;
using Grpc.Core;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Cli.Submit;

/// <summary>
/// Sends articles through SubmitArticles. At most <paramref name="window"/> of them wait for their result at a time. When the
/// stream breaks, what has no result is sent again under the same request ids, so that nothing is lost or taken twice.
/// </summary>
/// <param name="client">Ingest.</param>
/// <param name="window">Articles without a result at a time.</param>
/// <param name="runId">First part of the request ids; the same run id and input resume an earlier run.</param>
internal sealed class BulkSubmitter(IngestService.IngestServiceClient client, int window, string runId) : IDisposable
{
    private const int MaxAttempts = 8;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Queue<Sent> _unanswered = new();
    private readonly SemaphoreSlim _room = new(window);
    private readonly Lock _lock = new();
    private long _number;
    private int _attempts;

    /// <summary>Sends all; <paramref name="onResult"/> gets each article with its result, in order.</summary>
    /// <exception cref="RpcException">The service refuses the stream, or stays away for longer than the retries last.</exception>
    public async Task RunAsync(
        IAsyncEnumerable<OutgoingArticle> articles, Action<OutgoingArticle, SubmitArticlesResponse> onResult, CancellationToken cancellation)
    {
        await using var source = articles.GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                await StreamAsync(source, onResult, cancellation);
                return;
            }
            catch (RpcException exception) when (IsTransient(exception.StatusCode) && ++_attempts < MaxAttempts)
            {
                await Task.Delay(Pause(_attempts, exception), cancellation);
            }
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task StreamAsync(
        IAsyncEnumerator<OutgoingArticle> source, Action<OutgoingArticle, SubmitArticlesResponse> onResult, CancellationToken cancellation)
    {
        using var call = client.SubmitArticles(cancellationToken: cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = ReadResultsAsync(call, onResult, ended);
        try
        {
            foreach (var again in Unanswered())
            {
                await call.RequestStream.WriteAsync(again.Request, ended.Token);
            }

            while (await NextAsync(source, ended.Token) is { } next)
            {
                await call.RequestStream.WriteAsync(next.Request, ended.Token);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (
            !cancellation.IsCancellationRequested && exception is RpcException or OperationCanceledException or InvalidOperationException)
        {
            // The stream broke while writing: the reading side knows the status.
        }

        await reading;
        if (Unanswered().Length > 0)
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "The service ended the stream early."));
        }
    }

    private async Task<Sent?> NextAsync(IAsyncEnumerator<OutgoingArticle> source, CancellationToken ended)
    {
        await _room.WaitAsync(ended);
        while (await source.MoveNextAsync())
        {
            if (source.Current is { Article: { } article } item)
            {
                var sent = new Sent(item, new SubmitArticlesRequest { Article = article, RequestId = $"{runId}-{_number++}" });
                lock (_lock)
                {
                    _unanswered.Enqueue(sent);
                }

                return sent;
            }
        }

        _room.Release();
        return null;
    }

    private async Task ReadResultsAsync(
        AsyncDuplexStreamingCall<SubmitArticlesRequest, SubmitArticlesResponse> call,
        Action<OutgoingArticle, SubmitArticlesResponse> onResult,
        CancellationTokenSource ended)
    {
        try
        {
            await foreach (var result in call.ResponseStream.ReadAllAsync())
            {
                Sent sent;
                lock (_lock)
                {
                    sent = _unanswered.Dequeue();
                }

                if (sent.Request.RequestId != result.RequestId)
                {
                    throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, $"Expected the result of {sent.Request.RequestId}, got that of {result.RequestId}."));
                }

                _attempts = 0;
                _room.Release();
                onResult(sent.Item, result);
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private Sent[] Unanswered()
    {
        lock (_lock)
        {
            return [.. _unanswered];
        }
    }

    private static bool IsTransient(StatusCode code) =>
        code is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Aborted or StatusCode.DeadlineExceeded;

    /// <summary>Longer with each attempt, and never shorter than the service asks for.</summary>
    private static TimeSpan Pause(int attempt, RpcException refusal)
    {
        var own = TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, attempt - 1), LongestPause.TotalMilliseconds));
        var asked = refusal.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan() ?? TimeSpan.Zero;
        return asked > own ? asked : own;
    }

    private sealed record Sent(OutgoingArticle Item, SubmitArticlesRequest Request);
}
