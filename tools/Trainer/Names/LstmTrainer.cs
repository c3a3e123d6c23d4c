using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Back-propagation through time for one direction of a recurrent layer.</summary>
internal sealed class LstmTrainer
{
    private const int Hidden = LstmLayer.Hidden;
    private const int Gates = LstmLayer.Gates;

    private readonly LstmLayer _layer;
    private readonly Adam _input;
    private readonly Adam _recurrent;
    private readonly Adam _bias;
    private readonly MatrixPanels _inputTransposed = new(LstmLayer.Inputs);
    private readonly MatrixPanels _recurrentTransposed = new(Hidden);
    private readonly MatrixPanels _slopes = new(Gates);
    private float[] _gateSlopes = [];
    private float[] _cellSlopes = [];
    private float[] _before = [];

    /// <summary>A trainer that starts the layer from small random weights; forgetting starts switched off.</summary>
    public LstmTrainer(LstmLayer layer, Random random)
    {
        _layer = layer;
        Fill(layer.InputWeights, MathF.Sqrt(3f / LstmLayer.Inputs), random);
        Fill(layer.RecurrentWeights, MathF.Sqrt(3f / Hidden), random);
        layer.Bias.AsSpan(Hidden, Hidden).Fill(1);
        (_input, _recurrent, _bias) = (new Adam(layer.InputWeights), new Adam(layer.RecurrentWeights), new Adam(layer.Bias));
    }

    /// <summary>The optimizers of all weights.</summary>
    public IEnumerable<Adam> Optimizers => [_input, _recurrent, _bias];

    /// <summary>Adds the gradients of the weights, and those of the inputs to <paramref name="inputSlopes"/>.</summary>
    /// <param name="packing">Order of the rows.</param>
    /// <param name="inputs">Inputs of the forward run, packed.</param>
    /// <param name="state">What the forward run left.</param>
    /// <param name="slopes">Gradient of the states, packed; is changed.</param>
    /// <param name="inputSlopes">Gets the gradient of the inputs, packed.</param>
    public void Learn(SequencePacking packing, ReadOnlySpan<float> inputs, LstmState state, Span<float> slopes, Span<float> inputSlopes)
    {
        _inputTransposed.PackTransposed(_layer.InputWeights);
        _recurrentTransposed.PackTransposed(_layer.RecurrentWeights);
        var count = packing.Count;
        (_gateSlopes, _cellSlopes) = (Grown(_gateSlopes, count * Gates), Grown(_cellSlopes, count * Hidden));
        var gateSlopes = _gateSlopes.AsSpan(0, count * Gates);
        var cellSlopes = _cellSlopes.AsSpan(0, count * Hidden);
        cellSlopes.Clear();
        for (var step = packing.Steps - 1; step >= 0; step--)
        {
            var (first, end) = (packing.Offsets[step], packing.Offsets[step + 1]);
            var before = step == 0 ? -1 : packing.Offsets[step - 1];
            for (var row = first; row < end; row++)
            {
                Retreat(state, row, before < 0 ? -1 : before + row - first, slopes, cellSlopes, gateSlopes);
            }

            if (before >= 0)
            {
                _recurrentTransposed.AddProduct(gateSlopes[(first * Gates)..], end - first, slopes[(before * Hidden)..]);
            }
        }

        inputSlopes[..(count * LstmLayer.Inputs)].Clear();
        _inputTransposed.AddProduct(gateSlopes, count, inputSlopes);
        _slopes.Pack(gateSlopes);
        _slopes.AddTransposedProduct(inputs, LstmLayer.Inputs, _input.Gradient);
        _slopes.AddTransposedProduct(StatesBefore(packing, state), Hidden, _recurrent.Gradient);
        for (var row = 0; row < count; row++)
        {
            TensorPrimitives.Add(_bias.Gradient, gateSlopes.Slice(row * Gates, Gates), _bias.Gradient);
        }
    }

    /// <summary>Fills with values drawn evenly from [−limit, limit].</summary>
    public static void Fill(Span<float> weights, float limit, Random random)
    {
        foreach (ref var weight in weights)
        {
            weight = ((random.NextSingle() * 2) - 1) * limit;
        }
    }

    /// <summary>The buffer, or a longer one.</summary>
    public static float[] Grown(float[] buffer, int length) => buffer.Length >= length ? buffer : new float[length];

    private Span<float> StatesBefore(SequencePacking packing, LstmState state)
    {
        _before = Grown(_before, packing.Count * Hidden);
        _before.AsSpan(0, packing.Offsets[Math.Min(1, packing.Steps)] * Hidden).Clear();
        for (var step = 1; step < packing.Steps; step++)
        {
            var length = (packing.Offsets[step + 1] - packing.Offsets[step]) * Hidden;
            state.Hidden.AsSpan(packing.Offsets[step - 1] * Hidden, length).CopyTo(_before.AsSpan(packing.Offsets[step] * Hidden));
        }

        return _before.AsSpan(0, packing.Count * Hidden);
    }

    private static void Retreat(LstmState state, int row, int before, Span<float> slopes, Span<float> cellSlopes, Span<float> gateSlopes)
    {
        var gates = MemoryMarshal.Cast<float, Vector512<float>>(state.Gates.AsSpan(row * Gates, Gates));
        var squashed = MemoryMarshal.Cast<float, Vector512<float>>(state.Squashed.AsSpan(row * Hidden, Hidden));
        var slope = MemoryMarshal.Cast<float, Vector512<float>>(slopes.Slice(row * Hidden, Hidden));
        var cell = MemoryMarshal.Cast<float, Vector512<float>>(cellSlopes.Slice(row * Hidden, Hidden));
        var to = MemoryMarshal.Cast<float, Vector512<float>>(gateSlopes.Slice(row * Gates, Gates));
        var last = MemoryMarshal.Cast<float, Vector512<float>>(before < 0 ? default : state.Cells.AsSpan(before * Hidden, Hidden));
        var lastSlope = MemoryMarshal.Cast<float, Vector512<float>>(before < 0 ? default : cellSlopes.Slice(before * Hidden, Hidden));
        const int Part = Hidden / 16;
        var one = Vector512<float>.One;
        for (var k = 0; k < Part; k++)
        {
            var (input, forget, output, candidate) = (gates[k], gates[Part + k], gates[(2 * Part) + k], gates[(3 * Part) + k]);
            var cellSlope = cell[k] + (slope[k] * output * (one - (squashed[k] * squashed[k])));
            to[k] = cellSlope * candidate * input * (one - input);
            to[Part + k] = before < 0 ? Vector512<float>.Zero : cellSlope * last[k] * forget * (one - forget);
            to[(2 * Part) + k] = slope[k] * squashed[k] * output * (one - output);
            to[(3 * Part) + k] = cellSlope * input * (one - (candidate * candidate));
            if (before >= 0)
            {
                lastSlope[k] = cellSlope * forget;
            }
        }
    }
}
