namespace OnRecord.Search.Tests;

public sealed class HeatScaleTests
{
    private const long Now = 1_795_000_000_000;
    private static readonly long HalfLife = (long)HeatScale.HalfLife.TotalMilliseconds;

    [Fact]
    public void Heat_halves_in_a_half_life() =>
        Assert.Equal(0.5, HeatScale.Value(HeatScale.Score(1, Now), Now + HalfLife), precision: 6);

    [Fact]
    public void Heat_adds_up_whatever_the_order()
    {
        var old = HeatScale.Score(4, Now - (2 * HalfLife));
        var fresh = HeatScale.Score(1, Now);

        Assert.Equal(2, HeatScale.Value(HeatScale.Combine(old, fresh), Now), precision: 6);
        Assert.Equal(HeatScale.Combine(old, fresh), HeatScale.Combine(fresh, old));
        Assert.Equal(fresh, HeatScale.Combine(HeatScale.Cold, fresh));
    }
}
