using OnRecord.Language.Models;
using OnRecord.Language.Parse;

namespace OnRecord.Language.Tests.Parse;

public class InputCacheTests
{
    private const int Width = 32;

    [Fact]
    public void What_was_kept_is_found_and_nothing_else()
    {
        var cache = new InputCache(Width);
        var row = Row(7);

        cache.Add(12345, row, 0.5f);

        Assert.True(Find(cache, 12345, out var values, out var scale));
        Assert.Equal(row, values);
        Assert.Equal(0.5f, scale);
        Assert.False(Find(cache, 12345 + (1UL << 40), out _, out _));
    }

    [Fact]
    public void An_empty_place_and_one_that_is_being_filled_are_misses()
    {
        var cache = new InputCache(Width);

        cache.Add(1, Row(3), 1);

        Assert.False(Find(cache, 0, out _, out _));
        Assert.False(Find(cache, 1, out _, out _));
    }

    [Fact]
    public async Task Threads_that_fill_and_read_at_once_never_see_half_a_vector()
    {
        var cache = new InputCache(Width);
        var wrong = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 20_000; i++)
            {
                var form = WordForm.Mix((ulong)random.Next(5000));
                var expected = Row((byte)(form % 101));
                cache.Add(form, expected, form % 101);
                if (Find(cache, form, out var values, out var scale) && (scale != form % 101 || !values.AsSpan().SequenceEqual(expected)))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })));

        Assert.Equal(0, wrong);
    }

    private static bool Find(InputCache cache, ulong form, out byte[] values, out float scale)
    {
        var input = new QuantizedInput();
        input.Reserve(2, Width);
        var found = cache.Find(form, input, 1);
        (values, scale) = (input.Row(1).ToArray(), input.Scales[1]);
        return found;
    }

    private static byte[] Row(byte seed) => [.. Enumerable.Range(0, Width).Select(i => (byte)(seed + i))];
}
