namespace OnRecord.Entities.Index;

/// <summary>Whether a word may be in a set: ten bits a word, of which three are set, answer wrongly for less than one word in fifty.</summary>
internal static class BloomFilter
{
    private const int BitsPerWord = 10;
    private const int Probes = 3;

    /// <summary>The bits of a set, given the hashes of its words.</summary>
    public static byte[] Of(IReadOnlyCollection<uint> hashes)
    {
        var bits = new byte[Math.Max(8, (((long)hashes.Count * BitsPerWord) + 7) / 8)];
        foreach (var hash in hashes)
        {
            for (var probe = 0u; probe < Probes; probe++)
            {
                var bit = Bit(hash, probe, bits.Length);
                bits[bit >> 3] |= (byte)(1 << (int)(bit & 7));
            }
        }

        return bits;
    }

    /// <summary>False when the word is certainly not in the set.</summary>
    public static bool MayContain(ReadOnlySpan<byte> bits, uint hash)
    {
        for (var probe = 0u; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe, bits.Length);
            if ((bits[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // Two hashes are as good as many (Kirsch and Mitzenmacher 2006).
    private static long Bit(uint hash, uint probe, int bytes) => (hash + (probe * (ulong)((hash * 0x9E3779B1) | 1))) % ((ulong)bytes * 8) is var bit ? (long)bit : 0;
}
