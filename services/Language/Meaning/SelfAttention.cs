using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Language.Models;

namespace OnRecord.Language.Meaning;

/// <summary>Each piece of a text looks at all of them (Vaswani et al. 2017), with twelve heads of 32 numbers.</summary>
internal static class SelfAttention
{
    private const int Heads = 12;
    private const int Head = 32;
    private const int Width = Heads * Head;
    private const int Lane = 16;
    private static readonly float Scale = 1 / MathF.Sqrt(Head);

    /// <summary>Fills the attended rows [from, to) of one text.</summary>
    /// <param name="scratch">Its projected rows hold query, key and value of each piece.</param>
    /// <param name="from">First row of the text.</param>
    /// <param name="to">Behind its last row.</param>
    public static void Run(EncoderScratch scratch, int from, int to)
    {
        var count = to - from;
        var padded = (count + Lane - 1) / Lane * Lane;
        var projected = scratch.Projected.AsSpan(from * 3 * Width, count * 3 * Width);
        var keys = scratch.Keys.AsSpan(0, Head * padded);
        var shares = scratch.Shares.AsSpan(0, padded);
        keys.Clear();
        for (var head = 0; head < Heads; head++)
        {
            for (var piece = 0; piece < count; piece++)
            {
                var key = projected.Slice((piece * 3 * Width) + Width + (head * Head), Head);
                for (var i = 0; i < Head; i++)
                {
                    keys[(i * padded) + piece] = key[i];
                }
            }

            for (var piece = 0; piece < count; piece++)
            {
                Share(projected.Slice((piece * 3 * Width) + (head * Head), Head), keys, shares, count);
                var result = scratch.Attended.AsSpan(((from + piece) * Width) + (head * Head), Head);
                Sum(projected[((2 * Width) + (head * Head))..], shares[..count], result);
            }
        }
    }

    /// <summary>How much the piece with this query looks at each piece; sums to 1.</summary>
    private static void Share(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, Span<float> shares, int count)
    {
        var lanes = MemoryMarshal.Cast<float, Vector512<float>>(shares);
        var rows = MemoryMarshal.Cast<float, Vector512<float>>(keys);
        var most = float.NegativeInfinity;
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var product = Vector512<float>.Zero;
            for (var i = 0; i < Head; i++)
            {
                product = Vector512.FusedMultiplyAdd(Vector512.Create(query[i]), rows[(i * lanes.Length) + lane], product);
            }

            lanes[lane] = product * Scale;
        }

        shares[count..].Fill(float.MinValue);
        foreach (var lane in lanes)
        {
            most = MathF.Max(most, Lanes.Max(lane));
        }

        foreach (ref var lane in lanes)
        {
            lane = Simd.Exp(lane - Vector512.Create(most));
        }

        shares[count..].Clear();
        var sum = Vector512<float>.Zero;
        foreach (var lane in lanes)
        {
            sum += lane;
        }

        var factor = 1 / Lanes.Sum(sum);
        foreach (ref var lane in lanes)
        {
            lane *= factor;
        }
    }

    /// <summary>The sum of the values of all pieces, each by its share.</summary>
    private static void Sum(ReadOnlySpan<float> values, ReadOnlySpan<float> shares, Span<float> result)
    {
        ref var value = ref MemoryMarshal.GetReference(values);
        Vector512<float> low = default, high = default;
        for (var i = 0; i < shares.Length; i++, value = ref Unsafe.Add(ref value, 3 * Width))
        {
            var share = Vector512.Create(shares[i]);
            low = Vector512.FusedMultiplyAdd(share, Vector512.LoadUnsafe(ref value), low);
            high = Vector512.FusedMultiplyAdd(share, Vector512.LoadUnsafe(ref value, Lane), high);
        }

        low.CopyTo(result);
        high.CopyTo(result[Lane..]);
    }
}
