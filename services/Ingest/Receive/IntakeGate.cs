using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>
/// Keeps what is in memory within bounds: input bytes over all calls and streams, unary calls at a time, the rows that wait
/// for the bus, and the articles in the pipeline. Beyond them a call is told when to come back, and a stream is read no further.
/// </summary>
public sealed class IntakeGate : IDisposable
{
    private const int BytesPerPermit = 1_024;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BacklogPause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrencyLimiter _bytes;
    private readonly ConcurrencyLimiter _calls;
    private readonly int _permits;
    private readonly TimeProvider _clock;
    private readonly int _maxUnderWay;
    private int _backlog;
    private int _underWay;

    public IntakeGate(IOptions<IntakeOptions> options, TimeProvider clock)
    {
        _clock = clock;
        // A series that begins with its first event has no rate at that moment.
        IngestMetrics.Shed.Add(0);
        MaxBacklog = options.Value.MaxBacklog;
        _maxUnderWay = options.Value.MaxUnderWay;
        _permits = (int)(options.Value.MaxInFlightBytes / BytesPerPermit);
        _bytes = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = _permits,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _calls = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = options.Value.MaxConcurrentCalls, QueueLimit = 0 });
    }

    /// <summary>Rows waiting for the bus, as last counted by the dispatcher.</summary>
    public int Backlog
    {
        get => Volatile.Read(ref _backlog);
        set => Volatile.Write(ref _backlog, value);
    }

    /// <summary>Articles under way, as last counted, with those that were let in since, without those that have <see cref="Leave">left</see>.</summary>
    public int UnderWay
    {
        get => Volatile.Read(ref _underWay);
        set => Volatile.Write(ref _underWay, value);
    }

    /// <summary>The backlog from which submissions are put off.</summary>
    public int MaxBacklog { get; }

    /// <summary>
    /// Notes articles that are under way no longer. Each makes room for another one when it goes: if only the next count told, articles would be let in
    /// by bursts, and wait for each other.
    /// </summary>
    public void Leave(int articles) => Interlocked.Add(ref _underWay, -articles);

    /// <summary>The answer to a submission while nothing more is let in, whatever it holds; null otherwise.</summary>
    public Grpc.Core.RpcException? Refusal() =>
        Backlog >= MaxBacklog ? Shed("Too many articles wait for the bus.", RetryAfter * 10)
        : UnderWay >= _maxUnderWay ? Shed("Too many articles are under way.", RetryAfter * 5)
        : null;

    /// <summary>Lets a unary call in; dispose the result when it is done.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED with RetryInfo.</exception>
    public IDisposable Enter(int bytes)
    {
        if (Refusal() is { } refusal)
        {
            throw refusal;
        }

        var call = _calls.AttemptAcquire();
        if (call.IsAcquired)
        {
            var room = _bytes.AttemptAcquire(Permits(bytes));
            if (room.IsAcquired)
            {
                Interlocked.Increment(ref _underWay);
                return new Admission(call, room);
            }
        }

        call.Dispose();
        throw Shed("Too many articles are being submitted.", RetryAfter);
    }

    /// <summary>Waits until there is room for one more article of a stream; dispose the result when it is done.</summary>
    public async Task<IDisposable> EnterStreamAsync(int bytes, CancellationToken cancellation)
    {
        while (Backlog >= MaxBacklog || UnderWay >= _maxUnderWay)
        {
            await Task.Delay(BacklogPause, _clock, cancellation);
        }

        Interlocked.Increment(ref _underWay);
        return await _bytes.AcquireAsync(Permits(bytes), cancellation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _bytes.Dispose();
        _calls.Dispose();
    }

    private static Grpc.Core.RpcException Shed(string message, TimeSpan retryAfter)
    {
        IngestMetrics.Shed.Add(1);
        return RequestFaults.ResourceExhausted(message, retryAfter);
    }

    private int Permits(int bytes) => Math.Min(_permits, 1 + (bytes / BytesPerPermit));

    private sealed record Admission(RateLimitLease Call, RateLimitLease Room) : IDisposable
    {
        public void Dispose()
        {
            Room.Dispose();
            Call.Dispose();
        }
    }
}
