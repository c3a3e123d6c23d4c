using System.Buffers;
using System.IO.Compression;

namespace OnRecord.Entities.Dump;

/// <summary>
/// The lines of a dump, one after the other: plain or gzip. A file that is cut off ends where it ends. Lines may be megabytes long; memory is that of the longest.
/// </summary>
internal sealed class DumpLines(string path)
{
    private const int FirstBuffer = 1 << 20;

    private bool _isClosed;

    /// <summary>Whether the bracket at the end of the list was missing, once all was read.</summary>
    public bool IsCut => !_isClosed;

    /// <summary>Reads all lines of entities, without the comma and the brackets of the list around them.</summary>
    /// <param name="read">Takes a line; not called for the first <paramref name="skip"/>.</param>
    /// <param name="skip">Lines to leave out.</param>
    /// <param name="progress">Told the share of the file that is read.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Read(Action<long, ReadOnlyMemory<byte>> read, long skip, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var (start, filled, number) = (0, 0, 0L);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                Take(buffer.AsMemory(start, end), read, skip, ref number);
                start += end + 1;
                continue;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (start, filled) = (0, filled - start);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var count = ReadSome(stream, buffer.AsSpan(filled));
            progress?.Report((double)file.Position / Math.Max(1, file.Length));
            if (count == 0)
            {
                // What stands after the last line end is the bracket, or an entity cut off, which the reader of entities passes over.
                Take(buffer.AsMemory(0, filled), read, skip, ref number);
                return;
            }

            filled += count;
        }
    }

    private void Take(ReadOnlyMemory<byte> line, Action<long, ReadOnlyMemory<byte>> read, long skip, ref long number)
    {
        var bare = line.Trim(" \r\n,"u8);
        _isClosed = bare.Span is [(byte)']'] || (_isClosed && bare.IsEmpty);
        if (bare.Length > 1 && number++ >= skip)
        {
            read(number, bare);
        }
    }

    private static int ReadSome(Stream stream, Span<byte> target)
    {
        try
        {
            return stream.Read(target);
        }
        catch (InvalidDataException)
        {
            // Some cuts the decompressor tells, others it takes for the end.
            return 0;
        }
    }
}
