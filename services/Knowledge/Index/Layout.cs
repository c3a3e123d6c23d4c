namespace OnRecord.Entities.Index;

/// <summary>
/// The parts of the file of an index. It begins with <see cref="Magic"/>, the numbers of entries and of keys (32 bits each), and offset and length (64 bits
/// each) of every part; all numbers little-endian. Made to be mapped into memory: nothing is read at start, and a look-up touches a few pages.
/// </summary>
internal enum Part
{
    /// <summary>Countries, then sources, one a line, with a zero between.</summary>
    Tables,

    /// <summary>Where each block of <see cref="Layout.WordsPerBlock"/> words begins in <see cref="Words"/> (32 bits).</summary>
    WordBlocks,

    /// <summary>The words of names and descriptions, most frequent first: length and UTF-8.</summary>
    Words,

    /// <summary>Where each block of <see cref="Layout.EntriesPerBlock"/> entries begins in <see cref="Entries"/> (32 bits).</summary>
    EntryBlocks,

    /// <summary>The entries, most popular first, so that those which news needs lie together; see <see cref="EntryCoder"/>.</summary>
    Entries,

    /// <summary>Where each block of <see cref="Layout.KeysPerBlock"/> keys begins in <see cref="Keys"/> (32 bits).</summary>
    KeyBlocks,

    /// <summary>The keys in the order of their bytes, front-coded within a block, each with its entry or with a place in <see cref="Postings"/>.</summary>
    Keys,

    /// <summary>The entries of keys that have several: their number, then for each the distance to the one before and its strength.</summary>
    Postings,

    /// <summary>Numbers of ids in ascending order (32 bits), then the entry of each (32 bits).</summary>
    Ids,

    /// <summary>A Bloom filter of the words of people's names.</summary>
    PersonWords,
}

/// <summary>Constants of the layout.</summary>
internal static class Layout
{
    public const int Parts = 10;
    public const int WordsPerBlock = 16;
    public const int EntriesPerBlock = 16;
    public const int KeysPerBlock = 16;
    public const int StrengthBits = 3;
    public const int HeaderLength = 8 + 8 + (Parts * 16);

    /// <summary>Longest key in UTF-8; a longer name is not found by its key.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>First bytes of the file; the last is the version of the layout.</summary>
    public static ReadOnlySpan<byte> Magic => "ORWHO\0\0\x02"u8;

    /// <summary>Ids in 32 bits: the number of a Wikidata id, and above all of these a hash of a local one.</summary>
    public static uint IdNumber(string id)
    {
        if (!LocalId.IsLocal(id) && uint.TryParse(id.AsSpan(1), out var number) && number < 1u << 31)
        {
            return number;
        }

        return Hash(System.Text.Encoding.UTF8.GetBytes(id)) | (1u << 31);
    }

    /// <summary>FNV-1a.</summary>
    public static uint Hash(ReadOnlySpan<byte> bytes, uint seed = 2166136261)
    {
        foreach (var value in bytes)
        {
            seed = (seed ^ value) * 16777619;
        }

        return seed;
    }
}
