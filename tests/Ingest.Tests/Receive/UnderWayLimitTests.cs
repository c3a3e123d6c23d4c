namespace OnRecord.Ingest.Tests;

/// <summary>How many may be under way is what leaves in the longest wait, and never learned from what is offered.</summary>
public sealed class UnderWayLimitTests
{
    private const int Floor = 128;
    private const int Ceiling = 100_000;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly UnderWayLimit _limit = new(MaxWait, Floor, Ceiling);
    private TimeSpan _now;
    private double _open;
    private double _left;

    [Fact]
    public void Before_anything_has_left_there_is_the_floor()
    {
        Assert.Equal(Floor, _limit.Value);
        _limit.Observe(TimeSpan.Zero, Floor, 40_000);
        Assert.Equal(Floor, _limit.Value);
    }

    [Theory]
    [InlineData(2, Floor)]
    [InlineData(12, 180)]
    [InlineData(100, 1_500)]
    [InlineData(4_000, 60_000)]
    [InlineData(20_000, Ceiling)]
    public void Under_more_load_than_capacity_it_is_what_leaves_in_the_longest_wait(double capacity, int expected)
    {
        Run(TimeSpan.FromMinutes(2), capacity, offered: 5 * capacity);

        Assert.InRange(_limit.Value, 0.95 * expected, 1.05 * expected);
        Assert.InRange(_open, 0.95 * expected, 1.05 * expected);
    }

    [Fact]
    public void What_is_offered_below_capacity_does_not_count()
    {
        Run(TimeSpan.FromMinutes(2), capacity: 100, offered: 500);
        var learned = _limit.Value;

        Run(TimeSpan.FromMinutes(1), capacity: 100, offered: 0);
        Run(TimeSpan.FromHours(1), capacity: 100, offered: 3);

        Assert.InRange(_limit.Value, 0.9 * learned, 1.1 * learned);
    }

    [Fact]
    public void A_slow_start_is_unlearned_within_a_few_waits()
    {
        Run(TimeSpan.FromSeconds(20), capacity: 1, offered: 500);
        Assert.Equal(Floor, _limit.Value);

        Run(4 * MaxWait, capacity: 100, offered: 500);

        Assert.InRange(_limit.Value, 1_350, 1_600);
    }

    [Fact]
    public void A_pipeline_that_becomes_slower_is_given_less()
    {
        Run(TimeSpan.FromMinutes(2), capacity: 100, offered: 500);

        Run(TimeSpan.FromMinutes(2), capacity: 20, offered: 500);

        Assert.InRange(_limit.Value, 285, 330);
    }

    [Fact]
    public void A_standstill_changes_little_for_however_long()
    {
        Run(TimeSpan.FromMinutes(2), capacity: 100, offered: 500);
        var learned = _limit.Value;

        Run(TimeSpan.FromHours(1), capacity: 0, offered: 500);

        Assert.InRange(_limit.Value, 0.9 * learned, 1.1 * learned);
        Assert.InRange(_open, 0.9 * learned, 1.1 * learned);
        Run(TimeSpan.FromMinutes(1), capacity: 100, offered: 500);
        Assert.InRange(_limit.Value, 0.9 * learned, 1.1 * learned);
    }

    [Fact]
    public void A_pipeline_that_never_came_to_work_is_given_the_floor()
    {
        Run(TimeSpan.FromHours(1), capacity: 0, offered: 500);

        Assert.Equal(Floor, _limit.Value);
        Assert.Equal(Floor, _open);
    }

    [Fact]
    public void Articles_that_leave_by_bursts_are_no_faster_than_on_average()
    {
        for (var burst = 0; burst < 40; burst++)
        {
            Run(4 * Look, capacity: 0, offered: 500);
            Run(Look, capacity: 100, offered: 500);
        }

        Assert.InRange(_limit.Value, 200, 350);
    }

    [Fact]
    public void A_count_that_begins_anew_is_no_rate()
    {
        Run(TimeSpan.FromMinutes(2), capacity: 100, offered: 500);
        var learned = _limit.Value;

        // A backup was restored.
        _left = 0;
        Run(TimeSpan.FromMinutes(1), capacity: 100, offered: 500);

        Assert.InRange(_limit.Value, 0.95 * learned, 1.05 * learned);
    }

    /// <summary>Lets a pipeline work that takes half a second for an article and does <paramref name="capacity"/> a second, behind a door with the limit.</summary>
    private void Run(TimeSpan time, double capacity, double offered)
    {
        var step = TimeSpan.FromMilliseconds(100);
        for (var end = _now + time; _now < end; _now += step)
        {
            _open += Math.Max(0, Math.Min(offered * step.TotalSeconds, _limit.Value - _open));
            var leaving = Math.Min(capacity, _open / 0.5) * step.TotalSeconds;
            (_open, _left) = (_open - leaving, _left + leaving);
            if (_now.Ticks % Look.Ticks == 0)
            {
                _limit.Observe(_now, (long)_open, (long)_left);
            }
        }
    }
}
