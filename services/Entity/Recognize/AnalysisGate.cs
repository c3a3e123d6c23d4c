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

    private readonly CoreGate _cores = new(options.Value.AnalysisConcurrency);

    private int _waiting;

    /// <summary>Runs <paramref name="work"/> when its turn has come.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation) => _cores.RunAsync(work, cancellation);

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
            await _cores.EnterAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return _cores.RunEntered(work, cancellation);
    }

    /// <inheritdoc />
    public void Dispose() => _cores.Dispose();
}
