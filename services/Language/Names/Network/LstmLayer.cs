using System.Numerics.Tensors;

namespace OnRecord.Language.Names;

/// <summary>
/// One direction of a long short-term memory layer (Hochreiter and Schmidhuber 1997, with forget gates). A row of gates is input, forget,
/// output, candidate, each <see cref="Hidden"/> wide.
/// </summary>
internal sealed class LstmLayer
{
    /// <summary>Width of an input row.</summary>
    public const int Inputs = 192;

    /// <summary>Width of the state.</summary>
    public const int Hidden = 128;

    /// <summary>Width of a row of gates.</summary>
    public const int Gates = 4 * Hidden;

    private readonly MatrixPanels _input = new(Gates);
    private readonly MatrixPanels _recurrent = new(Gates);

    /// <summary>Weights of the input, <see cref="Inputs"/> × <see cref="Gates"/>.</summary>
    public float[] InputWeights { get; } = new float[Inputs * Gates];

    /// <summary>Weights of the state before, <see cref="Hidden"/> × <see cref="Gates"/>.</summary>
    public float[] RecurrentWeights { get; } = new float[Hidden * Gates];

    /// <summary>Bias of the gates.</summary>
    public float[] Bias { get; } = new float[Gates];

    /// <summary>Must be called after the weights were changed.</summary>
    public void Repack()
    {
        _input.Pack(InputWeights);
        _recurrent.Pack(RecurrentWeights);
    }

    /// <summary>Runs over packed sentences.</summary>
    /// <param name="packing">Order of the rows.</param>
    /// <param name="inputs">Input rows in packed order.</param>
    /// <param name="state">Takes gates, cells and states in packed order.</param>
    public void Run(SequencePacking packing, ReadOnlySpan<float> inputs, LstmState state)
    {
        state.Reserve(packing.Count);
        var gates = state.Gates.AsSpan(0, packing.Count * Gates);
        for (var row = 0; row < packing.Count; row++)
        {
            Bias.CopyTo(gates[(row * Gates)..]);
        }

        _input.AddProduct(inputs, packing.Count, gates);
        for (var step = 0; step < packing.Steps; step++)
        {
            var (first, end) = (packing.Offsets[step], packing.Offsets[step + 1]);
            var before = step == 0 ? 0 : packing.Offsets[step - 1];
            if (step > 0)
            {
                _recurrent.AddProduct(state.Hidden.AsSpan(before * Hidden), end - first, gates[(first * Gates)..]);
            }

            for (var row = first; row < end; row++)
            {
                var last = step == 0 ? default : state.Cells.AsSpan((before + row - first) * Hidden, Hidden);
                Activate(gates.Slice(row * Gates, Gates), last, state, row);
            }
        }
    }

    private static void Activate(Span<float> gates, ReadOnlySpan<float> lastCell, LstmState state, int row)
    {
        TensorPrimitives.Sigmoid(gates[..(3 * Hidden)], gates[..(3 * Hidden)]);
        TensorPrimitives.Tanh(gates[(3 * Hidden)..], gates[(3 * Hidden)..]);
        var cell = state.Cells.AsSpan(row * Hidden, Hidden);
        var squashed = state.Squashed.AsSpan(row * Hidden, Hidden);
        TensorPrimitives.Multiply(gates[..Hidden], gates[(3 * Hidden)..], cell);
        if (!lastCell.IsEmpty)
        {
            TensorPrimitives.MultiplyAdd(gates.Slice(Hidden, Hidden), lastCell, cell, cell);
        }

        TensorPrimitives.Tanh(cell, squashed);
        TensorPrimitives.Multiply(gates.Slice(2 * Hidden, Hidden), squashed, state.Hidden.AsSpan(row * Hidden, Hidden));
    }
}

/// <summary>What a run of a layer leaves behind, in packed order.</summary>
internal sealed class LstmState
{
    /// <summary>Gates after their activation.</summary>
    public float[] Gates { get; private set; } = [];

    /// <summary>Cells.</summary>
    public float[] Cells { get; private set; } = [];

    /// <summary>Hyperbolic tangent of the cells.</summary>
    public float[] Squashed { get; private set; } = [];

    /// <summary>States, the output of the layer.</summary>
    public float[] Hidden { get; private set; } = [];

    /// <summary>Makes room.</summary>
    public void Reserve(int rows)
    {
        if (Hidden.Length < rows * LstmLayer.Hidden)
        {
            Gates = new float[rows * LstmLayer.Gates];
            Cells = new float[rows * LstmLayer.Hidden];
            Squashed = new float[rows * LstmLayer.Hidden];
            Hidden = new float[rows * LstmLayer.Hidden];
        }
    }
}
