namespace OnRecord.Ingest;

/// <summary>
/// How many articles may be under way: as many as leave within the longest wait, by Little's law. The rate is learned only while so many are under
/// way that the pipeline bounds it, and not what is offered; it stands while nothing leaves at all, for a service that is away says nothing of how
/// fast it is. Not for several threads.
/// </summary>
/// <param name="maxWait">How long an article should be under way at most.</param>
/// <param name="floor">Let in whatever the rate, and before there is one.</param>
/// <param name="ceiling">Never let in beyond it.</param>
public sealed class UnderWayLimit(TimeSpan maxWait, int floor, int ceiling)
{
    // Articles that are under way for less of the longest wait are only passing through, unless the limit itself holds them down.
    private const double BusyWait = 0.2;
    private const double BusyLimit = 0.5;

    private (TimeSpan At, long Open, long Left)? _before;
    private double? _perSecond;

    /// <summary>The limit as last learned.</summary>
    public int Value => (int)Math.Min(ceiling, Math.Max(floor, (_perSecond ?? 0) * maxWait.TotalSeconds));

    /// <summary>Learns from a count.</summary>
    /// <param name="at">When it was made, on a clock that never goes back.</param>
    /// <param name="open">Articles under way, of all replicas.</param>
    /// <param name="left">Articles that have left so far, of all replicas.</param>
    public void Observe(TimeSpan at, long open, long left)
    {
        if (_before is { } before && left >= before.Left)
        {
            var time = at - before.At;
            if (left == before.Left && open > 0 && time < maxWait)
            {
                // They may leave by bursts: the next count speaks for this time, too.
                _before = before with { Open = Math.Min(before.Open, open) };
                return;
            }

            var rate = (left - before.Left) / time.TotalSeconds;
            var busy = Math.Min(rate * maxWait.TotalSeconds * BusyWait, Value * BusyLimit);
            if (rate > 0 && Math.Min(before.Open, open) >= busy)
            {
                _perSecond = _perSecond is { } known ? known + ((rate - known) * (1 - Math.Exp(-time / maxWait))) : rate;
            }
        }

        _before = (at, open, left);
    }
}
