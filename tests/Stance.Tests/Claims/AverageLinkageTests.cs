namespace OnRecord.Stances.Tests;

public sealed class AverageLinkageTests
{
    [Fact]
    public void The_mean_over_all_pairs_decides_and_pairs_that_are_not_given_count_as_nothing()
    {
        // 0-1 join first; 2 is near 0 and far from 1, which makes a mean of 0.4.
        Assert.Equal([0, 0, 2], AverageLinkage.Cluster(3, [(0, 1, 0.9f), (0, 2, 0.8f)], 0.5f));
        Assert.Equal([0, 0, 0], AverageLinkage.Cluster(3, [(0, 1, 0.9f), (0, 2, 0.8f)], 0.4f));
        Assert.Equal([0, 0, 2, 2], AverageLinkage.Cluster(4, [(0, 1, 0.9f), (2, 3, 0.7f), (1, 2, 0.6f)], 0.5f));
    }

    [Fact]
    public void The_groups_do_not_depend_on_the_order_in_which_pairs_are_given()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var pairs = (from one in Enumerable.Range(0, 30) from other in Enumerable.Range(one + 1, 29 - one) select (one, other, random.NextSingle())).ToArray();
            var groups = AverageLinkage.Cluster(30, pairs, 0.55f);
            random.Shuffle(pairs);

            Assert.Equal(groups, AverageLinkage.Cluster(30, pairs, 0.55f));
            Assert.InRange(groups.Distinct().Count(), 2, 29);
        }
    }
}
