using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Stances;

namespace OnRecord.Trainer.Attribution;

/// <summary>A sequence to learn from.</summary>
/// <param name="Labels">Gold label of each token.</param>
/// <param name="Features">Features of all tokens, one after the other.</param>
/// <param name="Starts">Where those of each token begin in <paramref name="Features"/>; one entry more for the end.</param>
internal sealed record ChainInstance(byte[] Labels, uint[] Features, int[] Starts);

/// <summary>
/// Maximises the conditional likelihood of linear chains by stochastic AdaGrad steps (Duchi, Hazan and Singer 2011) with weak L2
/// decay. One thread, fixed order from a fixed seed: the same data gives the same model.
/// </summary>
internal sealed class CrfTrainer
{
    private const int Stride = LinearChain.Stride;
    private const float Epsilon = 1e-6f;
    private readonly int _labels;
    private readonly uint _mask;
    private readonly float[] _weights;
    private readonly float[] _squares;
    private readonly float[] _transitions;
    private readonly float[] _transitionSquares;
    private readonly float _rate;
    private readonly float _decay;

    /// <param name="labels">Number of labels.</param>
    /// <param name="rowBits">Binary logarithm of the number of weight rows.</param>
    /// <param name="isAllowed">Whether a label (second) may follow another (first; -1 at the start).</param>
    /// <param name="rate">Step size.</param>
    /// <param name="decay">L2 decay on the touched weights.</param>
    public CrfTrainer(int labels, int rowBits, Func<int, int, bool> isAllowed, float rate, float decay)
    {
        _labels = labels;
        _mask = (1u << rowBits) - 1;
        _weights = new float[Stride << rowBits];
        _squares = new float[Stride << rowBits];
        _transitions = new float[(labels + 1) * labels];
        _transitionSquares = new float[_transitions.Length];
        _rate = rate;
        _decay = decay;
        for (var from = 0; from <= labels; from++)
        {
            for (var to = 0; to < labels; to++)
            {
                _transitions[(from * labels) + to] = isAllowed(from == labels ? -1 : from, to) ? 0 : LinearChain.Forbidden;
            }
        }
    }

    /// <summary>Runs over all instances <paramref name="epochs"/> times.</summary>
    /// <param name="instances">What to learn.</param>
    /// <param name="epochs">Passes.</param>
    /// <param name="report">Receives the mean negative log likelihood per token after each pass.</param>
    public void Train(IReadOnlyList<ChainInstance> instances, int epochs, Action<int, double> report)
    {
        var random = new Random(20161108);
        var order = Enumerable.Range(0, instances.Count).ToArray();
        var scratch = new ChainScratch();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            double loss = 0;
            long tokens = 0;
            foreach (var index in order)
            {
                loss += Step(instances[index], scratch, _rate / (1 + (epoch * 0.5f)));
                tokens += instances[index].Labels.Length;
            }

            report(epoch, loss / tokens);
        }
    }

    /// <summary>The chain in fixed point. Weights too small to matter become zero and take no room.</summary>
    /// <param name="smallest">Rows whose largest weight is below this are dropped.</param>
    public LinearChain ToChain(float smallest)
    {
        const float Scale = 1f / 1024;
        var rows = new short[_weights.Length];
        for (var row = 0; row < rows.Length; row += Stride)
        {
            var weights = _weights.AsSpan(row, Stride);
            var largest = 0f;
            foreach (var weight in weights)
            {
                largest = Math.Max(largest, Math.Abs(weight));
            }

            for (var lane = 0; largest >= smallest && lane < Stride; lane++)
            {
                // Steps of 16 units: the low bits carry nothing and do not compress.
                rows[row + lane] = (short)(Math.Clamp(MathF.Round(weights[lane] / Scale / 16), -2000, 2000) * 16);
            }
        }

        return new LinearChain(_labels, rows, Scale, _transitions);
    }

    private double Step(ChainInstance instance, ChainScratch scratch, float rate)
    {
        var count = instance.Labels.Length;
        var emissions = new float[count * _labels];
        Span<float> lanes = stackalloc float[Stride];
        for (var i = 0; i < count; i++)
        {
            Score(instance.Features.AsSpan(instance.Starts[i]..instance.Starts[i + 1]), lanes);
            lanes[.._labels].CopyTo(emissions.AsSpan(i * _labels));
        }

        var marginals = new float[count * _labels];
        var expected = new float[_transitions.Length];
        var partition = ForwardBackward.Run(_labels, emissions, _transitions, marginals, expected, scratch);

        double gold = 0;
        var previous = _labels;
        for (var i = 0; i < count; i++)
        {
            var label = instance.Labels[i];
            gold += emissions[(i * _labels) + label] + _transitions[(previous * _labels) + label];
            expected[(previous * _labels) + label] -= 1;
            previous = label;

            lanes.Clear();
            marginals.AsSpan(i * _labels, _labels).CopyTo(lanes);
            lanes[label] -= 1;
            Update(instance.Features.AsSpan(instance.Starts[i]..instance.Starts[i + 1]), lanes, rate);
        }

        for (var k = 0; k < _transitions.Length; k++)
        {
            if (_transitions[k] > LinearChain.Forbidden && expected[k] != 0)
            {
                _transitionSquares[k] += expected[k] * expected[k];
                _transitions[k] -= rate * expected[k] / (MathF.Sqrt(_transitionSquares[k]) + Epsilon);
            }
        }

        return partition - gold;
    }

    private void Score(ReadOnlySpan<uint> features, Span<float> lanes)
    {
        var sum = Vector256<float>.Zero;
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (var feature in features)
        {
            sum += Vector256.LoadUnsafe(ref weights, (feature & _mask) * Stride);
        }

        sum.CopyTo(lanes);
    }

    private void Update(ReadOnlySpan<uint> features, ReadOnlySpan<float> gradient, float rate)
    {
        var slope = Vector256.Create(gradient);
        if (Vector256.Dot(slope, slope) < 1e-8f)
        {
            return;
        }

        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var squares = ref MemoryMarshal.GetArrayDataReference(_squares);
        foreach (var feature in features)
        {
            var at = (nuint)(feature & _mask) * Stride;
            var weight = Vector256.LoadUnsafe(ref weights, at);
            var step = slope + (weight * _decay);
            var square = Vector256.LoadUnsafe(ref squares, at) + (step * step);
            square.StoreUnsafe(ref squares, at);
            (weight - (step * rate / (Vector256.Sqrt(square) + Vector256.Create(Epsilon)))).StoreUnsafe(ref weights, at);
        }
    }
}
