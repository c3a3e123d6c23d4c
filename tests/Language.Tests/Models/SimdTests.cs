using System.Numerics;
using System.Runtime.Intrinsics;
using OnRecord.Language.Models;

namespace OnRecord.Language.Tests.Models;

public class SimdTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(39)]
    [InlineData(100)]
    [InlineData(156)]
    public void Rows_of_any_length_are_added_to_their_end(int length)
    {
        var values = Enumerable.Range(0, length).Select(i => (sbyte)((i * 37 % 255) - 127)).ToArray();
        var sum = Enumerable.Range(0, length + 1).Select(i => (float)i).ToArray();

        Simd.AddScaled(values, 0.5f, sum.AsSpan(0, length));

        Assert.Equal([.. values.Select((value, i) => i + (value * 0.5f)), length], sum);
    }

    [Fact]
    public void Long_and_short_vectors_bend_to_the_same_bits()
    {
        for (var x = -90f; x < 90; x += 0.37f)
        {
            Assert.Equal(Simd.Sigmoid(new Vector<float>(x))[0], Simd.Sigmoid(Vector512.Create(x))[0]);
            Assert.Equal(1 / (1 + MathF.Exp(-x)), Simd.Sigmoid(Vector512.Create(x))[0], 1e-6f);
        }
    }
}
