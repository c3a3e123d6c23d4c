using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Language.Models;

/// <summary>
/// The right-hand side of a matrix product, laid out so that the product streams through it: panels of 64 columns, row after row.
/// Columns are padded with zeros to a multiple of 16. Every output number is summed over the inner dimension in one order, so results do
/// not depend on the width of the machine's vector registers.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private const int Panel = 64;
    private const int Step = 16;
    private float[] _values = [];

    /// <summary>Inner dimension.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of columns, padded; the row length of the result.</summary>
    public int Stride { get; private set; }

    public static int Pad(int columns) => (columns + Step - 1) / Step * Step;

    public static PackedMatrix From(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        var packed = new PackedMatrix();
        packed.Pack(matrix, rows, columns, columns);
        return packed;
    }

    /// <summary>Takes a row-major matrix with the given row length; reuses the memory of what it held before.</summary>
    public void Pack(ReadOnlySpan<float> matrix, int rows, int columns, int rowLength)
    {
        Rows = rows;
        Stride = Pad(columns);
        if (_values.Length < rows * Stride)
        {
            _values = GC.AllocateUninitializedArray<float>(rows * Stride, pinned: true);
        }

        for (var panel = 0; panel < Stride; panel += Panel)
        {
            var width = Math.Min(Panel, Stride - panel);
            var filled = Math.Clamp(columns - panel, 0, width);
            var to = panel * rows;
            for (var row = 0; row < rows; row++, to += width)
            {
                matrix.Slice((row * rowLength) + panel, filled).CopyTo(_values.AsSpan(to));
                _values.AsSpan(to + filled, width - filled).Clear();
            }
        }
    }

    /// <summary>result = left × this (or += when <paramref name="add"/>).</summary>
    /// <param name="left">Row-major, <paramref name="count"/> rows of length <paramref name="leftStride"/>; the first <see cref="Rows"/> of each count.</param>
    /// <param name="leftStride">Row length of <paramref name="left"/>.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="result">Row-major, rows of length <see cref="Stride"/>.</param>
    /// <param name="add">Whether to add to what <paramref name="result"/> holds.</param>
    public void Multiply(ReadOnlySpan<float> left, int leftStride, int count, Span<float> result, bool add = false)
    {
        if (count == 0)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(left.Length, ((count - 1) * leftStride) + Rows, nameof(left));
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, count * Stride, nameof(result));
        fixed (float* a = left, c = result, b = _values)
        {
            for (var panel = 0; panel < Stride; panel += Panel)
            {
                var width = Math.Min(Panel, Stride - panel);
                var from = b + (panel * Rows);
                var row = 0;
                for (; row + 4 <= count; row += 4)
                {
                    Block(a + (row * leftStride), leftStride, from, width, c + (row * Stride) + panel, add, rows: 4);
                }

                for (; row < count; row++)
                {
                    Block(a + (row * leftStride), 0, from, width, c + (row * Stride) + panel, add, rows: 1);
                }
            }
        }
    }

    private void Block(float* a, int stride, float* b, int width, float* c, bool add, int rows)
    {
        if (Vector512.IsHardwareAccelerated && width == Panel && rows == 4)
        {
            Block4x64(a, stride, b, c, add);
            return;
        }

        for (var column = 0; column < width; column += Step)
        {
            if (rows == 4)
            {
                Block4x16(a, stride, b + column, width, c + column, add);
            }
            else
            {
                Block1x16(a, b + column, width, c + column, add);
            }
        }
    }

    private void Block4x64(float* a, int stride, float* b, float* c, bool add)
    {
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<float> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<float> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<float> c30 = default, c31 = default, c32 = default, c33 = default;
        float* a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        for (var k = 0; k < Rows; k++, b += Panel)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 16);
            var b2 = Vector512.Load(b + 32);
            var b3 = Vector512.Load(b + 48);
            var x = Vector512.Create(a[k]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, b2, c02);
            c03 = Vector512.FusedMultiplyAdd(x, b3, c03);
            x = Vector512.Create(a1[k]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, b2, c12);
            c13 = Vector512.FusedMultiplyAdd(x, b3, c13);
            x = Vector512.Create(a2[k]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, b2, c22);
            c23 = Vector512.FusedMultiplyAdd(x, b3, c23);
            x = Vector512.Create(a3[k]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, b2, c32);
            c33 = Vector512.FusedMultiplyAdd(x, b3, c33);
        }

        Store(c, c00, c01, c02, c03, add);
        Store(c + Stride, c10, c11, c12, c13, add);
        Store(c + (2 * Stride), c20, c21, c22, c23, add);
        Store(c + (3 * Stride), c30, c31, c32, c33, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector512<float> x0, Vector512<float> x1, Vector512<float> x2, Vector512<float> x3, bool add)
    {
        if (add)
        {
            x0 += Vector512.Load(c);
            x1 += Vector512.Load(c + 16);
            x2 += Vector512.Load(c + 32);
            x3 += Vector512.Load(c + 48);
        }

        x0.Store(c);
        x1.Store(c + 16);
        x2.Store(c + 32);
        x3.Store(c + 48);
    }

    private void Block4x16(float* a, int stride, float* b, int width, float* c, bool add)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector256<float> c20 = default, c21 = default, c30 = default, c31 = default;
        float* a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        for (var k = 0; k < Rows; k++, b += width)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var x = Vector256.Create(a[k]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a1[k]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(a2[k]);
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(a3[k]);
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
        }

        Store(c, c00, c01, add);
        Store(c + Stride, c10, c11, add);
        Store(c + (2 * Stride), c20, c21, add);
        Store(c + (3 * Stride), c30, c31, add);
    }

    private void Block1x16(float* a, float* b, int width, float* c, bool add)
    {
        Vector256<float> c0 = default, c1 = default;
        for (var k = 0; k < Rows; k++, b += width)
        {
            var x = Vector256.Create(a[k]);
            c0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b), c0);
            c1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + 8), c1);
        }

        Store(c, c0, c1, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector256<float> x0, Vector256<float> x1, bool add)
    {
        if (add)
        {
            x0 += Vector256.Load(c);
            x1 += Vector256.Load(c + 8);
        }

        x0.Store(c);
        x1.Store(c + 8);
    }
}
