using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>
/// Group commit: submissions of all calls and streams go through one queue and are stored in order, as many in one transaction
/// as have come while the one before was written. An idle service stores the single article at once.
/// </summary>
public sealed class SubmissionWriter : BackgroundService
{
    private readonly ArticleStore _store;
    private readonly ILogger<SubmissionWriter> _logger;
    private readonly int _batchSize;
    private readonly Channel<Pending> _queue;

    public SubmissionWriter(ArticleStore store, IOptions<IntakeOptions> options, ILogger<SubmissionWriter> logger)
    {
        _store = store;
        _logger = logger;
        _batchSize = options.Value.WriteBatch;
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(2 * _batchSize) { SingleReader = true });
    }

    /// <summary>
    /// Queues a submission, waiting for room. Submissions of one caller are stored in the order of these calls.
    /// </summary>
    /// <returns>A task that ends when the submission is stored durably, or fails with the reason why it is not.</returns>
    public async Task<Task<SubmissionResult>> EnqueueAsync(Submission submission, CancellationToken cancellation)
    {
        var pending = new Pending(submission);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw RequestFaults.Unavailable("The service is stopping.", TimeSpan.FromSeconds(1));
        }

        return pending.Stored.Task;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } draining)
        {
            await draining.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Pending>(_batchSize);
        // What was queued is stored before the service stops, so the loop ends with the queue, not with the token.
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < _batchSize && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            await StoreAsync(batch);
        }
    }

    private async Task StoreAsync(List<Pending> batch)
    {
        try
        {
            var results = await _store.SubmitAsync(batch.ConvertAll(pending => pending.Submission), CancellationToken.None);
            for (var at = 0; at < batch.Count; at++)
            {
                batch[at].Complete(results[at]);
                if (results[at] is { } result)
                {
                    _logger.LogDebug("Article {ArticleId}, revision {Revision}: {Outcome}", result.ArticleId, result.Revision, result.Outcome);
                }
            }
        }
        catch (Exception fault) when (batch.Count > 1 && fault is not System.Data.Common.DbException { IsTransient: true })
        {
            // One article that the store cannot hold must not take the others with it.
            _logger.LogWarning(fault, "A batch of {Count} articles could not be stored; trying them one by one", batch.Count);
            foreach (var pending in batch)
            {
                await StoreAsync([pending]);
            }
        }
        catch (Exception fault)
        {
            batch.ForEach(pending => pending.Stored.TrySetException(fault));
        }
    }

    private sealed record Pending(Submission Submission)
    {
        // Callers go on elsewhere: the writer's loop must not run their code.
        public TaskCompletionSource<SubmissionResult> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Complete(SubmissionResult? result)
        {
            if (result is null)
            {
                Stored.TrySetException(RequestFaults.AlreadyExists(
                    "REQUEST_ID_REUSED", $"The request id \"{Submission.RequestId}\" was used for another article."));
                return;
            }

            IngestMetrics.Submitted.Add(1, new KeyValuePair<string, object?>("outcome", result.Outcome.ToString()));
            Stored.TrySetResult(result);
        }
    }
}
