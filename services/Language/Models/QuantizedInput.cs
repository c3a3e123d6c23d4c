using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Language.Models;

/// <summary>
/// Rows of numbers rounded to 7 bits, each row with one scale: the left-hand side of products with a <see cref="QuantizedMatrix"/>.
/// Reused between products; grows to the longest input seen.
/// </summary>
internal sealed class QuantizedInput
{
    /// <summary>Greatest size of a rounded number.</summary>
    public const int Largest = 63;

    /// <summary>Added to each rounded number: the processor multiplies bytes without sign by bytes with one.</summary>
    public const int Zero = 64;

    /// <summary>Products read so many rows at a time; behind the last row there is room, filled with anything.</summary>
    public const int Group = 4;

    // Adding 1.5 × 2^23 rounds a float to the nearest integer and leaves that in its low bits.
    private const float Rounding = 12582912f + Zero;

    /// <summary>Rounded numbers plus <see cref="Zero"/>, row by row.</summary>
    public byte[] Values { get; private set; } = [];

    /// <summary>The scale of each row.</summary>
    public float[] Scales { get; private set; } = [];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Numbers per row.</summary>
    public int Width { get; private set; }

    /// <summary>Takes rows.</summary>
    /// <param name="rows">Row-major.</param>
    /// <param name="stride">Row length of <paramref name="rows"/>.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="width">How many numbers of each row count; a multiple of 32.</param>
    public void Set(ReadOnlySpan<float> rows, int stride, int count, int width)
    {
        Reserve(count, width);
        for (var row = 0; row < count; row++)
        {
            Scales[row] = Round(rows.Slice(row * stride, width), Values.AsSpan(row * width, width));
        }
    }

    /// <summary>Makes room for rows that are set one by one.</summary>
    public void Reserve(int count, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(width % 32, 0, nameof(width));
        Count = count;
        Width = width;
        var padded = count + Group - 1;   // a product may start at any row and reads whole groups
        if (Values.Length < padded * width)
        {
            Values = GC.AllocateArray<byte>(padded * width, pinned: true);
        }

        if (Scales.Length < padded)
        {
            Scales = GC.AllocateArray<float>(padded, pinned: true);
        }
    }

    /// <summary>Drops the rows from the given one on.</summary>
    public void Cut(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        Count = count;
    }

    /// <summary>The rounded numbers of a row.</summary>
    public ReadOnlySpan<byte> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>Sets a row to what was rounded before.</summary>
    public void SetRow(int row, ReadOnlySpan<byte> values, float scale)
    {
        values.CopyTo(Values.AsSpan(row * Width, Width));
        Scales[row] = scale;
    }

    private static float Round(ReadOnlySpan<float> row, Span<byte> to)
    {
        var numbers = MemoryMarshal.Cast<float, Vector256<float>>(row);
        var most = Vector256<float>.Zero;
        foreach (var part in numbers)
        {
            most = Vector256.MaxNative(most, Vector256.Abs(part));
        }

        var largest = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        var scale = Vector256.Create(largest > 1e-30f ? Largest / largest : 0);
        var rounding = Vector256.Create(Rounding);
        for (var i = 0; i < numbers.Length; i += 4)
        {
            var low = Vector256.Narrow(
                Vector256.FusedMultiplyAdd(numbers[i], scale, rounding).AsUInt32(),
                Vector256.FusedMultiplyAdd(numbers[i + 1], scale, rounding).AsUInt32());
            var high = Vector256.Narrow(
                Vector256.FusedMultiplyAdd(numbers[i + 2], scale, rounding).AsUInt32(),
                Vector256.FusedMultiplyAdd(numbers[i + 3], scale, rounding).AsUInt32());
            Vector256.Narrow(low, high).CopyTo(to[(i * Vector256<float>.Count)..]);
        }

        return largest / Largest;
    }
}
