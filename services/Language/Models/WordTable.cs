using System.Numerics;

namespace OnRecord.Language.Models;

/// <summary>
/// Word to number, without allocating: open addressing over 64-bit hashes of the normalised word. Two of a million words share a hash
/// with probability below 1e-7, so the words themselves are not kept.
/// </summary>
internal sealed class WordTable
{
    private readonly ulong[] _hashes;
    private readonly int[] _rows;
    private readonly int _mask;

    /// <param name="words">Normalised words (<see cref="WordForm"/>); the number of a word is its index.</param>
    public WordTable(IReadOnlyList<string> words)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, words.Count * 2));
        _hashes = new ulong[size];
        _rows = new int[size];
        _mask = size - 1;
        for (var row = 0; row < words.Count; row++)
        {
            var hash = WordForm.Hash(words[row]);
            var slot = (int)hash & _mask;
            while (_hashes[slot] != 0 && _hashes[slot] != hash)
            {
                slot = (slot + 1) & _mask;
            }

            if (_hashes[slot] == 0)
            {
                _hashes[slot] = hash;
                _rows[slot] = row;
            }
        }
    }

    /// <summary>The number of the word with this hash, or -1.</summary>
    public int Find(ulong hash)
    {
        for (var slot = (int)hash & _mask; _hashes[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_hashes[slot] == hash)
            {
                return _rows[slot];
            }
        }

        return -1;
    }
}
