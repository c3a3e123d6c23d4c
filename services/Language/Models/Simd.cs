using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OnRecord.Language.Models;

/// <summary>The few vector operations that the networks are made of. Lengths are multiples of 16 unless a method says otherwise.</summary>
internal static class Simd
{
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var a = MemoryMarshal.Cast<float, Vector<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector<float>>(right);
        var first = Vector<float>.Zero;
        var second = Vector<float>.Zero;
        for (var i = 0; i + 1 < a.Length; i += 2)
        {
            first = Vector.FusedMultiplyAdd(a[i], b[i], first);
            second = Vector.FusedMultiplyAdd(a[i + 1], b[i + 1], second);
        }

        return Vector.Sum(first + second);
    }

    /// <summary>sum += scale × values.</summary>
    public static void AddScaled(ReadOnlySpan<float> values, float scale, Span<float> sum)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(values);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var factor = new Vector<float>(scale);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Vector.FusedMultiplyAdd(from[i], factor, to[i]);
        }
    }

    /// <summary>sum += scale × values, for 8-bit values. Any length.</summary>
    public static void AddScaled(ReadOnlySpan<sbyte> values, float scale, Span<float> sum)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(sum);
        var i = 0;
        if (Avx512F.IsSupported)
        {
            var factor = Vector512.Create(scale);
            for (; i + 16 <= values.Length; i += 16)
            {
                var wide = Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref from, (nuint)i)));
                Vector512.FusedMultiplyAdd(wide, factor, Vector512.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var factor = Vector256.Create(scale);
            for (; i + 16 <= values.Length; i += 16)
            {
                var wide = Vector256.WidenLower(Vector128.LoadUnsafe(ref from, (nuint)i).ToVector256Unsafe());
                var (low, high) = Vector256.Widen(wide);
                Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(low), factor, Vector256.LoadUnsafe(ref to, (nuint)i))
                    .StoreUnsafe(ref to, (nuint)i);
                Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(high), factor, Vector256.LoadUnsafe(ref to, (nuint)i + 8))
                    .StoreUnsafe(ref to, (nuint)i + 8);
            }
        }

        // The end four by four: rows of names are 100 and 156 wide.
        for (; i + 4 <= values.Length; i += 4)
        {
            var four = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref from, i)))).AsSByte();
            var wide = Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(four)));
            ((wide * scale) + Vector128.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            sum[i] += scale * values[i];
        }
    }

    /// <summary>x where positive, slope × x elsewhere; in place.</summary>
    public static void LeakyRelu(Span<float> values, float slope)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var factor = new Vector<float>(slope);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector.MaxNative(vectors[i], vectors[i] * factor);
        }
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x) => (Sigmoid(x + x) * 2f) - Vector<float>.One;

    /// <summary>e^x to about six digits: 2^n times a polynomial of the rest (Cephes). The argument is clamped to ±80.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        x = Vector.MaxNative(Vector.MinNative(x, new Vector<float>(80f)), new Vector<float>(-80f));
        var n = Vector.Round(x * new Vector<float>(1.44269504f));
        var rest = Vector.FusedMultiplyAdd(n, new Vector<float>(-0.693359375f), x);
        rest = Vector.FusedMultiplyAdd(n, new Vector<float>(2.12194440e-4f), rest);
        var sum = new Vector<float>(1.9875691500e-4f);
        sum = Vector.FusedMultiplyAdd(sum, rest, new Vector<float>(1.3981999507e-3f));
        sum = Vector.FusedMultiplyAdd(sum, rest, new Vector<float>(8.3334519073e-3f));
        sum = Vector.FusedMultiplyAdd(sum, rest, new Vector<float>(4.1665795894e-2f));
        sum = Vector.FusedMultiplyAdd(sum, rest, new Vector<float>(1.6666665459e-1f));
        sum = Vector.FusedMultiplyAdd(sum, rest, new Vector<float>(5.0000001201e-1f));
        sum = Vector.FusedMultiplyAdd(sum, rest * rest, rest + Vector<float>.One);
        var power = Vector.ShiftLeft(Vector.ConvertToInt32Native(n) + new Vector<int>(127), 23);
        return sum * Vector.AsVectorSingle(power);
    }

    /// <summary>1 / (1 + e^-x); the same bits as with shorter vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => (Sigmoid(x + x) * 2f) - Vector512<float>.One;

    /// <summary>e^x to about six digits: 2^n times a polynomial of the rest (Cephes). The argument is clamped to ±80.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MaxNative(Vector512.MinNative(x, Vector512.Create(80f)), Vector512.Create(-80f));
        var n = Vector512.Round(x * Vector512.Create(1.44269504f));
        var rest = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        rest = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), rest);
        var sum = Vector512.Create(1.9875691500e-4f);
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest, Vector512.Create(5.0000001201e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, rest * rest, rest + Vector512<float>.One);
        return Avx512F.IsSupported
            ? Avx512F.Scale(sum, n)
            : sum * Vector512.ShiftLeft(Vector512.ConvertToInt32Native(n) + Vector512.Create(127), 23).AsSingle();
    }
}
