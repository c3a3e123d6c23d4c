using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using OnRecord.Api.Ingest.V1;
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
    private readonly UnderWayLimit _underWayLimit;
    private int _limit;
    private int _backlog;
    private int _entering;
    private int _open;

    public IntakeGate(IOptions<IntakeOptions> options, TimeProvider clock)
    {
        _clock = clock;
        // A series that begins with its first event has no rate at that moment.
        IngestMetrics.Shed.Add(0);
        MaxBacklog = options.Value.MaxBacklog;
        _underWayLimit = new UnderWayLimit(TimeSpan.FromSeconds(options.Value.MaxWaitSeconds), options.Value.MinUnderWay, options.Value.MaxUnderWay);
        _limit = _underWayLimit.Value;
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

    /// <summary>Articles under way: as last counted, with those that were let in since, without those that have <see cref="Leave">left</see>.</summary>
    public int UnderWay => Volatile.Read(ref _open) + Volatile.Read(ref _entering);

    /// <summary>How many may be under way before submissions are put off; see <see cref="UnderWayLimit"/>.</summary>
    public int Limit => Volatile.Read(ref _limit);

    /// <summary>Whether articles are let in at all.</summary>
    public bool HasRoom => Backlog < MaxBacklog && UnderWay < Limit;

    /// <summary>The backlog from which submissions are put off.</summary>
    public int MaxBacklog { get; }

    /// <summary>
    /// Notes articles that are under way no longer. Each makes room for another one when it goes: if only the next count told, articles would be let in
    /// by bursts, and wait for each other.
    /// </summary>
    public void Leave(int articles) => Interlocked.Add(ref _open, -articles);

    /// <summary>Notes a count of the ledger, of all replicas; one caller at a time.</summary>
    /// <param name="open">Articles under way.</param>
    /// <param name="left">Articles that have left so far.</param>
    public void Count(long open, long left)
    {
        _underWayLimit.Observe(_clock.GetElapsedTime(0), open + Volatile.Read(ref _entering), left);
        Volatile.Write(ref _limit, _underWayLimit.Value);
        Volatile.Write(ref _open, (int)Math.Min(int.MaxValue / 2, open));
    }

    /// <summary>The answer to a submission while nothing more is let in, whatever it holds; null otherwise.</summary>
    public Grpc.Core.RpcException? Refusal() =>
        Backlog >= MaxBacklog ? Shed("Too many articles wait for the bus.", RetryAfter * 10)
        : UnderWay >= Limit ? Shed("Too many articles are under way.", RetryAfter * 5)
        : null;

    /// <summary>Lets a unary call in; dispose the result when it is done.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED with RetryInfo.</exception>
    public Admission Enter(int bytes)
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
                return new Admission(this, call, room);
            }
        }

        call.Dispose();
        throw Shed("Too many articles are being submitted.", RetryAfter);
    }

    /// <summary>Waits until there is room for one more article of a stream; dispose the result when it is done.</summary>
    public async Task<Admission> EnterStreamAsync(int bytes, CancellationToken cancellation)
    {
        while (!HasRoom)
        {
            await Task.Delay(BacklogPause, _clock, cancellation);
        }

        return new Admission(this, null, await _bytes.AcquireAsync(Permits(bytes), cancellation));
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

    /// <summary>The room that an article takes at the door, until it is disposed of.</summary>
    public sealed class Admission : IDisposable
    {
        private readonly IntakeGate _gate;
        private readonly RateLimitLease? _call;
        private readonly RateLimitLease _room;

        internal Admission(IntakeGate gate, RateLimitLease? call, RateLimitLease room)
        {
            (_gate, _call, _room) = (gate, call, room);
            Interlocked.Increment(ref gate._entering);
        }

        /// <summary>Tells that the article is under way from now on. One that is refused, or was known, leaves no trace.</summary>
        public void Stored(SubmitOutcome outcome)
        {
            if (outcome != SubmitOutcome.Duplicate)
            {
                Interlocked.Increment(ref _gate._open);
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            Interlocked.Decrement(ref _gate._entering);
            _room.Dispose();
            _call?.Dispose();
        }
    }
}
