using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Language.Names;

/// <summary>
/// A matrix kept in panels of 64 columns, so that a product reads it from end to end (the packing of Goto and van de Geijn 2008).
/// </summary>
/// <param name="columns">Number of columns, a multiple of <see cref="Width"/>.</param>
internal sealed class MatrixPanels(int columns)
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 64;

    // Rows that are turned at once: what they touch stays in the first cache.
    private const int TurnedRows = 16;

    private float[] _values = [];
    private int _rows;

    /// <summary>Takes over a matrix that is stored row by row.</summary>
    public void Pack(ReadOnlySpan<float> matrix)
    {
        Resize(matrix.Length / columns);
        for (var panel = 0; panel < columns / Width; panel++)
        {
            for (var row = 0; row < _rows; row++)
            {
                matrix.Slice((row * columns) + (panel * Width), Width).CopyTo(_values.AsSpan(((panel * _rows) + row) * Width));
            }
        }
    }

    /// <summary>Takes over the transpose of a matrix that is stored row by row and has as many rows as this has columns.</summary>
    public void PackTransposed(ReadOnlySpan<float> matrix)
    {
        Resize(matrix.Length / columns);
        for (var panel = 0; panel < columns / Width; panel++)
        {
            var to = _values.AsSpan(panel * _rows * Width, _rows * Width);
            for (var first = 0; first < _rows; first += TurnedRows)
            {
                var end = Math.Min(_rows, first + TurnedRows);
                for (var lane = 0; lane < Width; lane++)
                {
                    var from = matrix.Slice(((panel * Width) + lane) * _rows, _rows);
                    for (var row = first; row < end; row++)
                    {
                        to[(row * Width) + lane] = from[row];
                    }
                }
            }
        }
    }

    /// <summary>Adds the product of a matrix of <paramref name="count"/> rows with this one to <paramref name="sum"/>.</summary>
    public void AddProduct(ReadOnlySpan<float> left, int count, Span<float> sum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left.Length, count * _rows);
        AddProduct(ref MemoryMarshal.GetReference(left), new Strides(_rows, 1), count, sum);
    }

    /// <summary>Adds the product of the transpose of a matrix, which has <paramref name="count"/> columns, with this one to <paramref name="sum"/>.</summary>
    public void AddTransposedProduct(ReadOnlySpan<float> left, int count, Span<float> sum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left.Length, count * _rows);
        AddProduct(ref MemoryMarshal.GetReference(left), new Strides(1, count), count, sum);
    }

    private void Resize(int rows)
    {
        _rows = rows;
        if (_values.Length < rows * columns)
        {
            _values = new float[rows * columns];
        }
    }

    private void AddProduct(ref float from, Strides strides, int count, Span<float> sum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sum.Length, count * columns);
        ref var to = ref MemoryMarshal.GetReference(sum);
        for (var panel = 0; panel < columns / Width; panel++)
        {
            ref var values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), panel * _rows * Width);
            var row = 0;
            for (; row <= count - 4 && Vector512.IsHardwareAccelerated; row += 4)
            {
                FourRows(ref Unsafe.Add(ref from, row * strides.Row), strides, ref values, ref Unsafe.Add(ref to, (row * columns) + (panel * Width)));
            }

            for (; row < count; row++)
            {
                OneRow(ref Unsafe.Add(ref from, row * strides.Row), strides.Column, ref values, ref Unsafe.Add(ref to, (row * columns) + (panel * Width)));
            }
        }
    }

    // Sixteen sums stay in registers while the panel is read once.
    private void FourRows(ref float left, Strides strides, ref float panel, ref float sum)
    {
        ref var left1 = ref Unsafe.Add(ref left, strides.Row);
        ref var left2 = ref Unsafe.Add(ref left, 2 * strides.Row);
        ref var left3 = ref Unsafe.Add(ref left, 3 * strides.Row);
        ref var sum1 = ref Unsafe.Add(ref sum, columns);
        ref var sum2 = ref Unsafe.Add(ref sum, 2 * columns);
        ref var sum3 = ref Unsafe.Add(ref sum, 3 * columns);
        var (a0, a1, a2, a3) = Load512(ref sum);
        var (b0, b1, b2, b3) = Load512(ref sum1);
        var (c0, c1, c2, c3) = Load512(ref sum2);
        var (d0, d1, d2, d3) = Load512(ref sum3);
        for (int k = 0, at = 0; k < _rows; k++, at += strides.Column)
        {
            var p0 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width));
            var p1 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width) + 16);
            var p2 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width) + 32);
            var p3 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width) + 48);
            var x = Vector512.Create(Unsafe.Add(ref left, at));
            a0 = Vector512.FusedMultiplyAdd(x, p0, a0);
            a1 = Vector512.FusedMultiplyAdd(x, p1, a1);
            a2 = Vector512.FusedMultiplyAdd(x, p2, a2);
            a3 = Vector512.FusedMultiplyAdd(x, p3, a3);
            x = Vector512.Create(Unsafe.Add(ref left1, at));
            b0 = Vector512.FusedMultiplyAdd(x, p0, b0);
            b1 = Vector512.FusedMultiplyAdd(x, p1, b1);
            b2 = Vector512.FusedMultiplyAdd(x, p2, b2);
            b3 = Vector512.FusedMultiplyAdd(x, p3, b3);
            x = Vector512.Create(Unsafe.Add(ref left2, at));
            c0 = Vector512.FusedMultiplyAdd(x, p0, c0);
            c1 = Vector512.FusedMultiplyAdd(x, p1, c1);
            c2 = Vector512.FusedMultiplyAdd(x, p2, c2);
            c3 = Vector512.FusedMultiplyAdd(x, p3, c3);
            x = Vector512.Create(Unsafe.Add(ref left3, at));
            d0 = Vector512.FusedMultiplyAdd(x, p0, d0);
            d1 = Vector512.FusedMultiplyAdd(x, p1, d1);
            d2 = Vector512.FusedMultiplyAdd(x, p2, d2);
            d3 = Vector512.FusedMultiplyAdd(x, p3, d3);
        }

        Store512(ref sum, a0, a1, a2, a3);
        Store512(ref sum1, b0, b1, b2, b3);
        Store512(ref sum2, c0, c1, c2, c3);
        Store512(ref sum3, d0, d1, d2, d3);
    }

    private void OneRow(ref float left, int stride, ref float panel, ref float sum)
    {
        for (var half = 0; half < Width; half += 32)
        {
            ref var to = ref Unsafe.Add(ref sum, half);
            var a0 = Vector256.LoadUnsafe(ref to);
            var a1 = Vector256.LoadUnsafe(ref to, 8);
            var a2 = Vector256.LoadUnsafe(ref to, 16);
            var a3 = Vector256.LoadUnsafe(ref to, 24);
            for (var k = 0; k < _rows; k++)
            {
                ref var from = ref Unsafe.Add(ref panel, (k * Width) + half);
                var x = Vector256.Create(Unsafe.Add(ref left, k * stride));
                a0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from), a0);
                a1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from, 8), a1);
                a2 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from, 16), a2);
                a3 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref from, 24), a3);
            }

            a0.StoreUnsafe(ref to);
            a1.StoreUnsafe(ref to, 8);
            a2.StoreUnsafe(ref to, 16);
            a3.StoreUnsafe(ref to, 24);
        }
    }

    private static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Load512(ref float from) =>
        (Vector512.LoadUnsafe(ref from), Vector512.LoadUnsafe(ref from, 16), Vector512.LoadUnsafe(ref from, 32), Vector512.LoadUnsafe(ref from, 48));

    private static void Store512(ref float to, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        a.StoreUnsafe(ref to);
        b.StoreUnsafe(ref to, 16);
        c.StoreUnsafe(ref to, 32);
        d.StoreUnsafe(ref to, 48);
    }

    // Steps from a row of the left matrix to the next, and from a column to the next.
    private readonly record struct Strides(int Row, int Column);
}
