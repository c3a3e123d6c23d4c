using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace OnRecord.Entities.Index;

/// <summary>
/// Entries in a file that is mapped into memory, found by id and by name. Pages come from the disk when they are first used, and all processes of a machine
/// share them. Safe for use by many threads.
/// </summary>
public sealed unsafe class KnowledgeIndex : IDisposable
{
    // Entries that texts ask for again and again are not read anew each time.
    private const int CacheSize = 4096;

    private readonly byte* _bytes;
    private readonly IDisposable? _owner;
    private readonly (long Offset, long Length)[] _parts = new (long, long)[Layout.Parts];
    private readonly Cached?[] _cache = new Cached?[CacheSize];

    private KnowledgeIndex(byte* bytes, long length, IDisposable? owner, string name)
    {
        _bytes = bytes;
        _owner = owner;
        if (length < Layout.HeaderLength || !new ReadOnlySpan<byte>(bytes, 8).SequenceEqual(Layout.Magic))
        {
            throw new InvalidDataException($"{name} is no index of a knowledge base, or one of another version.");
        }

        Count = *(int*)(bytes + 8);
        KeyCount = *(int*)(bytes + 12);
        for (var part = 0; part < Layout.Parts; part++)
        {
            _parts[part] = (*(long*)(bytes + 16 + (part * 16)), *(long*)(bytes + 24 + (part * 16)));
            if (_parts[part].Offset < Layout.HeaderLength || _parts[part].Length < 0 || _parts[part].Offset + _parts[part].Length > length)
            {
                throw new InvalidDataException($"{name} is cut off.");
            }
        }

        var tables = Encoding.UTF8.GetString(At(Part.Tables, 0, int.MaxValue)).Split('\0');
        (Countries, Sources) = (tables[0].Split('\n'), tables[1].Split('\n'));
    }

    /// <summary>Number of entries.</summary>
    public int Count { get; }

    /// <summary>Number of distinct keys.</summary>
    public int KeyCount { get; }

    /// <summary>Codes of countries; the entries hold their numbers.</summary>
    internal string[] Countries { get; }

    /// <summary>Sources; the entries hold their numbers.</summary>
    internal string[] Sources { get; }

    /// <summary>Maps a file.</summary>
    /// <exception cref="InvalidDataException">It is no index, of another version, or cut off.</exception>
    public static KnowledgeIndex Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            throw new InvalidDataException($"{path} is no index of a knowledge base, or one of another version.");
        }

        var view = new MappedFile(path);
        try
        {
            return new KnowledgeIndex(view.Bytes, length, view, path);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    /// <summary>Uses what is in memory already: a resource of an assembly, which the runtime has mapped.</summary>
    public static KnowledgeIndex Of(UnmanagedMemoryStream resource) => new(resource.PositionPointer, resource.Length, null, "The resource");

    /// <summary>The entry of a number; the lower, the more popular.</summary>
    public KnowledgeEntry this[int number]
    {
        get
        {
            ref var slot = ref _cache[number & (CacheSize - 1)];
            if (Volatile.Read(ref slot) is { } cached && cached.Number == number)
            {
                return cached.Entry;
            }

            var cursor = EntryAt(number);
            var entry = EntryCoder.Read(ref cursor, this);
            Volatile.Write(ref slot, new Cached(number, entry));
            return entry;
        }
    }

    /// <summary>The number of the entry with an id; -1 for none.</summary>
    public int Find(string id)
    {
        var wanted = Layout.IdNumber(id);
        var ids = Numbers(Part.Ids);
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = ids[middle] < wanted ? (middle + 1, high) : (low, middle);
        }

        // Two local ids may share a hash.
        for (; low < Count && ids[low] == wanted; low++)
        {
            var number = (int)ids[Count + low];
            if (this[number].Id == id)
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>Adds the entries that a key names, most popular first, each with the strength of the name.</summary>
    /// <returns>How many there were.</returns>
    public int Find(ReadOnlySpan<byte> key, ICollection<(int Entry, AliasStrength Strength)> found)
    {
        var block = BlockOf(key);
        if (block < 0)
        {
            return 0;
        }

        scoped Span<byte> current = stackalloc byte[byte.MaxValue];
        var cursor = KeysAt(block);
        for (var left = Math.Min(Layout.KeysPerBlock, KeyCount - (block * Layout.KeysPerBlock)); left > 0; left--)
        {
            var length = ReadKey(ref cursor, current);
            var place = cursor.ReadNumber();
            var order = key.SequenceCompareTo(current[..length]);
            if (order == 0)
            {
                return AddPostings(place, found);
            }

            if (order < 0)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Adds the entries of keys that begin with a prefix until <paramref name="limit"/> are found.</summary>
    public void FindPrefix(ReadOnlySpan<byte> prefix, ICollection<(int Entry, AliasStrength Strength)> found, int limit)
    {
        scoped Span<byte> current = stackalloc byte[byte.MaxValue];
        var blocks = (KeyCount + Layout.KeysPerBlock - 1) / Layout.KeysPerBlock;
        for (var block = Math.Max(0, BlockOf(prefix)); block < blocks && found.Count < limit; block++)
        {
            var cursor = KeysAt(block);
            for (var left = Math.Min(Layout.KeysPerBlock, KeyCount - (block * Layout.KeysPerBlock)); left > 0; left--)
            {
                var length = ReadKey(ref cursor, current);
                var place = cursor.ReadNumber();
                if (current[..length].StartsWith(prefix))
                {
                    AddPostings(place, found);
                }
                else if (prefix.SequenceCompareTo(current[..length]) < 0)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Whether a word is part of the name of some person; seldom wrongly so.</summary>
    public bool MayBePersonWord(ReadOnlySpan<byte> key) => BloomFilter.MayContain(At(Part.PersonWords, 0, int.MaxValue), Layout.Hash(key));

    /// <inheritdoc />
    public void Dispose() => _owner?.Dispose();

    /// <summary>A word of the vocabulary.</summary>
    internal ReadOnlySpan<byte> Word(int number)
    {
        var cursor = new Cursor(At(Part.Words, Numbers(Part.WordBlocks)[number / Layout.WordsPerBlock], Layout.WordsPerBlock * (byte.MaxValue + 2)));
        for (var skip = number % Layout.WordsPerBlock; skip > 0; skip--)
        {
            cursor.Read((int)cursor.ReadNumber());
        }

        return cursor.Read((int)cursor.ReadNumber());
    }

    private Cursor EntryAt(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)Count, nameof(number));
        var cursor = new Cursor(At(Part.Entries, Numbers(Part.EntryBlocks)[number / Layout.EntriesPerBlock], int.MaxValue));
        for (var skip = number % Layout.EntriesPerBlock; skip > 0; skip--)
        {
            cursor.Read((int)cursor.ReadNumber());
        }

        return cursor;
    }

    /// <summary>The last block whose first key is not after a key; -1 for none.</summary>
    private int BlockOf(ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, (KeyCount + Layout.KeysPerBlock - 1) / Layout.KeysPerBlock);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var cursor = KeysAt(middle);
            _ = cursor.ReadByte();
            (low, high) = key.SequenceCompareTo(cursor.Read(cursor.ReadByte())) >= 0 ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private Cursor KeysAt(int block) => new(At(Part.Keys, Numbers(Part.KeyBlocks)[block], int.MaxValue));

    private static int ReadKey(ref Cursor cursor, scoped Span<byte> current)
    {
        var (shared, length) = (cursor.ReadByte(), cursor.ReadByte());
        cursor.Read(length).CopyTo(current[shared..]);
        return shared + length;
    }

    private int AddPostings(uint place, ICollection<(int Entry, AliasStrength Strength)> found)
    {
        const uint StrengthMask = (1 << Layout.StrengthBits) - 1;
        if ((place & 1) == 0)
        {
            found.Add(((int)(place >> (1 + Layout.StrengthBits)), (AliasStrength)((place >> 1) & StrengthMask)));
            return 1;
        }

        var cursor = new Cursor(At(Part.Postings, place >> 1, int.MaxValue));
        var count = (int)cursor.ReadNumber();
        var entry = 0u;
        for (var i = 0; i < count; i++)
        {
            var posting = cursor.ReadNumber();
            entry += posting >> Layout.StrengthBits;
            found.Add(((int)entry, (AliasStrength)(posting & StrengthMask)));
        }

        return count;
    }

    private ReadOnlySpan<uint> Numbers(Part part) => MemoryMarshal.Cast<byte, uint>(At(part, 0, int.MaxValue & ~3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> At(Part part, long offset, int most)
    {
        var (start, length) = _parts[(int)part];
        return new ReadOnlySpan<byte>(_bytes + start + offset, (int)Math.Min(most, length - offset));
    }

    private sealed record Cached(int Number, KnowledgeEntry Entry);

    private sealed class MappedFile : IDisposable
    {
        private readonly MemoryMappedFile _file;
        private readonly MemoryMappedViewAccessor _view;
        private readonly byte* _start;

        public MappedFile(string path)
        {
            _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        }

        public byte* Bytes => _start + _view.PointerOffset;

        public void Dispose()
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
