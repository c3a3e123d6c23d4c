using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OnRecord.Language.Models;

/// <summary>How a product is computed. The results are the same to the last bit.</summary>
internal enum ProductKernel
{
    /// <summary>Integers kept as floats: for processors that have none of the others.</summary>
    Floats,
    Avx2,
    AvxVnni,
    Avx512,
}

/// <summary>
/// The right-hand side of a matrix product in 7-bit integers, each column with one scale, and a bias that is added to each row of the
/// result. Half the time of 16-bit integers and a third of that of floats; the sums are exact, so they are the same on every machine.
/// </summary>
internal sealed unsafe class QuantizedMatrix
{
    // Both sides have 7 bits: four products (at most 127 × 63 each) stay within the 16 bits that the processor sums pairs in.
    private const int Largest = 63;

    // Layout: panels of 16 columns; in each, for every four rows, four bytes of each column, which one instruction multiplies and adds.
    private const int Panel = 16;
    private const int Deep = 4;

    // Columns that a block takes at a time, and rows whose products it sums in 16 bits where these suffice: a pair from each quadruple.
    private const int Wide = 2 * Panel;
    private const int Run = 4 * Deep;
    private const int MostOfRun = short.MaxValue / sbyte.MaxValue;

    private readonly ProductKernel _kernel;
    private readonly PackedMatrix _floats = new();
    private sbyte[] _values = [];
    private int[] _zeros = [];
    private bool[] _isLight = [];
    private float[] _scales = [];
    private float[] _bias = [];

    /// <summary>A matrix that holds nothing yet.</summary>
    /// <param name="kernel">How to compute; null for the quickest.</param>
    public QuantizedMatrix(ProductKernel? kernel = null) => _kernel = kernel ?? Quickest;

    /// <summary>The quickest way that this machine has.</summary>
    public static ProductKernel Quickest { get; } =
        Avx512BW.IsSupported ? ProductKernel.Avx512
        : AvxVnni.IsSupported ? ProductKernel.AvxVnni
        : Avx2.IsSupported ? ProductKernel.Avx2
        : ProductKernel.Floats;

    /// <summary>Inner dimension, padded; the width of the input.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of columns, padded; the row length of the result.</summary>
    public int Stride { get; private set; }

    /// <summary>Rounds a row-major matrix.</summary>
    /// <param name="matrix">The numbers.</param>
    /// <param name="rows">Inner dimension.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="bias">Added to each row of the result; as many as columns, or none.</param>
    /// <param name="kernel">How to compute; null for the quickest.</param>
    public static QuantizedMatrix From(
        ReadOnlySpan<float> matrix, int rows, int columns, ReadOnlySpan<float> bias = default, ProductKernel? kernel = null)
    {
        var rounded = new QuantizedMatrix(kernel);
        rounded.Reserve((rows + 31) / 32 * 32, columns);
        bias.CopyTo(rounded._bias);
        for (var column = 0; column < columns; column++)
        {
            rounded.Round(matrix[column..], rows, columns, column);
        }

        for (var step = 0; step < rounded._isLight.Length; step++)
        {
            rounded._isLight[step] = Enumerable.Range(step * Wide, Wide).All(rounded.IsLight);
        }

        rounded.Complete();
        return rounded;
    }

    /// <summary>Takes rows of an input as its columns, without a bias; reuses the memory of what it held before.</summary>
    /// <param name="input">Rounded rows.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public void Take(QuantizedInput input, int first, int count)
    {
        Reserve(input.Width, count);
        for (var column = 0; column < count; column++)
        {
            var sum = 0;
            var from = input.Row(first + column);
            var to = _values.AsSpan(Place(0, column));
            for (var row = 0; row < from.Length; row += Deep)
            {
                for (var i = 0; i < Deep; i++)
                {
                    var number = from[row + i] - QuantizedInput.Zero;
                    to[(row * Panel) + i] = (sbyte)number;
                    sum += number;
                }
            }

            _zeros[column] = QuantizedInput.Zero * sum;
            _scales[column] = input.Scales[first + column];
        }

        Complete();
    }

    /// <summary>result = left × this + bias, or += when <paramref name="add"/>.</summary>
    /// <param name="left">Rows of width <see cref="Rows"/>.</param>
    /// <param name="result">Row-major, rows of length <see cref="Stride"/>.</param>
    /// <param name="add">Whether to add to what <paramref name="result"/> holds.</param>
    public void Multiply(QuantizedInput left, Span<float> result, bool add = false) => Multiply(left, 0, left.Count, result, add);

    /// <summary>The same for some of the rows.</summary>
    public void Multiply(QuantizedInput left, int first, int count, Span<float> result, bool add = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Width, Rows, nameof(left));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, left.Count, nameof(count));
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, count * Stride, nameof(result));
        if (_kernel == ProductKernel.Floats)
        {
            MultiplyFloats(left, first, count, result, add);
            return;
        }

        fixed (byte* values = left.Values)
        fixed (float* factors = left.Scales, c = result)
        fixed (sbyte* b = _values)
        {
            byte* a = values + (first * Rows);
            float* scales = factors + first;
            var step = _kernel == ProductKernel.Avx512 ? Wide : Panel;
            for (var column = 0; column < Stride; column += step)
            {
                var panel = b + (column * Rows);
                for (var row = 0; row < count; row += QuantizedInput.Group)
                {
                    var rows = Math.Min(QuantizedInput.Group, count - row);
                    var to = c + (row * Stride) + column;
                    switch (_kernel)
                    {
                        case ProductKernel.Avx512 when _isLight[column / Wide]:
                            Light512(a + (row * Rows), panel, column, rows, scales + row, to, add);
                            break;
                        case ProductKernel.Avx512:
                            Block512(a + (row * Rows), panel, column, rows, scales + row, to, add);
                            break;
                        case ProductKernel.AvxVnni:
                            Block256(a + (row * Rows), panel, column, rows, scales + row, to, add, fused: true);
                            break;
                        default:
                            Block256(a + (row * Rows), panel, column, rows, scales + row, to, add, fused: false);
                            break;
                    }
                }
            }
        }
    }

    /// <summary>Makes room; columns that are not filled hold zeros or what the last use left, and nobody reads their results.</summary>
    private void Reserve(int rows, int columns)
    {
        Rows = rows;
        Stride = (columns + 31) / 32 * 32;
        if (_values.Length < Rows * Stride)
        {
            _values = GC.AllocateArray<sbyte>(Rows * Stride, pinned: true);
        }

        if (_zeros.Length < Stride)
        {
            _zeros = new int[Stride];
            _isLight = new bool[Stride / Wide];
            _scales = new float[Stride];
            _bias = new float[Stride];
        }
    }

    private void Complete()
    {
        if (_kernel == ProductKernel.Floats)
        {
            // A float holds these integers and their sums exactly: 2^24 is more than 63 × 63 × 4000.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(Rows, 4000);
            var numbers = new float[Rows * Stride];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = _values[Place(i / Stride, i % Stride)];
            }

            _floats.Pack(numbers, Rows, Stride, Stride);
        }
    }

    private void Round(ReadOnlySpan<float> numbers, int rows, int stride, int column)
    {
        var largest = 0f;
        for (var row = 0; row < rows; row++)
        {
            largest = Math.Max(largest, Math.Abs(numbers[row * stride]));
        }

        _scales[column] = largest / Largest;
        for (var row = 0; row < rows && largest > 0; row++)
        {
            var rounded = (int)MathF.Round(numbers[row * stride] / largest * Largest);
            _values[Place(row, column)] = (sbyte)rounded;
            _zeros[column] += QuantizedInput.Zero * rounded;
        }
    }

    /// <summary>
    /// Whether the products of a column never need more than 16 bits when those of eight rows are summed: weights are small on the whole, and a
    /// left-hand number is at most 127.
    /// </summary>
    private bool IsLight(int column)
    {
        for (var first = 0; first < Rows; first += Run)
        {
            foreach (var pair in (ReadOnlySpan<int>)[0, Deep / 2])
            {
                var (above, below) = (0, 0);
                for (var row = first + pair; row < first + Run; row += Deep)
                {
                    int one = _values[Place(row, column)], other = _values[Place(row + 1, column)];
                    above += Math.Max(0, one) + Math.Max(0, other);
                    below -= Math.Min(0, one) + Math.Min(0, other);
                }

                if (Math.Max(above, below) > MostOfRun)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int Place(int row, int column) =>
        (column / Panel * Panel * Rows) + (row / Deep * Deep * Panel) + (column % Panel * Deep) + (row % Deep);

    // Four rows by 32 columns.
    private void Block512(byte* a, sbyte* b, int column, int count, float* scales, float* c, bool add)
    {
        Vector512<int> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        byte* a1 = a + Rows, a2 = a1 + Rows, a3 = a2 + Rows;
        var next = b + (Panel * Rows);
        for (var k = 0; k < Rows; k += 2 * Deep, b += 2 * Deep * Panel, next += 2 * Deep * Panel)
        {
            var b0 = Vector512.Load(b);
            var d0 = Vector512.Load(b + 64);
            var b1 = Vector512.Load(next);
            var d1 = Vector512.Load(next + 64);
            var (x, y) = (Four512(a + k), Four512(a + k + Deep));
            c00 = Add(c00, x, b0, y, d0);
            c01 = Add(c01, x, b1, y, d1);
            (x, y) = (Four512(a1 + k), Four512(a1 + k + Deep));
            c10 = Add(c10, x, b0, y, d0);
            c11 = Add(c11, x, b1, y, d1);
            (x, y) = (Four512(a2 + k), Four512(a2 + k + Deep));
            c20 = Add(c20, x, b0, y, d0);
            c21 = Add(c21, x, b1, y, d1);
            (x, y) = (Four512(a3 + k), Four512(a3 + k + Deep));
            c30 = Add(c30, x, b0, y, d0);
            c31 = Add(c31, x, b1, y, d1);
        }

        Finish(c00, c01, column, scales[0], c, add);
        if (count > 1)
        {
            Finish(c10, c11, column, scales[1], c + Stride, add);
        }

        if (count > 2)
        {
            Finish(c20, c21, column, scales[2], c + (2 * Stride), add);
        }

        if (count > 3)
        {
            Finish(c30, c31, column, scales[3], c + (3 * Stride), add);
        }
    }

    // The same for light columns: a quarter less work of the units that multiply, which is what bounds a product.
    private void Light512(byte* a, sbyte* b, int column, int count, float* scales, float* c, bool add)
    {
        Vector512<int> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        byte* a1 = a + Rows, a2 = a1 + Rows, a3 = a2 + Rows;
        var next = b + (Panel * Rows);
        for (var k = 0; k < Rows; k += Run, b += Run * Panel, next += Run * Panel)
        {
            var (b0, b1, b2, b3) = (Vector512.Load(b), Vector512.Load(b + 64), Vector512.Load(b + 128), Vector512.Load(b + 192));
            var (d0, d1, d2, d3) = (Vector512.Load(next), Vector512.Load(next + 64), Vector512.Load(next + 128), Vector512.Load(next + 192));
            var (x0, x1, x2, x3) = (Four512(a + k), Four512(a + k + 4), Four512(a + k + 8), Four512(a + k + 12));
            c00 = Add(c00, x0, b0, x1, b1, x2, b2, x3, b3);
            c01 = Add(c01, x0, d0, x1, d1, x2, d2, x3, d3);
            (x0, x1, x2, x3) = (Four512(a1 + k), Four512(a1 + k + 4), Four512(a1 + k + 8), Four512(a1 + k + 12));
            c10 = Add(c10, x0, b0, x1, b1, x2, b2, x3, b3);
            c11 = Add(c11, x0, d0, x1, d1, x2, d2, x3, d3);
            (x0, x1, x2, x3) = (Four512(a2 + k), Four512(a2 + k + 4), Four512(a2 + k + 8), Four512(a2 + k + 12));
            c20 = Add(c20, x0, b0, x1, b1, x2, b2, x3, b3);
            c21 = Add(c21, x0, d0, x1, d1, x2, d2, x3, d3);
            (x0, x1, x2, x3) = (Four512(a3 + k), Four512(a3 + k + 4), Four512(a3 + k + 8), Four512(a3 + k + 12));
            c30 = Add(c30, x0, b0, x1, b1, x2, b2, x3, b3);
            c31 = Add(c31, x0, d0, x1, d1, x2, d2, x3, d3);
        }

        Finish(c00, c01, column, scales[0], c, add);
        if (count > 1)
        {
            Finish(c10, c11, column, scales[1], c + Stride, add);
        }

        if (count > 2)
        {
            Finish(c20, c21, column, scales[2], c + (2 * Stride), add);
        }

        if (count > 3)
        {
            Finish(c30, c31, column, scales[3], c + (3 * Stride), add);
        }
    }

    // Four rows by 16 columns. Inlined, so that what is constant does not reach the loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Block256(byte* a, sbyte* b, int column, int count, float* scales, float* c, bool add, bool fused)
    {
        Vector256<int> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        byte* a1 = a + Rows, a2 = a1 + Rows, a3 = a2 + Rows;
        for (var k = 0; k < Rows; k += 2 * Deep, b += 2 * Deep * Panel)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 32);
            var d0 = Vector256.Load(b + 64);
            var d1 = Vector256.Load(b + 96);
            var (x, y) = (Four256(a + k), Four256(a + k + Deep));
            c00 = Add(c00, x, b0, y, d0, fused);
            c01 = Add(c01, x, b1, y, d1, fused);
            (x, y) = (Four256(a1 + k), Four256(a1 + k + Deep));
            c10 = Add(c10, x, b0, y, d0, fused);
            c11 = Add(c11, x, b1, y, d1, fused);
            (x, y) = (Four256(a2 + k), Four256(a2 + k + Deep));
            c20 = Add(c20, x, b0, y, d0, fused);
            c21 = Add(c21, x, b1, y, d1, fused);
            (x, y) = (Four256(a3 + k), Four256(a3 + k + Deep));
            c30 = Add(c30, x, b0, y, d0, fused);
            c31 = Add(c31, x, b1, y, d1, fused);
        }

        const int Half = Panel / 2;
        Finish(c00, column, scales[0], c, add);
        Finish(c01, column + Half, scales[0], c + Half, add);
        if (count > 1)
        {
            Finish(c10, column, scales[1], c + Stride, add);
            Finish(c11, column + Half, scales[1], c + Stride + Half, add);
        }

        if (count > 2)
        {
            Finish(c20, column, scales[2], c + (2 * Stride), add);
            Finish(c21, column + Half, scales[2], c + (2 * Stride) + Half, add);
        }

        if (count > 3)
        {
            Finish(c30, column, scales[3], c + (3 * Stride), add);
            Finish(c31, column + Half, scales[3], c + (3 * Stride) + Half, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(Vector512<int> sum, Vector512<int> nextSum, int column, float scale, float* to, bool add)
    {
        Finish(sum, column, scale, to, add);
        Finish(nextSum, column + Panel, scale, to + Panel, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(Vector512<int> sum, int column, float scale, float* to, bool add)
    {
        var scaled = Vector512.ConvertToSingle(sum - Vector512.LoadUnsafe(ref _zeros[column])) * scale;
        var number = Vector512.FusedMultiplyAdd(scaled, Vector512.LoadUnsafe(ref _scales[column]), Vector512.LoadUnsafe(ref _bias[column]));
        (add ? number + Vector512.Load(to) : number).Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(Vector256<int> sum, int column, float scale, float* to, bool add)
    {
        var scaled = Vector256.ConvertToSingle(sum - Vector256.LoadUnsafe(ref _zeros[column])) * scale;
        var number = Vector256.FusedMultiplyAdd(scaled, Vector256.LoadUnsafe(ref _scales[column]), Vector256.LoadUnsafe(ref _bias[column]));
        (add ? number + Vector256.Load(to) : number).Store(to);
    }

    private void MultiplyFloats(QuantizedInput left, int first, int count, Span<float> result, bool add)
    {
        var numbers = new float[count * Rows];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = left.Values[(first * Rows) + i] - QuantizedInput.Zero;
        }

        var sums = new float[count * Stride];
        _floats.Multiply(numbers, Rows, count, sums);
        for (var i = 0; i < sums.Length; i++)
        {
            var (row, column) = (i / Stride, i % Stride);
            var number = MathF.FusedMultiplyAdd(sums[i] * left.Scales[first + row], _scales[column], _bias[column]);
            result[i] = add ? number + result[i] : number;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Four512(byte* numbers) => Vector512.Create(*(int*)numbers).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Four256(byte* numbers) => Vector256.Create(*(int*)numbers).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(Vector512<int> sum, Vector512<byte> x, Vector512<sbyte> b, Vector512<byte> y, Vector512<sbyte> d)
    {
        var pairs = Avx512BW.MultiplyAddAdjacent(x, b) + Avx512BW.MultiplyAddAdjacent(y, d);
        return sum + Avx512BW.MultiplyAddAdjacent(pairs, Vector512<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(
        Vector512<int> sum, Vector512<byte> x0, Vector512<sbyte> b0, Vector512<byte> x1, Vector512<sbyte> b1, Vector512<byte> x2, Vector512<sbyte> b2,
        Vector512<byte> x3, Vector512<sbyte> b3)
    {
        var eights = Avx512BW.MultiplyAddAdjacent(x0, b0) + Avx512BW.MultiplyAddAdjacent(x1, b1)
            + (Avx512BW.MultiplyAddAdjacent(x2, b2) + Avx512BW.MultiplyAddAdjacent(x3, b3));
        return sum + Avx512BW.MultiplyAddAdjacent(eights, Vector512<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add(Vector256<int> sum, Vector256<byte> x, Vector256<sbyte> b, Vector256<byte> y, Vector256<sbyte> d, bool fused)
    {
        if (fused)
        {
            return AvxVnni.MultiplyWideningAndAdd(AvxVnni.MultiplyWideningAndAdd(sum, x, b), y, d);
        }

        var pairs = Avx2.MultiplyAddAdjacent(x, b) + Avx2.MultiplyAddAdjacent(y, d);
        return sum + Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
    }
}
