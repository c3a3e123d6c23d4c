using System.Numerics.Tensors;
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
    private readonly MatrixPanels _inputTransposed = new(Gates, LstmLayer.Inputs);
    private readonly MatrixPanels _recurrentTransposed = new(Gates, Hidden);

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
        var gateSlopes = new float[count * Gates];
        var cellSlopes = new float[count * Hidden];
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
                _recurrentTransposed.AddProduct(gateSlopes.AsSpan(first * Gates), end - first, slopes[(before * Hidden)..]);
            }
        }

        inputSlopes[..(count * LstmLayer.Inputs)].Clear();
        _inputTransposed.AddProduct(gateSlopes, count, inputSlopes);
        var packed = new MatrixPanels(count, Gates);
        packed.Pack(gateSlopes);
        packed.AddProduct(Transpose(inputs, count, LstmLayer.Inputs), LstmLayer.Inputs, _input.Gradient);
        packed.AddProduct(Transpose(StatesBefore(packing, state), count, Hidden), Hidden, _recurrent.Gradient);
        for (var row = 0; row < count; row++)
        {
            TensorPrimitives.Add(_bias.Gradient, gateSlopes.AsSpan(row * Gates, Gates), _bias.Gradient);
        }
    }

    /// <summary>The transpose of a matrix stored row by row.</summary>
    public static float[] Transpose(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        var transposed = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return transposed;
    }

    /// <summary>Fills with values drawn evenly from [−limit, limit].</summary>
    public static void Fill(Span<float> weights, float limit, Random random)
    {
        foreach (ref var weight in weights)
        {
            weight = ((random.NextSingle() * 2) - 1) * limit;
        }
    }

    private static float[] StatesBefore(SequencePacking packing, LstmState state)
    {
        var before = new float[packing.Count * Hidden];
        for (var step = 1; step < packing.Steps; step++)
        {
            var length = (packing.Offsets[step + 1] - packing.Offsets[step]) * Hidden;
            state.Hidden.AsSpan(packing.Offsets[step - 1] * Hidden, length).CopyTo(before.AsSpan(packing.Offsets[step] * Hidden));
        }

        return before;
    }

    private static void Retreat(LstmState state, int row, int before, Span<float> slopes, float[] cellSlopes, float[] gateSlopes)
    {
        var gates = state.Gates.AsSpan(row * Gates, Gates);
        var squashed = state.Squashed.AsSpan(row * Hidden, Hidden);
        var slope = slopes.Slice(row * Hidden, Hidden);
        var cell = cellSlopes.AsSpan(row * Hidden, Hidden);
        var to = gateSlopes.AsSpan(row * Gates, Gates);
        for (var k = 0; k < Hidden; k++)
        {
            var (input, forget, output, candidate) = (gates[k], gates[Hidden + k], gates[(2 * Hidden) + k], gates[(3 * Hidden) + k]);
            var cellSlope = cell[k] + (slope[k] * output * (1 - (squashed[k] * squashed[k])));
            var last = before < 0 ? 0 : state.Cells[(before * Hidden) + k];
            to[k] = cellSlope * candidate * input * (1 - input);
            to[Hidden + k] = cellSlope * last * forget * (1 - forget);
            to[(2 * Hidden) + k] = slope[k] * squashed[k] * output * (1 - output);
            to[(3 * Hidden) + k] = cellSlope * input * (1 - (candidate * candidate));
            if (before >= 0)
            {
                cellSlopes[(before * Hidden) + k] = cellSlope * forget;
            }
        }
    }
}
