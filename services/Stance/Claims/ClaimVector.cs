using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances;

/// <summary>What a position is about as a vector of meaning, in the form that is stored: one signed byte a number.</summary>
internal static class ClaimVector
{
    /// <summary>Length of a vector in bytes.</summary>
    public const int Length = MeaningEncoder.Dimensions;

    /// <summary>The vectors of some wordings, in their order; empty for a wording without words.</summary>
    /// <param name="wordings">What positions are about, evidence, headlines.</param>
    /// <param name="encoder">Gives the vectors; that of the service by default.</param>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<string> wordings, MeaningEncoder? encoder = null)
    {
        // Brackets mark the names that stand for pronouns; the meaning is that of the names.
        var texts = wordings.Select(wording => wording.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)).ToList();
        return [.. (encoder ?? MeaningEncoder.Default).Encode(texts).Zip(texts, (vector, text) => text.Length == 0 ? [] : Packed(vector.Span))];
    }

    /// <summary>The unit vector that was stored, or null where none was.</summary>
    public static float[]? Unpacked(byte[] stored)
    {
        if (stored.Length != Length)
        {
            return null;
        }

        var vector = new float[Length];
        TensorPrimitives.ConvertChecked<sbyte, float>(MemoryMarshal.Cast<byte, sbyte>(stored), vector);
        TensorPrimitives.Divide(vector, MathF.Max(1, TensorPrimitives.Norm<float>(vector)), vector);
        return vector;
    }

    internal static byte[] Packed(ReadOnlySpan<float> vector)
    {
        var largest = MathF.Max(1e-6f, MathF.Abs(TensorPrimitives.MaxMagnitude(vector)));
        var packed = new byte[vector.Length];
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = (byte)(sbyte)MathF.Round(vector[i] / largest * sbyte.MaxValue);
        }

        return packed;
    }
}
