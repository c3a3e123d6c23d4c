using System.Numerics.Tensors;
using OnRecord.Entities;

namespace OnRecord.Trainer.Knowledge;

/// <summary>
/// A conditional logit over the candidates of a chain and none of them (McFadden 1974), fitted by gradient descent with momentum. A chain counts by the square
/// root of its mentions. No chance is involved.
/// </summary>
internal static class LinkLearner
{
    private const int Steps = 1000;
    private const float Rate = 0.6f;
    private const float Momentum = 0.9f;
    private const float Decay = 1e-4f;

    // Half of the first set is sport, which is not half of the news.
    private const float OtherSets = 2;

    /// <summary>The weights of the features.</summary>
    public static float[] Fit(IReadOnlyList<LinkExample> chains)
    {
        var size = chains[0].Features[0].Length;
        var (weights, speed, gradient) = (new float[size], new float[size], new float[size]);
        var total = chains.Sum(Weight);
        for (var step = 0; step < Steps; step++)
        {
            Array.Clear(gradient);
            foreach (var chain in chains)
            {
                var probabilities = Probabilities(chain, weights);
                for (var candidate = 0; candidate < probabilities.Length; candidate++)
                {
                    var error = ((candidate == chain.Right ? 1 : 0) - probabilities[candidate]) * Weight(chain) / total;
                    TensorPrimitives.MultiplyAdd(chain.Features[candidate], error, gradient, gradient);
                }
            }

            for (var feature = 0; feature < size; feature++)
            {
                speed[feature] = (Momentum * speed[feature]) + (Rate * (gradient[feature] - (Decay * weights[feature])));
                weights[feature] += speed[feature];
            }
        }

        return weights;
    }

    /// <summary>The probability of each candidate; what they lack to one is that of none.</summary>
    public static float[] Probabilities(LinkExample chain, float[] weights)
    {
        var scores = new float[chain.Features.Length];
        for (var candidate = 0; candidate < scores.Length; candidate++)
        {
            scores[candidate] = TensorPrimitives.Dot<float>(chain.Features[candidate], weights);
        }

        return LinkWeights.Probabilities(scores);
    }

    private static float Weight(LinkExample chain) => MathF.Sqrt(chain.Mentions) * (chain.Set == 0 ? 1 : OtherSets);
}
