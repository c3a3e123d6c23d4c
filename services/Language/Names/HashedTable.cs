using System.Numerics;

namespace OnRecord.Language.Names;

/// <summary>
/// A read-mostly map from 64-bit word hashes to small numbers: open addressing, half full at most, no strings kept.
/// Two words of the same hash would share a value; at a million words that has odds of one in thirty million.
/// </summary>
internal sealed class HashedTable
{
    private readonly ulong[] _keys;
    private readonly int[] _values;
    private readonly int _mask;

    /// <summary>A table with room for <paramref name="capacity"/> keys.</summary>
    public HashedTable(int capacity)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2));
        _keys = new ulong[slots];
        _values = new int[slots];
        _mask = slots - 1;
    }

    /// <summary>Sets the bits of a value under a key; keys that are new start with none.</summary>
    public void Or(ulong key, int bits) => _values[SlotFor(key)] |= bits;

    /// <summary>Sets the value of a key.</summary>
    public void Set(ulong key, int value) => _values[SlotFor(key)] = value;

    /// <summary>The value of a key, or <paramref name="missing"/>.</summary>
    public int Find(ulong key, int missing)
    {
        key |= 1;
        for (var slot = (int)(key >> 1) & _mask; ; slot = (slot + 1) & _mask)
        {
            if (_keys[slot] == key)
            {
                return _values[slot];
            }

            if (_keys[slot] == 0)
            {
                return missing;
            }
        }
    }

    private int SlotFor(ulong key)
    {
        key |= 1;   // 0 marks an empty slot
        var slot = (int)(key >> 1) & _mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & _mask;
        }

        _keys[slot] = key;
        return slot;
    }
}
