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
        Run(rounded, input, [], ends, product, output);
    }

    /// <summary>The same for input that is rounded already, and in which words that are read alike may share a row.</summary>
    /// <param name="rounded">The rows.</param>
    /// <param name="input">The same before they were rounded, which are read only where input and output have one width.</param>
    /// <param name="rows">The row of each word; none when each word has its own.</param>
    /// <param name="ends">For each sentence, one past its last word.</param>
    /// <param name="product">Scratch for the matrix product.</param>
    /// <param name="output">One row of both directions per word.</param>
    public void Run(
        QuantizedInput rounded, ReadOnlySpan<float> input, ReadOnlySpan<int> rows, ReadOnlySpan<int> ends, Span<float> product, Span<float> output)
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
                var mirrored = first + end - 1 - i;
                var forwards = GatesOf(input, product, rows.IsEmpty ? i : rows[i], 0, left, output.Slice(i * 2 * _hidden, _hidden));
                var backwards = GatesOf(
                    input, product, rows.IsEmpty ? mirrored : rows[mirrored], _hidden, right, output.Slice(((mirrored * 2) + 1) * _hidden, _hidden));
                if (Vector512.IsHardwareAccelerated)
                {
                    forwards.Step512(_hidden);
                    backwards.Step512(_hidden);
                }
                else
                {
                    forwards.Step(_hidden);
                    backwards.Step(_hidden);
                }
            }

            first = end;
        }
    }

    private Gates GatesOf(ReadOnlySpan<float> input, ReadOnlySpan<float> product, int row, int offset, Span<float> state, Span<float> output)
    {
        var width = 2 * _hidden;
        var values = product.Slice(row * _weights.Stride, _weights.Stride);
        var skips = _inputs == width ? input.Slice((row * width) + offset, _hidden) : values.Slice((3 * width) + offset, _hidden);
        return new Gates(
            values.Slice(offset, _hidden), values.Slice(width + offset, _hidden), values.Slice((2 * width) + offset, _hidden), skips,
            _forgetState.AsSpan(offset, _hidden), _outputState.AsSpan(offset, _hidden), state, output);
    }

    /// <summary>One direction of one word. All spans have one length, a multiple of 16.</summary>
    private readonly ref struct Gates(
        ReadOnlySpan<float> candidates, ReadOnlySpan<float> forgets, ReadOnlySpan<float> outputs, ReadOnlySpan<float> skips,
        ReadOnlySpan<float> forgetState, ReadOnlySpan<float> outputState, Span<float> state, Span<float> output)
    {
        private readonly ref float _candidates = ref MemoryMarshal.GetReference(candidates);
        private readonly ref float _forgets = ref MemoryMarshal.GetReference(forgets);
        private readonly ref float _outputs = ref MemoryMarshal.GetReference(outputs);
        private readonly ref float _skips = ref MemoryMarshal.GetReference(skips);
        private readonly ref float _forgetState = ref MemoryMarshal.GetReference(forgetState);
        private readonly ref float _outputState = ref MemoryMarshal.GetReference(outputState);
        private readonly ref float _state = ref MemoryMarshal.GetReference(state);
        private readonly ref float _output = ref MemoryMarshal.GetReference(output);

        public void Step(int length)
        {
            for (nuint i = 0; i < (nuint)length; i += (nuint)Vector<float>.Count)
            {
                var candidate = Vector.LoadUnsafe(ref _candidates, i);
                var skip = Vector.LoadUnsafe(ref _skips, i);
                var c = Vector.LoadUnsafe(ref _state, i);
                var forget = Simd.Sigmoid(Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref _forgetState, i), c, Vector.LoadUnsafe(ref _forgets, i)));
                var gate = Simd.Sigmoid(Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref _outputState, i), c, Vector.LoadUnsafe(ref _outputs, i)));
                c = Vector.FusedMultiplyAdd(forget, c - candidate, candidate);
                c.StoreUnsafe(ref _state, i);
                Vector.FusedMultiplyAdd(gate, Simd.Tanh(c) - skip, skip).StoreUnsafe(ref _output, i);
            }
        }

        public void Step512(int length)
        {
            // Copies: what is stored below could be these references, for all that the compiler knows.
            ref var candidates = ref _candidates;
            ref var forgets = ref _forgets;
            ref var outputs = ref _outputs;
            ref var skips = ref _skips;
            ref var forgetState = ref _forgetState;
            ref var outputState = ref _outputState;
            ref var state = ref _state;
            ref var output = ref _output;
            for (nuint i = 0; i < (nuint)length; i += (nuint)Vector512<float>.Count)
            {
                var candidate = Vector512.LoadUnsafe(ref candidates, i);
                var skip = Vector512.LoadUnsafe(ref skips, i);
                var c = Vector512.LoadUnsafe(ref state, i);
                var forget = Simd.Sigmoid(Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref forgetState, i), c, Vector512.LoadUnsafe(ref forgets, i)));
                var gate = Simd.Sigmoid(Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref outputState, i), c, Vector512.LoadUnsafe(ref outputs, i)));
                c = Vector512.FusedMultiplyAdd(forget, c - candidate, candidate);
                c.StoreUnsafe(ref state, i);
                Vector512.FusedMultiplyAdd(gate, Simd.Tanh(c) - skip, skip).StoreUnsafe(ref output, i);
            }
        }
    }
}
