using System.Numerics;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;

namespace OnRecord.Language.Parse;

/// <summary>
/// A bidirectional simple recurrent unit (Lei et al., EMNLP 2018): one matrix product for all words at once, then a light recurrence
/// per word. The columns of the product are: candidate, forget gate, output gate and, where input and output differ in width, the skip
/// connection; in each of them the left-to-right units come first.
/// </summary>
internal sealed class SyntaxLayer(int inputs, int hidden, ReadOnlySpan<float> weights, float[] forgetBias, float[] forgetState, float[] outputBias, float[] outputState)
{
    private readonly PackedMatrix _weights = PackedMatrix.From(weights, inputs, Columns(inputs, hidden));

    /// <summary>Columns of the weight matrix.</summary>
    public static int Columns(int inputs, int hidden) => 2 * hidden * (inputs == 2 * hidden ? 3 : 4);

    /// <summary>Runs over sentences that lie one after the other.</summary>
    /// <param name="input">One row per word.</param>
    /// <param name="ends">For each sentence, one past its last row.</param>
    /// <param name="product">Scratch for the matrix product.</param>
    /// <param name="output">One row of both directions per word.</param>
    public void Run(ReadOnlySpan<float> input, ReadOnlySpan<int> ends, Span<float> product, Span<float> output)
    {
        _weights.Multiply(input, inputs, ends[^1], product);
        Span<float> state = stackalloc float[hidden];
        var first = 0;
        foreach (var end in ends)
        {
            state.Clear();
            for (var row = first; row < end; row++)
            {
                Step(input, product, row, 0, state, output);
            }

            state.Clear();
            for (var row = end - 1; row >= first; row--)
            {
                Step(input, product, row, hidden, state, output);
            }

            first = end;
        }
    }

    private void Step(ReadOnlySpan<float> input, ReadOnlySpan<float> product, int row, int offset, Span<float> state, Span<float> output)
    {
        var width = 2 * hidden;
        var values = product.Slice(row * _weights.Stride, _weights.Stride);
        var candidates = Vectors(values.Slice(offset, hidden));
        var forgets = Vectors(values.Slice(width + offset, hidden));
        var outputs = Vectors(values.Slice((2 * width) + offset, hidden));
        var skips = Vectors(inputs == width ? input.Slice((row * width) + offset, hidden) : values.Slice((3 * width) + offset, hidden));
        var biasF = Vectors(forgetBias.AsSpan(offset, hidden));
        var biasR = Vectors(outputBias.AsSpan(offset, hidden));
        var stateF = Vectors(forgetState.AsSpan(offset, hidden));
        var stateR = Vectors(outputState.AsSpan(offset, hidden));
        var memory = MemoryMarshal.Cast<float, Vector<float>>(state);
        var to = MemoryMarshal.Cast<float, Vector<float>>(output.Slice((row * width) + offset, hidden));
        for (var i = 0; i < memory.Length; i++)
        {
            var c = memory[i];
            var forget = Simd.Sigmoid(Vector.FusedMultiplyAdd(stateF[i], c, forgets[i] + biasF[i]));
            var gate = Simd.Sigmoid(Vector.FusedMultiplyAdd(stateR[i], c, outputs[i] + biasR[i]));
            c = Vector.FusedMultiplyAdd(forget, c - candidates[i], candidates[i]);
            memory[i] = c;
            to[i] = Vector.FusedMultiplyAdd(gate, Simd.Tanh(c) - skips[i], skips[i]);
        }
    }

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);
}
