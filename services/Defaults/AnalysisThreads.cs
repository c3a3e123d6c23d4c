using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace OnRecord.Defaults;

/// <summary>
/// The threads on which a process analyses texts: one a core, whatever services it hosts, since more at once only add waiting and memory. They are
/// not those of the pool, and the system puts them behind these: what answers callers, moves messages and writes to the store is short, and must not
/// queue behind work that fills a core for tens of milliseconds. Callers come before articles.
/// </summary>
public sealed partial class AnalysisThreads : IDisposable
{
    // With a third of the weight of others they still get on where something else keeps the cores busy for long.
    private const int Niceness = 5;

    private static readonly UpDownCounter<long> Waiting = OnRecordTelemetry.Meter.CreateUpDownCounter<long>(
        "onrecord.analysis.waiting", "{text}", "Texts that wait for a core to analyse them.");

    private readonly object _lock = new();
    private readonly Lane _callers;
    private readonly Lane _articles;
    private readonly Thread[] _threads;
    private bool _ends;

    /// <summary>Starts the threads.</summary>
    public AnalysisThreads()
        : this(Environment.ProcessorCount)
    {
    }

    /// <param name="count">How many.</param>
    internal AnalysisThreads(int count)
    {
        (_callers, _articles) = (new Lane(this), new Lane(this));
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Work) { IsBackground = true, Name = "analysis", Priority = ThreadPriority.BelowNormal })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> for an article, whenever its turn comes.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation) => _articles.RunAsync(work, cancellation);

    /// <summary>Runs <paramref name="work"/> for somebody who waits for the answer: before all articles.</summary>
    public Task<T> RunForCallerAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation) => _callers.RunAsync(work, cancellation);

    /// <summary>Ends the threads once they have nothing to do.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ends = true;
            Monitor.PulseAll(_lock);
        }
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    private static partial int StepBack(int niceness);

    private void Work()
    {
        // .NET leaves the priority of a thread alone there, and the system counts niceness by thread.
        if (OperatingSystem.IsLinux())
        {
            _ = StepBack(Niceness);
        }

        while (Next() is var (lane, task))
        {
            lane.Run(task);
        }
    }

    private (Lane Lane, Task Task)? Next()
    {
        lock (_lock)
        {
            while (true)
            {
                var lane = _callers.Waiting.Count > 0 ? _callers : _articles;
                if (lane.Waiting.TryDequeue(out var task))
                {
                    return (lane, task);
                }

                if (_ends)
                {
                    return null;
                }

                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Work of one kind, in the order of its coming.</summary>
    private sealed class Lane(AnalysisThreads threads) : TaskScheduler
    {
        public Queue<Task> Waiting { get; } = new();

        public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation) => Task.Factory.StartNew(
            () => work(cancellation), cancellation, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously, this);

        public void Run(Task task)
        {
            AnalysisThreads.Waiting.Add(-1);
            TryExecuteTask(task);
        }

        protected override void QueueTask(Task task)
        {
            lock (threads._lock)
            {
                ObjectDisposedException.ThrowIf(threads._ends, threads);
                AnalysisThreads.Waiting.Add(1);
                Waiting.Enqueue(task);
                Monitor.Pulse(threads._lock);
            }
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks()
        {
            lock (threads._lock)
            {
                return [.. Waiting];
            }
        }
    }
}
