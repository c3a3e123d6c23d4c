namespace OnRecord.Stances.Tests.Attribute;

public sealed class LinearChainTests
{
    // Two labels; the first token pulls to label 1, and label 1 likes to stay.
    private static readonly float[] Transitions = [0f, -1f, -1f, 0.5f, 0f, 0f];
    private static readonly float[] Emissions = [0f, 2f, 0f, 0f, 0.4f, 0f];

    [Fact]
    public void Marginals_equal_those_of_counting_every_labelling()
    {
        var marginals = new float[6];

        var logPartition = ForwardBackward.Run(2, Emissions, Transitions, marginals, [], new ChainScratch());

        var (sums, total) = CountAll();
        Assert.Equal(Math.Log(total), logPartition, 4);
        for (var k = 0; k < sums.Length; k++)
        {
            Assert.Equal(sums[k] / total, marginals[k], 4);
        }
    }

    [Fact]
    public void A_chain_reads_what_it_has_written()
    {
        var rows = new short[4 * LinearChain.Stride];
        rows[LinearChain.Stride + 1] = 1024;
        var chain = new LinearChain(2, rows, 1f / 1024, Transitions);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        chain.Write(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);

        var read = LinearChain.Read(reader);

        var scores = new int[LinearChain.Stride];
        read.AddScores([1u, 5u], scores);   // 5 falls on row 1 too: four rows
        Assert.Equal(2048, scores[1]);
    }

    [Fact]
    public void The_best_labelling_respects_the_transitions()
    {
        var rows = new short[2 * LinearChain.Stride];
        rows[LinearChain.Stride + 1] = 2048;
        var chain = new LinearChain(2, rows, 1f / 1024, Transitions);
        var scores = new int[3 * LinearChain.Stride];
        chain.AddScores([1u], scores.AsSpan(0, LinearChain.Stride));
        var best = new byte[3];

        chain.Decode(scores, best, new ChainScratch());

        Assert.Equal([1, 1, 1], best);
    }

    private static (double[] Sums, double Total) CountAll()
    {
        var sums = new double[6];
        double total = 0;
        for (var code = 0; code < 8; code++)
        {
            int[] labels = [code & 1, (code >> 1) & 1, code >> 2];
            double score = Transitions[4 + labels[0]];
            for (var i = 0; i < 3; i++)
            {
                score += Emissions[(i * 2) + labels[i]] + (i > 0 ? Transitions[(labels[i - 1] * 2) + labels[i]] : 0);
            }

            total += Math.Exp(score);
            for (var i = 0; i < 3; i++)
            {
                sums[(i * 2) + labels[i]] += Math.Exp(score);
            }
        }

        return (sums, total);
    }
}
