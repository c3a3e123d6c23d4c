using System.Numerics.Tensors;
using OnRecord.Entities;
using OnRecord.Trainer.Names;

namespace OnRecord.Trainer.Knowledge;

/// <summary>Fits committees of <see cref="LinkNetwork"/>s by Adam with decay of the weights (Loshchilov and Hutter 2019). A chain counts by the square root of its mentions.</summary>
internal static class LinkLearner
{
    /// <summary>Networks of a committee: they differ in how they began, and so in where they err.</summary>
    public const int Networks = 3;

    private const int Seed = 20261130;
    private const int Rounds = 20;
    private const int Batch = 64;
    private const float Rate = 0.01f;
    private const float Decay = 0.03f;

    // Half of the first set is sport, which is not half of the news.
    private const float OtherSets = 2;

    /// <summary>A committee.</summary>
    public static LinkNetwork[] Fit(IReadOnlyList<LinkExample> chains) => [.. Enumerable.Range(0, Networks).Select(number => Fit(chains, new Random(Seed + number)))];

    private static LinkNetwork Fit(IReadOnlyList<LinkExample> chains, Random random)
    {
        var network = new LinkNetwork();
        Spread(network.Inner, random, 0.25f);
        Spread(network.Outer, random, 0.1f);
        float[][] weights = [network.Direct, network.Inner, network.Outer];
        Adam[] steps = [.. weights.Select(part => new Adam(part))];
        var order = Enumerable.Range(0, chains.Count).ToArray();
        var mean = chains.Average(Weight);
        var (step, all) = (0, Rounds * ((chains.Count + Batch - 1) / Batch));
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            for (var start = 0; start < order.Length; start += Batch)
            {
                foreach (var at in order.AsSpan(start, Math.Min(Batch, order.Length - start)))
                {
                    Learn(network, steps, chains[at], Weight(chains[at]) / mean);
                }

                var rate = Rate * (1 - (++step / (all + 1f)));
                for (var part = 0; part < weights.Length; part++)
                {
                    steps[part].Step(rate, 1f / Batch);
                    TensorPrimitives.Multiply(weights[part], 1 - (rate * Decay), weights[part]);
                }
            }
        }

        return network;
    }

    /// <summary>Adds the slope of the loss of one chain.</summary>
    private static void Learn(LinkNetwork network, Adam[] steps, LinkExample chain, float weight)
    {
        var candidates = chain.Candidates;
        var units = new float[candidates.Count][];
        var probabilities = new float[candidates.Count];
        for (var i = 0; i < candidates.Count; i++)
        {
            units[i] = new float[LinkNetwork.Units];
            probabilities[i] = network.Score(candidates[i].Features, units[i]);
        }

        LinkModel.Normalize(probabilities);
        for (var i = 0; i < candidates.Count; i++)
        {
            var error = (probabilities[i] - (i == chain.Right ? 1 : 0)) * weight;
            TensorPrimitives.MultiplyAdd(candidates[i].Features, error, steps[0].Gradient, steps[0].Gradient);
            TensorPrimitives.MultiplyAdd(units[i], error, steps[2].Gradient, steps[2].Gradient);
            for (var unit = 0; unit < LinkNetwork.Units; unit++)
            {
                var inner = steps[1].Gradient.AsSpan(unit * LinkNetwork.Features, LinkNetwork.Features);
                TensorPrimitives.MultiplyAdd(candidates[i].Features, error * network.Outer[unit] * (1 - (units[i][unit] * units[i][unit])), inner, inner);
            }
        }
    }

    private static void Spread(float[] weights, Random random, float most)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = ((2 * random.NextSingle()) - 1) * most;
        }
    }

    private static float Weight(LinkExample chain) => MathF.Sqrt(chain.Mentions) * (chain.Set == 0 ? 1 : OtherSets);
}
