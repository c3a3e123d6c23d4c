using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Fits a conditional random field by stochastic gradient steps, each weight with its own rate (AdaGrad, Duchi et al. 2011), features left
/// out at random so that no rare word decides alone, and the weights after the last epochs averaged.
/// </summary>
internal sealed class ChainTrainer
{
    private const float Rate = 0.12f;
    private const float TransitionRate = 0.02f;
    private const float Shrink = 2e-5f;
    private const float Dropout = 0.2f;

    private readonly float[] _weights = new float[NameTag.Names << NameFeatures.Bits];
    private readonly float[] _squares = new float[NameTag.Names << NameFeatures.Bits];
    private readonly float[] _transitions = new float[NameTag.Count * NameTag.Count];
    private readonly float[] _transitionSquares = new float[NameTag.Count * NameTag.Count];
    private readonly NameChain _chain;
    private readonly NameChain.Workspace _workspace = new();
    private readonly Random _random;

    /// <summary>A trainer whose result the seed decides.</summary>
    public ChainTrainer(int seed)
    {
        _chain = new NameChain(_transitions);
        _random = new Random(seed);
    }

    /// <summary>Fits the weights.</summary>
    /// <param name="examples">Sentences; reordered.</param>
    /// <param name="epochs">Passes over all of them.</param>
    /// <param name="averaged">How many of the last passes are averaged.</param>
    /// <param name="afterEpoch">Called after each pass with its number and the mean loss per sentence.</param>
    /// <returns>Weights and transitions for <see cref="NameModel.Write"/>.</returns>
    public (float[] Weights, float[] Transitions) Fit(NerExample[] examples, int epochs, int averaged, Action<int, double> afterEpoch)
    {
        var weights = new float[_weights.Length];
        var transitions = new float[_transitions.Length];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            _random.Shuffle(examples);
            var loss = 0.0;
            foreach (var example in examples)
            {
                loss += Learn(example);
            }

            if (epoch >= epochs - averaged)
            {
                TensorPrimitives.MultiplyAdd(_weights, 1f / averaged, weights, weights);
                TensorPrimitives.MultiplyAdd(_transitions, 1f / averaged, transitions, transitions);
            }

            afterEpoch(epoch + 1, loss / examples.Length);
        }

        return (weights, transitions);
    }

    private double Learn(NerExample example)
    {
        var length = example.Tags.Length;
        var (features, ends) = Drop(example);
        var emissions = new float[length * NameTag.Names];
        var rows = MemoryMarshal.Cast<float, Vector512<float>>(_weights.AsSpan());
        var scores = MemoryMarshal.Cast<float, Vector512<float>>(emissions.AsSpan());
        for (int i = 0, f = 0; i < length; i++)
        {
            var sum = Vector512<float>.Zero;
            for (; f < ends[i]; f++)
            {
                sum += rows[features[f]];
            }

            scores[i] = sum * (1 / (1 - Dropout));
        }

        var loss = _chain.FindMarginals(emissions, length, _workspace);
        for (var i = 0; i < length; i++)
        {
            var tag = example.Tags[i];
            loss -= tag == NameTag.None ? 0 : emissions[(i * NameTag.Names) + tag];
            loss -= i == 0 ? 0 : _transitions[(example.Tags[i - 1] * NameTag.Count) + tag];
        }

        LearnTransitions(example);
        LearnWeights(example, features, ends);
        return loss;
    }

    private void LearnTransitions(NerExample example)
    {
        Span<float> gradient = stackalloc float[NameTag.Count * NameTag.Count];
        gradient.Clear();
        _chain.AddExpectedPairs(example.Tags.Length, _workspace, gradient);
        for (var i = 1; i < example.Tags.Length; i++)
        {
            gradient[(example.Tags[i - 1] * NameTag.Count) + example.Tags[i]]--;
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            var slope = gradient[i] * example.Weight;
            _transitionSquares[i] += slope * slope;
            _transitions[i] -= TransitionRate * slope / (MathF.Sqrt(_transitionSquares[i]) + 1e-4f);
        }

        _chain.SetTransitions(_transitions);
    }

    private void LearnWeights(NerExample example, int[] features, int[] ends)
    {
        var rows = MemoryMarshal.Cast<float, Vector512<float>>(_weights.AsSpan());
        var squares = MemoryMarshal.Cast<float, Vector512<float>>(_squares.AsSpan());
        Span<float> slopes = stackalloc float[NameTag.Names];
        for (int i = 0, f = 0; i < ends.Length; i++)
        {
            _workspace.Marginals.AsSpan(i * NameChain.Stride, NameTag.Names).CopyTo(slopes);
            if (example.Tags[i] != NameTag.None)
            {
                slopes[example.Tags[i]]--;
            }

            TensorPrimitives.Multiply(slopes, example.Weight, slopes);
            if (TensorPrimitives.SumOfSquares<float>(slopes) < 1e-7f)
            {
                f = ends[i];   // nothing to learn from a token that is certain and right
                continue;
            }

            var slope = Vector512.Create<float>(slopes);
            for (; f < ends[i]; f++)
            {
                ref var row = ref rows[features[f]];
                ref var square = ref squares[features[f]];
                var step = slope + (row * Shrink);
                square += step * step;
                row -= step * Rate / (Vector512.Sqrt(square) + Vector512.Create(1e-4f));
            }
        }
    }

    private (int[] Features, int[] Ends) Drop(NerExample example)
    {
        var features = new int[example.Features.Length];
        var ends = new int[example.Ends.Length];
        var count = 0;
        for (int i = 0, f = 0; i < ends.Length; i++)
        {
            for (; f < example.Ends[i]; f++)
            {
                features[count] = example.Features[f];
                count += _random.NextSingle() >= Dropout ? 1 : 0;
            }

            ends[i] = count;
        }

        return (features, ends);
    }
}
