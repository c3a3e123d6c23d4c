using OnRecord.Language.Names;

namespace OnRecord.Language.Tests.Names;

public class MatrixPanelsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]     // four rows at once, then three singly
    public void The_product_is_that_of_the_definition(int count)
    {
        const int Rows = 5;
        const int Columns = 2 * MatrixPanels.Width;
        var random = new Random(count);
        var left = Draw(count * Rows, random);
        var right = Draw(Rows * Columns, random);
        var panels = new MatrixPanels(Columns);
        panels.Pack(right);
        var sum = new float[count * Columns];
        Array.Fill(sum, 1);

        panels.AddProduct(left, count, sum);

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < Columns; j++)
            {
                var expected = 1 + Enumerable.Range(0, Rows).Sum(k => left[(i * Rows) + k] * right[(k * Columns) + j]);
                Assert.Equal(expected, sum[(i * Columns) + j], 4);
            }
        }
    }

    [Fact]
    public void A_transpose_packs_like_the_matrix_it_is_of()
    {
        const int Rows = 3;
        var matrix = Draw(Rows * MatrixPanels.Width, new Random(5));
        var transpose = new float[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            transpose[(i % MatrixPanels.Width * Rows) + (i / MatrixPanels.Width)] = matrix[i];
        }

        var (direct, turned) = (new MatrixPanels(MatrixPanels.Width), new MatrixPanels(MatrixPanels.Width));
        direct.Pack(matrix);
        turned.PackTransposed(transpose);

        float[] left = [1, 2, 3];
        var (one, two) = (new float[MatrixPanels.Width], new float[MatrixPanels.Width]);
        direct.AddProduct(left, 1, one);
        turned.AddProduct(left, 1, two);
        Assert.Equal(one, two);
    }

    [Fact]
    public void The_product_with_a_transpose_reads_the_left_matrix_by_columns()
    {
        const int Rows = 3;
        const int Count = 5;
        var random = new Random(7);
        var (left, right) = (Draw(Rows * Count, random), Draw(Rows * MatrixPanels.Width, random));
        var panels = new MatrixPanels(MatrixPanels.Width);
        panels.Pack(right);
        var sum = new float[Count * MatrixPanels.Width];

        panels.AddTransposedProduct(left, Count, sum);

        for (var i = 0; i < Count; i++)
        {
            var expected = Enumerable.Range(0, Rows).Sum(k => left[(k * Count) + i] * right[k * MatrixPanels.Width]);
            Assert.Equal(expected, sum[i * MatrixPanels.Width], 4);
        }
    }

    private static float[] Draw(int length, Random random) => Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray();
}
