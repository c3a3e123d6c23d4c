using System.Runtime.Intrinsics.X86;
using OnRecord.Language.Models;

namespace OnRecord.Language.Tests.Models;

public class QuantizedMatrixTests
{
    internal static IEnumerable<ProductKernel> Kernels =>
        new[] { ProductKernel.Floats }
            .Concat(Avx2.IsSupported ? [ProductKernel.Avx2] : [])
            .Concat(AvxVnni.IsSupported ? [ProductKernel.AvxVnni] : [])
            .Concat(Avx512BW.IsSupported ? [ProductKernel.Avx512] : []);

    [Theory]
    [InlineData(1, 32, 5)]
    [InlineData(3, 96, 40)]
    [InlineData(4, 100, 64)]
    [InlineData(7, 256, 130)]
    [InlineData(192, 224, 69)]
    public void Integers_are_multiplied_without_error(int count, int rows, int columns)
    {
        // The greatest number of each row and column is 63, so that all scales are 1 and nothing is rounded.
        var random = new Random(count + rows + columns);
        var width = Width(rows);
        var left = Integers(random, count * width);
        var right = Integers(random, rows * columns);
        var bias = Integers(random, columns);
        for (var i = 0; i < count; i++)
        {
            left[i * width] = 63;
        }

        right.AsSpan(0, columns).Fill(-63);

        foreach (var kernel in Kernels)
        {
            var result = Multiply(left, width, right, rows, columns, bias, kernel, out var stride);
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    var sum = Enumerable.Range(0, rows).Sum(k => (int)left[(i * width) + k] * (int)right[(k * columns) + j]) + bias[j];
                    Assert.Equal(2 * sum, result[(i * stride) + j]);
                }
            }
        }
    }

    [Theory]
    [InlineData(63, 63)]
    [InlineData(63, -63)]
    [InlineData(-63, 63)]
    [InlineData(-63, -63)]
    public void The_greatest_products_do_not_overflow(float number, float weight)
    {
        const int Rows = 512;
        var left = new float[Rows];
        var right = new float[Rows];
        Array.Fill(left, number);
        Array.Fill(right, weight);

        foreach (var kernel in Kernels)
        {
            Assert.Equal(2 * Rows * number * weight, Multiply(left, Rows, right, Rows, 1, [], kernel, out _)[0]);
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(-6)]
    [InlineData(-7)]
    public void Sums_of_eight_products_at_the_border_of_sixteen_bits_do_not_overflow(int last)
    {
        // Rows whose pairs are summed before they are widened: 4 × 63 + 6 is the most that a column may hold in them, times 127.
        const int Rows = 32;
        var right = new float[Rows];
        foreach (var row in new[] { 0, 1, 4, 5 })
        {
            right[row] = 63 * Math.Sign(last);
        }

        right[8] = last;
        var left = new float[Rows];
        Array.Fill(left, 63);

        foreach (var kernel in Kernels)
        {
            Assert.Equal(2 * 63 * ((4 * 63 * Math.Sign(last)) + last), Multiply(left, Rows, right, Rows, 1, [], kernel, out _)[0]);
        }
    }

    [Theory]
    [InlineData(1, 100, 33)]
    [InlineData(6, 256, 448)]
    public void All_kernels_give_the_same_bits_and_are_close_to_the_product_of_floats(int count, int rows, int columns)
    {
        var random = new Random(7);
        var width = Width(rows);
        var left = Floats(random, count * width);
        var right = Floats(random, rows * columns);
        var bias = Floats(random, columns);

        var first = Multiply(left, width, right, rows, columns, bias, ProductKernel.Floats, out var stride);
        foreach (var kernel in Kernels)
        {
            Assert.Equal(first, Multiply(left, width, right, rows, columns, bias, kernel, out _));
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = Enumerable.Range(0, rows).Sum(k => left[(i * width) + k] * right[(k * columns) + j]) + bias[j];
                Assert.Equal(2 * sum, first[(i * stride) + j], 0.02f * rows);
            }
        }
    }

    [Fact]
    public void Rows_and_columns_of_zeros_stay_zeros()
    {
        foreach (var kernel in Kernels)
        {
            Assert.All(Multiply(new float[64], 32, new float[32 * 3], 32, 3, [], kernel, out _), number => Assert.Equal(0, number));
        }
    }

    [Fact]
    public void What_an_earlier_and_longer_input_left_behind_does_not_count()
    {
        var random = new Random(3);
        var matrix = QuantizedMatrix.From(Floats(random, 64 * 32), 64, 32);
        var rows = Floats(random, 9 * 64);
        var (used, fresh) = (new QuantizedInput(), new QuantizedInput());
        var (after, alone) = (new float[5 * 32], new float[5 * 32]);
        used.Set(rows, 64, 9, 64);

        used.Set(rows, 64, 5, 64);
        matrix.Multiply(used, after);
        fresh.Set(rows, 64, 5, 64);
        matrix.Multiply(fresh, alone);

        Assert.Equal(alone, after);
    }

    [Fact]
    public void Some_rows_times_some_others_is_all_their_dot_products()
    {
        const int Width = 64;
        var random = new Random(5);
        var (left, right) = (new QuantizedInput(), new QuantizedInput());
        left.Set(Integers(random, 11 * Width), Width, 11, Width);
        right.Set(Integers(random, 50 * Width), Width, 50, Width);
        foreach (var kernel in Kernels)
        {
            var matrix = new QuantizedMatrix(kernel);
            matrix.Take(right, 0, 50);   // the shorter sentence after it must not see what it left
            matrix.Take(right, 7, 37);
            var result = new float[5 * matrix.Stride];
            matrix.Multiply(left, 6, 5, result);
            for (var i = 0; i < 5; i++)
            {
                for (var j = 0; j < 37; j++)
                {
                    var dot = Enumerable.Range(0, Width).Sum(k =>
                        (left.Row(6 + i)[k] - QuantizedInput.Zero) * (right.Row(7 + j)[k] - QuantizedInput.Zero));
                    Assert.Equal(dot * left.Scales[6 + i] * right.Scales[7 + j], result[(i * matrix.Stride) + j]);
                }
            }
        }
    }

    // Twice the product: written once, then added once.
    private static float[] Multiply(
        float[] left, int width, float[] right, int rows, int columns, float[] bias, ProductKernel kernel, out int stride)
    {
        var matrix = QuantizedMatrix.From(right, rows, columns, bias, kernel);
        var input = new QuantizedInput();
        input.Set(left, width, left.Length / width, width);
        stride = matrix.Stride;
        var result = new float[left.Length / width * stride];
        matrix.Multiply(input, result);
        matrix.Multiply(input, result, add: true);
        return result;
    }

    private static int Width(int rows) => (rows + 31) / 32 * 32;

    private static float[] Integers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-63, 64))];

    private static float[] Floats(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
