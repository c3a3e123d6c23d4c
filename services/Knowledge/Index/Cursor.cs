using System.Text;

namespace OnRecord.Entities.Index;

/// <summary>Reads numbers and texts one after the other out of the bytes of an index.</summary>
internal ref struct Cursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next read begins.</summary>
    public int Position { get; set; }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => Position >= _bytes.Length;

    /// <summary>A number in base 128, lowest digits first.</summary>
    /// <exception cref="InvalidDataException">It is longer than a number can be.</exception>
    public uint ReadNumber()
    {
        var (value, shift) = (0u, 0);
        while (true)
        {
            var part = _bytes[Position++];
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }

            shift += 7;
            if (shift > 28)
            {
                throw new InvalidDataException("The index of the knowledge base is damaged.");
            }
        }
    }

    /// <summary>One byte.</summary>
    public byte ReadByte() => _bytes[Position++];

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Read(int length)
    {
        var read = _bytes.Slice(Position, length);
        Position += length;
        return read;
    }

    /// <summary>A text after the number of its bytes.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Read((int)ReadNumber()));
}
