using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Language.Models;

/// <summary>
/// A bidirectional simple recurrent unit (Lei et al., EMNLP 2018): one matrix product for all words at once, then a light recurrence
/// per word. The columns of the product are: candidate, forget gate, output gate and, where input and output differ in width, the skip
/// connection; in each of them the left-to-right units come first.
/// </summary>
internal sealed class SimpleRecurrentLayer
{
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly QuantizedMatrix _weights;
    private readonly float[] _forgetState;
    private readonly float[] _outputState;

    /// <param name="inputs">Width of an input row.</param>
    /// <param name="hidden">Units per direction; a multiple of 16.</param>
    /// <param name="weights">Input width × <see cref="Columns"/>.</param>
    /// <param name="forgetBias">Bias of the forget gate, both directions.</param>
    /// <param name="forgetState">What the state adds to the forget gate.</param>
    /// <param name="outputBias">Bias of the output gate.</param>
    /// <param name="outputState">What the state adds to the output gate.</param>
    public SimpleRecurrentLayer(
        int inputs, int hidden, ReadOnlySpan<float> weights, float[] forgetBias, float[] forgetState, float[] outputBias, float[] outputState)
    {
        (_inputs, _hidden, _forgetState, _outputState) = (inputs, hidden, forgetState, outputState);
        float[] bias = [.. new float[2 * hidden], .. forgetBias, .. outputBias];
        _weights = QuantizedMatrix.From(weights, inputs, Columns(inputs, hidden), bias);
    }

    /// <summary>Columns of the weight matrix.</summary>
    public static int Columns(int inputs, int hidden) => 2 * hidden * (inputs == 2 * hidden ? 3 : 4);

    /// <summary>Runs over sentences that lie one after the other.</summary>
    /// <param name="input">One row per word.</param>
    /// <param name="ends">For each sentence, one past its last row.</param>
    /// <param name="rounded">Scratch for the rounded input.</param>
    /// <param name="product">Scratch for the matrix product.</param>
    /// <param name="output">One row of both directions per word.</param>
    public void Run(ReadOnlySpan<float> input, ReadOnlySpan<int> ends, QuantizedInput rounded, Span<float> product, Span<float> output)
    {
        rounded.Set(input, _inputs, ends[^1], _inputs);
        Run(rounded, input, ends, product, output);
    }

    /// <summary>The same for input that is rounded already.</summary>
    /// <param name="rounded">One row per word.</param>
    /// <param name="input">The same before it was rounded, which is read only where input and output have one width.</param>
    /// <param name="ends">For each sentence, one past its last row.</param>
    /// <param name="product">Scratch for the matrix product.</param>
    /// <param name="output">One row of both directions per word.</param>
    public void Run(QuantizedInput rounded, ReadOnlySpan<float> input, ReadOnlySpan<int> ends, Span<float> product, Span<float> output)
    {
        _weights.Multiply(rounded, product);
        Span<float> left = stackalloc float[_hidden];
        Span<float> right = stackalloc float[_hidden];
        var first = 0;
        foreach (var end in ends)
        {
            left.Clear();
            right.Clear();

            // Both directions side by side: neither waits for the other, so the processor overlaps them.
            for (var i = first; i < end; i++)
            {
                Step(input, product, i, 0, left, output);
                Step(input, product, first + end - 1 - i, _hidden, right, output);
            }

            first = end;
        }
    }

    private void Step(ReadOnlySpan<float> input, ReadOnlySpan<float> product, int row, int offset, Span<float> state, Span<float> output)
    {
        var width = 2 * _hidden;
        var values = product.Slice(row * _weights.Stride, _weights.Stride);
        var skips = _inputs == width ? input.Slice((row * width) + offset, _hidden) : values.Slice((3 * width) + offset, _hidden);
        var gates = new Gates(
            values.Slice(offset, _hidden), values.Slice(width + offset, _hidden), values.Slice((2 * width) + offset, _hidden), skips,
            _forgetState.AsSpan(offset, _hidden), _outputState.AsSpan(offset, _hidden), state, output.Slice((row * width) + offset, _hidden));
        if (Vector512.IsHardwareAccelerated)
        {
            gates.Step512();
        }
        else
        {
            gates.Step();
        }
    }

    /// <summary>One direction of one word.</summary>
    private readonly ref struct Gates(
        ReadOnlySpan<float> candidates, ReadOnlySpan<float> forgets, ReadOnlySpan<float> outputs, ReadOnlySpan<float> skips,
        ReadOnlySpan<float> forgetState, ReadOnlySpan<float> outputState, Span<float> state, Span<float> output)
    {
        private readonly ReadOnlySpan<float> _candidates = candidates;
        private readonly ReadOnlySpan<float> _forgets = forgets;
        private readonly ReadOnlySpan<float> _outputs = outputs;
        private readonly ReadOnlySpan<float> _skips = skips;
        private readonly ReadOnlySpan<float> _forgetState = forgetState;
        private readonly ReadOnlySpan<float> _outputState = outputState;
        private readonly Span<float> _state = state;
        private readonly Span<float> _output = output;

        public void Step()
        {
            for (var i = 0; i < _state.Length; i += Vector<float>.Count)
            {
                var candidate = new Vector<float>(_candidates[i..]);
                var skip = new Vector<float>(_skips[i..]);
                var c = new Vector<float>(_state[i..]);
                var forget = Simd.Sigmoid(Vector.FusedMultiplyAdd(new Vector<float>(_forgetState[i..]), c, new Vector<float>(_forgets[i..])));
                var gate = Simd.Sigmoid(Vector.FusedMultiplyAdd(new Vector<float>(_outputState[i..]), c, new Vector<float>(_outputs[i..])));
                c = Vector.FusedMultiplyAdd(forget, c - candidate, candidate);
                c.CopyTo(_state[i..]);
                Vector.FusedMultiplyAdd(gate, Simd.Tanh(c) - skip, skip).CopyTo(_output[i..]);
            }
        }

        public void Step512()
        {
            for (var i = 0; i < _state.Length; i += Vector512<float>.Count)
            {
                var candidate = Vector512.Create(_candidates[i..]);
                var skip = Vector512.Create(_skips[i..]);
                var c = Vector512.Create<float>(_state[i..]);
                var forget = Simd.Sigmoid(Vector512.FusedMultiplyAdd(Vector512.Create(_forgetState[i..]), c, Vector512.Create(_forgets[i..])));
                var gate = Simd.Sigmoid(Vector512.FusedMultiplyAdd(Vector512.Create(_outputState[i..]), c, Vector512.Create(_outputs[i..])));
                c = Vector512.FusedMultiplyAdd(forget, c - candidate, candidate);
                c.CopyTo(_state[i..]);
                Vector512.FusedMultiplyAdd(gate, Simd.Tanh(c) - skip, skip).CopyTo(_output[i..]);
            }
        }
    }
}
