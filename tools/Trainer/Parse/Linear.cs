using OnRecord.Language.Models;

namespace OnRecord.Trainer.Parse;

/// <summary>A matrix product with its derivatives. The packed forms are refreshed once per step and read by all shards.</summary>
internal sealed class Linear(Parameter weights)
{
    private readonly PackedMatrix _forward = new();
    private readonly PackedMatrix _backward = new();
    private float[] _transposed = [];

    public Parameter Weights => weights;

    /// <summary>Takes the present values of the weights.</summary>
    public void Refresh()
    {
        _forward.Pack(weights.Values, weights.Rows, weights.Stride, weights.Stride);
        if (_transposed.Length == 0)
        {
            _transposed = new float[weights.Stride * weights.Rows];
        }

        Matrix.Transpose(weights.Values, weights.Rows, weights.Stride, weights.Stride, _transposed);
        _backward.Pack(_transposed, weights.Stride, weights.Rows, weights.Rows);
    }

    public void Forward(ReadOnlySpan<float> input, int inputStride, int count, Span<float> output, bool add = false) =>
        _forward.Multiply(input, inputStride, count, output, add);

    /// <summary>Derivative by the input; rows of length Pad(Rows).</summary>
    public void Backward(ReadOnlySpan<float> outputGradient, int count, Span<float> inputGradient, bool add = false) =>
        _backward.Multiply(outputGradient, weights.Stride, count, inputGradient, add);

    /// <summary>Adds the derivative by the weights.</summary>
    public void Accumulate(
        ReadOnlySpan<float> input, int inputStride, ReadOnlySpan<float> outputGradient, int count, Span<float> gradient, Matrix scratch)
    {
        var transposed = scratch.Reserve(weights.Rows * count);
        Matrix.Transpose(input, count, weights.Rows, inputStride, transposed);
        scratch.Packed.Pack(outputGradient, count, weights.Stride, weights.Stride);
        scratch.Packed.Multiply(transposed, count, weights.Rows, gradient, add: true);
    }
}

/// <summary>Scratch of a matrix product.</summary>
internal sealed class Matrix
{
    private float[] _buffer = [];

    public PackedMatrix Packed { get; } = new();

    public Span<float> Reserve(int size)
    {
        if (_buffer.Length < size)
        {
            _buffer = new float[size * 5 / 4];
        }

        return _buffer.AsSpan(0, size);
    }

    public static void Transpose(ReadOnlySpan<float> from, int rows, int columns, int stride, Span<float> to)
    {
        const int Tile = 16;
        for (var r = 0; r < rows; r += Tile)
        {
            for (var c = 0; c < columns; c += Tile)
            {
                for (var i = r; i < Math.Min(rows, r + Tile); i++)
                {
                    for (var j = c; j < Math.Min(columns, c + Tile); j++)
                    {
                        to[(j * rows) + i] = from[(i * stride) + j];
                    }
                }
            }
        }
    }
}
