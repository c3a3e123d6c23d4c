using OnRecord.Bench;

namespace OnRecord.Quality.Tests;

/// <summary>Ratios of two builds, counted by hand.</summary>
public sealed class RatioTests
{
    [Fact]
    public void The_ratio_of_two_builds_is_the_middle_one_of_the_rounds_and_not_that_of_the_medians()
    {
        // The third round ran beside something else, which hit both.
        var ratio = Ratio.Of([(10, 5), (20, 14), (100, 60)]);

        Assert.Equal(new Ratio(20, 14, 0.6, 0.5, 0.7), ratio);
    }

    [Fact]
    public void Of_an_even_number_of_rounds_the_middle_is_the_mean_of_two()
    {
        var ratio = Ratio.Of([(1, 1), (1, 2)]);

        Assert.Equal(new Ratio(1, 1.5, 1.5, 1, 2), ratio);
    }

    [Fact]
    public void A_base_of_nothing_has_no_ratio()
    {
        Assert.Null(Ratio.Of([(0, 3)]));
        Assert.Equal(2, Ratio.Of([(0, 3), (1, 2)])!.Middle);
    }

    [Fact]
    public void Sides_are_compared_within_rounds_and_only_by_figures_that_both_gave()
    {
        var rounds = new Rounds();
        rounds.Add("base", 0, "speed", 10);
        rounds.Add("base", 0, "memory", 7);
        rounds.Add("present", 0, "speed", 20);
        rounds.Add("present", 1, "speed", 90);
        rounds.Add("base", 1, "speed", 30);

        var (name, ratio) = Assert.Single(rounds.Ratios("base", "present"));

        Assert.Equal("speed", name);
        Assert.Equal((2.5, 2, 3), (ratio.Middle, ratio.Least, ratio.Most));
    }
}
