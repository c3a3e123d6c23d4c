using OnRecord.Language.Parse;

namespace OnRecord.Language.Tests.Parse;

public class TreeDecoderTests
{
    [Fact]
    public void The_best_heads_are_taken_when_they_form_a_tree()
    {
        // Word 1 hangs from the root, the others from word 1.
        float[] scores = [0, 9, 0, 1, 0, 0, 0, 9, 0, 9, 0, 1];
        var heads = new int[3];

        TreeDecoder.Decode(scores, 3, heads);

        Assert.Equal([1, 3, 1], heads);
    }

    [Fact]
    public void A_cycle_is_broken_where_it_costs_least()
    {
        // Words 0 and 1 like each other best; word 2 is the root. 0 loses 10-8 by going to 2, 1 loses 10-3.
        float[] scores = [0, 10, 8, 1, 10, 0, 3, 1, 0, 0, 0, 9];
        var heads = new int[3];

        TreeDecoder.Decode(scores, 3, heads);

        Assert.Equal([2, 0, 3], heads);
    }

    [Fact]
    public void Trees_are_as_good_as_those_of_exhaustive_search()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var n = random.Next(1, 6);
            var scores = new float[n * (n + 1)];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = random.NextSingle();
            }

            var root = Enumerable.Range(0, n).MaxBy(i => scores[(i * (n + 1)) + n]);
            var best = Best(scores, n, root, new int[n], 0);
            var heads = new int[n];
            TreeDecoder.Decode([.. scores], n, heads);

            Assert.True(IsTree(heads, n));
            Assert.Equal(best, Total(scores, heads, n), 1e-4f);
        }
    }

    private static float Best(float[] scores, int n, int root, int[] heads, int at)
    {
        if (at == n)
        {
            return IsTree(heads, n) ? Total(scores, heads, n) : float.NegativeInfinity;
        }

        var best = float.NegativeInfinity;
        for (var head = 0; head <= n; head++)
        {
            if (head != at && (head == n) == (at == root))
            {
                heads[at] = head;
                best = Math.Max(best, Best(scores, n, root, heads, at + 1));
            }
        }

        return best;
    }

    private static bool IsTree(int[] heads, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var steps = 0;
            for (var at = i; at != n; at = heads[at])
            {
                if (++steps > n)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static float Total(float[] scores, int[] heads, int n) => heads.Select((head, i) => scores[(i * (n + 1)) + head]).Sum();
}
