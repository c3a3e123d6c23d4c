using OnRecord.Language.Models;

namespace OnRecord.Language.Tests.Models;

public class SimpleRecurrentLayerTests
{
    private const int Hidden = 16;

    // With as many inputs as outputs the input skips the layer as it is, with more through columns of the matrix.
    [Theory]
    [InlineData(2 * Hidden)]
    [InlineData(4 * Hidden)]
    public void Words_that_share_a_row_are_read_as_if_each_had_its_own(int inputs)
    {
        int[] rows = [0, 1, 0, 2, 1, 1, 0];
        int[] ends = [4, 7];
        var random = new Random(inputs);
        var layer = new SimpleRecurrentLayer(
            inputs, Hidden, Numbers(random, inputs * SimpleRecurrentLayer.Columns(inputs, Hidden)), Numbers(random, 2 * Hidden), Numbers(random, 2 * Hidden),
            Numbers(random, 2 * Hidden), Numbers(random, 2 * Hidden));
        var shared = Numbers(random, 3 * inputs);
        float[] own = [.. rows.SelectMany(row => shared.Skip(row * inputs).Take(inputs))];
        var product = new float[rows.Length * SimpleRecurrentLayer.Columns(inputs, Hidden)];

        var expected = new float[rows.Length * 2 * Hidden];
        layer.Run(own, ends, new QuantizedInput(), product, expected);
        var rounded = new QuantizedInput();
        rounded.Set(shared, inputs, 3, inputs);
        var output = new float[expected.Length];
        layer.Run(rounded, shared, rows, ends, product, output);

        Assert.Equal(expected, output);
        Assert.NotEqual(output[..(2 * Hidden)], output[(2 * 2 * Hidden)..(3 * 2 * Hidden)]);
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
}
