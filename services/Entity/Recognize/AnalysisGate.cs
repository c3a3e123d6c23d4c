using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>
/// Lets only as many analyses run at a time as there are cores to run them. Callers wait in a bounded queue and are turned
/// away beyond it; consumers always wait, because the bus already bounds them.
/// </summary>
public sealed class AnalysisGate(IOptions<EntityOptions> options) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _free = new(
        options.Value.AnalysisConcurrency > 0 ? options.Value.AnalysisConcurrency : Environment.ProcessorCount);

    private int _waiting;

    /// <summary>Runs <paramref name="work"/> when its turn has come.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            return work(cancellation);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> for a caller.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED: too many callers wait already.</exception>
    public async Task<T> RunForCallerAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > options.Value.AnalysisQueue + 1)
        {
            Interlocked.Decrement(ref _waiting);
            throw RequestFaults.ResourceExhausted("Too many texts wait for analysis.", RetryAfter);
        }

        try
        {
            await _free.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

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
