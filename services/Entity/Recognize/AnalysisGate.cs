using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>
/// Lets only as many analyses run at a time as the settings say. Callers wait in a bounded queue and are turned away beyond it; consumers always
/// wait, because the bus already bounds them.
/// </summary>
public sealed class AnalysisGate(AnalysisThreads threads, IOptions<EntityOptions> options) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Without a limit of its own, the threads are one.
    private readonly SemaphoreSlim? _free = options.Value.AnalysisConcurrency > 0 ? new(options.Value.AnalysisConcurrency) : null;

    private int _waiting;

    /// <summary>Runs <paramref name="work"/> when its turn has come.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation) =>
        LimitedAsync(() => threads.RunAsync(work, cancellation), cancellation);

    /// <summary>Runs <paramref name="work"/> for a caller.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED: too many callers wait already.</exception>
    public async Task<T> RunForCallerAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var waits = 1;
        if (Interlocked.Increment(ref _waiting) > options.Value.AnalysisQueue + 1)
        {
            Leave();
            throw RequestFaults.ResourceExhausted("Too many texts wait for analysis.", RetryAfter);
        }

        try
        {
            return await LimitedAsync(
                () => threads.RunForCallerAsync(
                    token =>
                    {
                        Leave();
                        return work(token);
                    },
                    cancellation),
                cancellation);
        }
        finally
        {
            // Where the caller has gone before its turn.
            Leave();
        }

        void Leave()
        {
            if (Interlocked.Exchange(ref waits, 0) == 1)
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _free?.Dispose();

    private async Task<T> LimitedAsync<T>(Func<Task<T>> run, CancellationToken cancellation)
    {
        if (_free is null)
        {
            return await run();
        }

        await _free.WaitAsync(cancellation);
        try
        {
            return await run();
        }
        finally
        {
            _free.Release();
        }
    }
}
