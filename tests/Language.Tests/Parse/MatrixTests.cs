using OnRecord.Language.Models;

namespace OnRecord.Language.Tests.Parse;

public class MatrixTests
{
    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(4, 16, 64)]
    [InlineData(7, 33, 80)]
    [InlineData(13, 100, 130)]
    public void A_packed_product_equals_the_plain_one(int count, int rows, int columns)
    {
        var random = new Random(count + rows + columns);
        var left = Numbers(random, count * rows);
        var right = Numbers(random, rows * columns);
        var packed = PackedMatrix.From(right, rows, columns);
        var result = new float[count * packed.Stride];

        packed.Multiply(left, rows, count, result);
        packed.Multiply(left, rows, count, result, add: true);

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var expected = 2 * Enumerable.Range(0, rows).Sum(k => left[(i * rows) + k] * right[(k * columns) + j]);
                Assert.Equal(expected, result[(i * packed.Stride) + j], 1e-3f);
            }
        }
    }

    [Fact]
    public void Quantised_rows_are_close_and_survive_the_file()
    {
        var table = Numbers(new Random(1), 10 * 32);
        var file = new ModelFile();
        file.AddRows("table", QuantizedRows.From(table, 32));
        file.AddStrings("words", ["a", "b"]);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        file.Save(path);
        using (var stream = File.OpenRead(path))
        {
            file = ModelFile.Read(stream);
        }

        File.Delete(path);
        var sum = new float[32];
        file.Rows("table").AddTo(3, sum);

        Assert.Equal(["a", "b"], file.Strings("words"));
        for (var i = 0; i < 32; i++)
        {
            Assert.Equal(table[(3 * 32) + i], sum[i], 0.01f);
        }
    }

    [Fact]
    public void A_stream_that_is_no_model_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream([0x0B, 0x02, 0x80, 1, 2, 3, 4, 5, 3])));

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
