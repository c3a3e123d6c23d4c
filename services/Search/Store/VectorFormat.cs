using System.Buffers.Binary;

namespace OnRecord.Search;

/// <summary>The stored form of a vector: six bytes per term, hash and half-precision weight, little-endian.</summary>
internal static class VectorFormat
{
    private const int EntrySize = 6;

    public static byte[] Write(SparseVector vector)
    {
        var bytes = new byte[vector.Terms.Length * EntrySize];
        for (var index = 0; index < vector.Terms.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * EntrySize), vector.Terms[index]);
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan((index * EntrySize) + 4), (Half)vector.Weights[index]);
        }

        return bytes;
    }

    public static SparseVector Read(ReadOnlySpan<byte> bytes)
    {
        var terms = new uint[bytes.Length / EntrySize];
        var weights = new float[terms.Length];
        for (var index = 0; index < terms.Length; index++)
        {
            terms[index] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * EntrySize)..]);
            weights[index] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[((index * EntrySize) + 4)..]);
        }

        return SparseVector.From(terms, weights);
    }
}
