using System.Diagnostics;

namespace OnRecord.Defaults;

/// <summary>A <see cref="Batcher{TItem,TResult}"/> whose items have no results.</summary>
public sealed class Batcher<TItem>(int limit, Func<IReadOnlyList<TItem>, Task> write)
{
    private readonly Batcher<TItem, bool> _batches = new(limit, async items =>
    {
        await write(items);
        return new bool[items.Count];
    });

    /// <summary>Adds an item and waits until its batch is written.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellation">Ends the waiting; the item may be written all the same.</param>
    public Task AddAsync(TItem item, CancellationToken cancellation) => _batches.AddAsync(item, cancellation);
}

/// <summary>
/// Lets many callers share one transaction: while a batch is written, new items gather, and go with the next. Batches run one at
/// a time and begin <see cref="Pace"/> apart, unless one is full: what a transaction costs by itself is more than what a row of it costs.
/// Whoever comes after a pause is written at once. When a batch fails, its items run alone, so that a poisonous one takes no other with it.
/// </summary>
public sealed class Batcher<TItem, TResult>(int limit, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> write)
{
    /// <summary>Least time between the beginnings of two batches.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _waiting = new();
    private bool _running;
    private long? _begun;

    /// <summary>Adds an item and waits until its batch is written.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellation">Ends the waiting; the item may be written all the same.</param>
    /// <returns>The item's own result.</returns>
    public Task<TResult> AddAsync(TItem item, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue(new Entry(item, done, Activity.Current?.Context ?? default));
            if (!_running)
            {
                _running = true;
                // Not within the caller's trace: the batch belongs to all of its items.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(RunAsync, CancellationToken.None);
                }
            }
        }

        return done.Task.WaitAsync(cancellation);
    }

    private async Task RunAsync()
    {
        while (await TakeAsync() is { Count: > 0 } batch)
        {
            _begun = Stopwatch.GetTimestamp();
            if (!await TryWriteAsync(batch, report: batch.Count == 1))
            {
                foreach (var item in batch)
                {
                    await TryWriteAsync([item], report: true);
                }
            }
        }
    }

    private async Task<bool> TryWriteAsync(List<Entry> batch, bool report)
    {
        using var span = Span(batch);
        try
        {
            var results = await write(batch.ConvertAll(entry => entry.Item));
            for (var index = 0; index < batch.Count; index++)
            {
                batch[index].Done.SetResult(results[index]);
            }

            return true;
        }
        catch (Exception fault) when (report)
        {
            batch[0].Done.SetException(fault);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private async Task<List<Entry>> TakeAsync()
    {
        int waiting;
        lock (_lock)
        {
            waiting = _waiting.Count;
        }

        if (waiting > 0 && waiting < limit && _begun is { } begun && Pace - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest);
        }

        lock (_lock)
        {
            var batch = new List<Entry>(Math.Min(limit, _waiting.Count));
            while (batch.Count < limit && _waiting.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            _running = batch.Count > 0;
            return batch;
        }
    }

    /// <summary>The span of a batch hangs on its first item; it is linked to all others.</summary>
    private static Activity? Span(List<Entry> batch)
    {
        var traced = batch.FindAll(entry => entry.Cause != default);
        if (traced.Count == 0)
        {
            return null;
        }

        var span = OnRecordTelemetry.ActivitySource.StartActivity(
            "write batch", ActivityKind.Internal, traced[0].Cause, links: traced.Skip(1).Select(entry => new ActivityLink(entry.Cause)));
        return span?.SetTag("onrecord.batch.size", batch.Count);
    }

    private readonly record struct Entry(TItem Item, TaskCompletionSource<TResult> Done, ActivityContext Cause);
}
