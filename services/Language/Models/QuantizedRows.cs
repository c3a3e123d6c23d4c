namespace OnRecord.Language.Models;

/// <summary>A table of vectors with 8 bits per number and one scale per row: number = scale × integer.</summary>
internal sealed class QuantizedRows(int columns, float[] scales, sbyte[] values)
{
    public int Columns { get; } = columns;

    public int Count => Scales.Length;

    public float[] Scales { get; } = scales;

    public sbyte[] Values { get; } = values;

    /// <summary>Quantises a row-major table; the scale is rounded to 16 bits first, as the file stores it.</summary>
    public static QuantizedRows From(ReadOnlySpan<float> table, int columns)
    {
        var scales = new float[table.Length / columns];
        var values = new sbyte[table.Length];
        for (var row = 0; row < scales.Length; row++)
        {
            var from = table.Slice(row * columns, columns);
            var largest = 0f;
            foreach (var number in from)
            {
                largest = Math.Max(largest, Math.Abs(number));
            }

            var scale = (float)(Half)(largest / 126f);
            scales[row] = scale;
            for (var i = 0; i < columns && scale > 0; i++)
            {
                values[(row * columns) + i] = (sbyte)Math.Clamp(MathF.Round(from[i] / scale), -127, 127);
            }
        }

        return new QuantizedRows(columns, scales, values);
    }

    /// <summary>Adds a row to a sum.</summary>
    public void AddTo(int row, Span<float> sum) => Simd.AddScaled(Values.AsSpan(row * Columns, Columns), Scales[row], sum);
}
