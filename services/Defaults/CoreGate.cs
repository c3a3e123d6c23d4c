using System.Diagnostics.Metrics;

namespace OnRecord.Defaults;

/// <summary>Lets only so much work that fills a core run at a time: more at once only adds memory and threads.</summary>
/// <param name="limit">How much at a time; 0 for as much as there are cores.</param>
public sealed class CoreGate(int limit = 0) : IDisposable
{
    private static readonly UpDownCounter<long> Waiting = OnRecordTelemetry.Meter.CreateUpDownCounter<long>(
        "onrecord.analysis.waiting", "{text}", "Texts that wait for a core to analyse them.");

    private readonly SemaphoreSlim _free = new(limit > 0 ? limit : Environment.ProcessorCount);

    /// <summary>Runs <paramref name="work"/> when its turn has come.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        await EnterAsync(cancellation);
        return RunEntered(work, cancellation);
    }

    /// <summary>Waits for a turn, which <see cref="RunEntered"/> must use.</summary>
    public async Task EnterAsync(CancellationToken cancellation)
    {
        Waiting.Add(1);
        try
        {
            await _free.WaitAsync(cancellation);
        }
        finally
        {
            Waiting.Add(-1);
        }
    }

    /// <summary>Runs <paramref name="work"/> in the turn that was waited for.</summary>
    public T RunEntered<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        try
        {
            return work(cancellation);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _free.Dispose();
}
