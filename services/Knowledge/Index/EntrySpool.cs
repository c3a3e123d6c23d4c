using OnRecord.Events;

namespace OnRecord.Entities.Index;

/// <summary>
/// Entries on their way into an index, in a file, so that ten million need no memory. Appended to and read back by place; a spool that was cut off while it
/// was written is taken up after its last whole entry.
/// </summary>
public sealed class EntrySpool : IDisposable
{
    private const int LengthBytes = 4;

    private readonly FileStream _file;
    private readonly ByteWriter _entry = new();

    /// <param name="path">The file; made when it is not there, taken up when it is.</param>
    public EntrySpool(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Position;

    /// <summary>Drops what stands after a place that <see cref="Length"/> once told.</summary>
    public void Truncate(long length)
    {
        _file.SetLength(length);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Writes through to the disk, so that <see cref="Length"/> holds after a crash.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    /// <summary>Adds an entry at the end.</summary>
    public void Append(KnowledgeEntry entry)
    {
        _entry.Clear();
        _entry.Text(entry.Id);
        _entry.Byte((byte)entry.Type);
        _entry.Byte((byte)entry.Kind);
        _entry.Byte(entry.Popularity);
        _entry.Text(entry.Name);
        _entry.Text(entry.Country);
        _entry.Text(entry.Description);
        _entry.Text(entry.Source);
        _entry.Number((uint)entry.Aliases.Count);
        foreach (var alias in entry.Aliases)
        {
            _entry.Byte((byte)alias.Strength);
            _entry.Text(alias.Text);
        }

        _entry.Number((uint)entry.Roles.Count);
        foreach (var role in entry.Roles)
        {
            _entry.Text(role.Title);
            _entry.Number((uint)role.Start.DayNumber);
            _entry.Number(role.EndNumber);
        }

        Span<byte> length = stackalloc byte[LengthBytes];
        BitConverter.TryWriteBytes(length, _entry.Length);
        _file.Write(length);
        _file.Write(_entry.Written);
    }

    /// <summary>All entries with their places, in the order in which they came.</summary>
    public IEnumerable<(long Place, KnowledgeEntry Entry)> All()
    {
        _file.Flush();
        using var reader = new FileStream(_file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        var length = new byte[LengthBytes];
        var buffer = new byte[1 << 12];
        for (var place = 0L; reader.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) == LengthBytes;)
        {
            var size = BitConverter.ToInt32(length);
            buffer = buffer.Length < size ? new byte[size] : buffer;
            if (reader.ReadAtLeast(buffer.AsSpan(0, size), size, throwOnEndOfStream: false) < size)
            {
                yield break;
            }

            yield return (place, Read(buffer.AsSpan(0, size)));
            place += LengthBytes + size;
        }
    }

    /// <summary>The entry at a place.</summary>
    public KnowledgeEntry At(long place)
    {
        Span<byte> head = stackalloc byte[1024];
        var read = RandomAccess.Read(_file.SafeFileHandle, head, place);
        var size = BitConverter.ToInt32(head);
        if (size + LengthBytes <= read)
        {
            return Read(head.Slice(LengthBytes, size));
        }

        var rest = new byte[size];
        _ = RandomAccess.Read(_file.SafeFileHandle, rest, place + LengthBytes);
        return Read(rest);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static KnowledgeEntry Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new Cursor(bytes);
        var id = cursor.ReadText();
        var (type, kind, popularity) = ((EntityType)cursor.ReadByte(), (EntityKind)cursor.ReadByte(), cursor.ReadByte());
        var (name, country, description, source) = (cursor.ReadText(), cursor.ReadText(), cursor.ReadText(), cursor.ReadText());
        var aliases = new KnowledgeAlias[cursor.ReadNumber()];
        for (var i = 0; i < aliases.Length; i++)
        {
            var strength = (AliasStrength)cursor.ReadByte();
            aliases[i] = new KnowledgeAlias(cursor.ReadText(), strength);
        }

        var roles = new KnowledgeRole[cursor.ReadNumber()];
        for (var i = 0; i < roles.Length; i++)
        {
            roles[i] = KnowledgeRole.Of(cursor.ReadText(), cursor.ReadNumber(), cursor.ReadNumber());
        }

        return new KnowledgeEntry(id, type, kind, name, aliases, country, popularity, description) { Roles = roles, Source = source };
    }
}
