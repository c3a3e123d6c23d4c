using System.Runtime.CompilerServices;

namespace OnRecord.Stances;

/// <summary>Hashes of words and features. They are part of the model's format: the same on every machine and run.</summary>
internal static class Hashing
{
    /// <summary>FNV-1a over the lower-cased UTF-16 units; the curly apostrophe counts as the straight one.</summary>
    public static uint IgnoringCase(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word)
        {
            var lower = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c < 128 ? c : c == '’' ? '\'' : char.ToLowerInvariant(c);
            hash = (hash ^ lower) * 16777619u;
        }

        return hash;
    }

    /// <summary>FNV-1a over the units as they are; 0 for null.</summary>
    public static uint Exactly(string? value)
    {
        if (value is null)
        {
            return 0;
        }

        var hash = 2166136261u;
        foreach (var c in value)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash;
    }

    /// <summary>One feature out of its template and up to two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Feature(uint template, uint a, uint b = 0)
    {
        var hash = (template * 0x9E3779B1u) ^ (a * 0x85EBCA77u) ^ BitRotate(b * 0xC2B2AE3Du);
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6Du;
        hash ^= hash >> 12;
        hash *= 0x297A2D39u;
        return hash ^ (hash >> 15);
    }

    private static uint BitRotate(uint value) => System.Numerics.BitOperations.RotateLeft(value, 13);
}
