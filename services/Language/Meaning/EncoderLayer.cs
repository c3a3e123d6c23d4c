using OnRecord.Language.Models;

namespace OnRecord.Language.Meaning;

/// <summary>One layer of the encoder: attention between the pieces of a text, then two products for each piece, each with its norm.</summary>
internal sealed class EncoderLayer
{
    /// <summary>Greatest width of the inner product.</summary>
    public const int Widest = 1536;

    private const int Width = MeaningEncoder.Dimensions;

    private readonly QuantizedMatrix _queryKeyValue;
    private readonly QuantizedMatrix _attended;
    private readonly QuantizedMatrix _wide;
    private readonly QuantizedMatrix _narrow;
    private readonly LayerNorm _afterAttention;
    private readonly LayerNorm _afterProducts;

    private EncoderLayer(ModelFile file, string name, ProductKernel? kernel)
    {
        _queryKeyValue = Matrix(file, $"{name}.query-key-value", kernel);
        _attended = Matrix(file, $"{name}.attended", kernel);
        _wide = Matrix(file, $"{name}.wide", kernel);
        _narrow = Matrix(file, $"{name}.narrow", kernel);
        if (_wide.Stride != _narrow.Rows || _wide.Stride > Widest)
        {
            throw new InvalidDataException($"Layer {name} of the encoder has an inner product of {_wide.Stride} and {_narrow.Rows} numbers; they must be the same, at most {Widest}.");
        }

        _afterAttention = LayerNorm.Load(file, $"{name}.norm1");
        _afterProducts = LayerNorm.Load(file, $"{name}.norm2");
    }

    /// <summary>Reads the layer from its sections.</summary>
    public static EncoderLayer Load(ModelFile file, int index, ProductKernel? kernel) =>
        new(file, index.ToString(System.Globalization.CultureInfo.InvariantCulture), kernel);

    /// <summary>Replaces the rows of some texts by the layer's output.</summary>
    /// <param name="scratch">Holds the rows; its <see cref="EncoderScratch.Starts"/> tell the texts apart.</param>
    public void Run(EncoderScratch scratch)
    {
        var count = scratch.Count;
        var rows = scratch.Rows.AsSpan(0, count * Width);
        scratch.Input.Set(rows, Width, count, Width);
        _queryKeyValue.Multiply(scratch.Input, scratch.Projected);
        for (var text = 0; text + 1 < scratch.Starts.Count; text++)
        {
            SelfAttention.Run(scratch, scratch.Starts[text], scratch.Starts[text + 1]);
        }

        scratch.Input.Set(scratch.Attended, Width, count, Width);
        _attended.Multiply(scratch.Input, rows, add: true);
        _afterAttention.Run(rows);

        scratch.Input.Set(rows, Width, count, Width);
        _wide.Multiply(scratch.Input, scratch.Projected);
        Gelu.Run(scratch.Projected.AsSpan(0, count * _wide.Stride));
        scratch.Input.Set(scratch.Projected, _wide.Stride, count, _wide.Stride);
        _narrow.Multiply(scratch.Input, rows, add: true);
        _afterProducts.Run(rows);
    }

    /// <summary>Turns the rows of the file (one for each output) into the columns of a product.</summary>
    private static QuantizedMatrix Matrix(ModelFile file, string name, ProductKernel? kernel)
    {
        var rows = file.Rows(name);
        var columns = new float[rows.Values.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var (output, input) = (i / rows.Columns, i % rows.Columns);
            columns[(input * rows.Count) + output] = rows.Values[i] * rows.Scales[output];
        }

        return QuantizedMatrix.From(columns, rows.Columns, rows.Count, file.Floats($"{name}.bias"), kernel);
    }
}
