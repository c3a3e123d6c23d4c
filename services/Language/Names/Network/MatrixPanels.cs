using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Language.Names;

/// <summary>
/// A matrix kept in panels of 64 columns, so that a product reads it from end to end (the packing of Goto and van de Geijn 2008).
/// </summary>
/// <param name="rows">Number of rows.</param>
/// <param name="columns">Number of columns, a multiple of <see cref="Width"/>.</param>
internal sealed class MatrixPanels(int rows, int columns)
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 64;

    private readonly float[] _values = new float[rows * columns];

    /// <summary>Number of columns.</summary>
    public int Columns => columns;

    /// <summary>Takes over a matrix that is stored row by row.</summary>
    public void Pack(ReadOnlySpan<float> matrix)
    {
        for (var panel = 0; panel < columns / Width; panel++)
        {
            for (var row = 0; row < rows; row++)
            {
                matrix.Slice((row * columns) + (panel * Width), Width).CopyTo(_values.AsSpan(((panel * rows) + row) * Width));
            }
        }
    }

    /// <summary>Takes over the transpose of a matrix that is stored row by row.</summary>
    /// <param name="matrix">A matrix of as many rows as this has columns, and as many columns as this has rows.</param>
    public void PackTransposed(ReadOnlySpan<float> matrix)
    {
        for (var column = 0; column < columns; column++)
        {
            var (panel, lane) = (column / Width, column % Width);
            for (var row = 0; row < rows; row++)
            {
                _values[(((panel * rows) + row) * Width) + lane] = matrix[(column * rows) + row];
            }
        }
    }

    /// <summary>Adds the product of a matrix of <paramref name="count"/> rows with this one to <paramref name="sum"/>.</summary>
    public void AddProduct(ReadOnlySpan<float> left, int count, Span<float> sum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left.Length, count * rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(sum.Length, count * columns);
        ref var from = ref MemoryMarshal.GetReference(left);
        ref var to = ref MemoryMarshal.GetReference(sum);
        for (var panel = 0; panel < columns / Width; panel++)
        {
            ref var values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), panel * rows * Width);
            var row = 0;
            for (; row <= count - 4; row += 4)
            {
                FourRows(ref Unsafe.Add(ref from, row * rows), ref values, ref Unsafe.Add(ref to, (row * columns) + (panel * Width)));
            }

            for (; row < count; row++)
            {
                OneRow(ref Unsafe.Add(ref from, row * rows), ref values, ref Unsafe.Add(ref to, (row * columns) + (panel * Width)));
            }
        }
    }

    // Sixteen sums stay in registers while the panel is read once.
    private void FourRows(ref float left, ref float panel, ref float sum)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            for (var row = 0; row < 4; row++)
            {
                OneRow(ref Unsafe.Add(ref left, row * rows), ref panel, ref Unsafe.Add(ref sum, row * columns));
            }

            return;
        }

        ref var sum1 = ref Unsafe.Add(ref sum, columns);
        ref var sum2 = ref Unsafe.Add(ref sum, 2 * columns);
        ref var sum3 = ref Unsafe.Add(ref sum, 3 * columns);
        var (a0, a1, a2, a3) = Load512(ref sum);
        var (b0, b1, b2, b3) = Load512(ref sum1);
        var (c0, c1, c2, c3) = Load512(ref sum2);
        var (d0, d1, d2, d3) = Load512(ref sum3);
        for (var k = 0; k < rows; k++)
        {
            var p0 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width));
            var p1 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width) + 16);
            var p2 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width) + 32);
            var p3 = Vector512.LoadUnsafe(ref panel, (nuint)(k * Width) + 48);
            var x = Vector512.Create(Unsafe.Add(ref left, k));
            a0 = Vector512.FusedMultiplyAdd(x, p0, a0);
            a1 = Vector512.FusedMultiplyAdd(x, p1, a1);
            a2 = Vector512.FusedMultiplyAdd(x, p2, a2);
            a3 = Vector512.FusedMultiplyAdd(x, p3, a3);
            x = Vector512.Create(Unsafe.Add(ref left, rows + k));
            b0 = Vector512.FusedMultiplyAdd(x, p0, b0);
            b1 = Vector512.FusedMultiplyAdd(x, p1, b1);
            b2 = Vector512.FusedMultiplyAdd(x, p2, b2);
            b3 = Vector512.FusedMultiplyAdd(x, p3, b3);
            x = Vector512.Create(Unsafe.Add(ref left, (2 * rows) + k));
            c0 = Vector512.FusedMultiplyAdd(x, p0, c0);
            c1 = Vector512.FusedMultiplyAdd(x, p1, c1);
            c2 = Vector512.FusedMultiplyAdd(x, p2, c2);
            c3 = Vector512.FusedMultiplyAdd(x, p3, c3);
            x = Vector512.Create(Unsafe.Add(ref left, (3 * rows) + k));
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

    private void OneRow(ref float left, ref float panel, ref float sum)
    {
        for (var half = 0; half < Width; half += 32)
        {
            ref var to = ref Unsafe.Add(ref sum, half);
            var a0 = Vector256.LoadUnsafe(ref to);
            var a1 = Vector256.LoadUnsafe(ref to, 8);
            var a2 = Vector256.LoadUnsafe(ref to, 16);
            var a3 = Vector256.LoadUnsafe(ref to, 24);
            for (var k = 0; k < rows; k++)
            {
                ref var from = ref Unsafe.Add(ref panel, (k * Width) + half);
                var x = Vector256.Create(Unsafe.Add(ref left, k));
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
}
