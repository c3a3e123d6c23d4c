using System.Numerics;

namespace OnRecord.Language.Names;

/// <summary>
/// A read-mostly map from 64-bit word hashes to small numbers: open addressing, half full at most, no strings kept.
/// Two words of the same hash would share a value; at a million words that has odds of one in thirty million.
/// </summary>
internal sealed class HashedTable
{
    // Key and value side by side: finding one costs one line of memory.
    private readonly (ulong Key, int Value)[] _slots;
    private readonly int _mask;

    /// <summary>A table with room for <paramref name="capacity"/> keys.</summary>
    public HashedTable(int capacity)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2));
        _slots = new (ulong, int)[slots];
        _mask = slots - 1;
    }

    /// <summary>Sets the bits of a value under a key; keys that are new start with none.</summary>
    public void Or(ulong key, int bits) => _slots[SlotFor(key)].Value |= bits;

    /// <summary>Sets the value of a key.</summary>
    public void Set(ulong key, int value) => _slots[SlotFor(key)].Value = value;

    /// <summary>The value of a key, or <paramref name="missing"/>.</summary>
    public int Find(ulong key, int missing)
    {
        key |= 1;
        for (var slot = (int)(key >> 1) & _mask; ; slot = (slot + 1) & _mask)
        {
            ref readonly var found = ref _slots[slot];
            if (found.Key == key)
            {
                return found.Value;
            }

            if (found.Key == 0)
            {
                return missing;
            }
        }
    }

    private int SlotFor(ulong key)
    {
        key |= 1;   // 0 marks an empty slot
        var slot = (int)(key >> 1) & _mask;
        while (_slots[slot].Key != 0 && _slots[slot].Key != key)
        {
            slot = (slot + 1) & _mask;
        }

        _slots[slot].Key = key;
        return slot;
    }
}
