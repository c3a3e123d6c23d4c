using System.IO.Compression;

namespace OnRecord.Trainer.Names;

/// <summary>Brotli-packed model files.</summary>
internal static class ModelFiles
{
    /// <summary>Writes a file, packed well.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = File.Create(path);
        using var packed = new BrotliStream(file, new BrotliCompressionOptions { Quality = 9 });
        using var buffered = new BufferedStream(packed, 1 << 16);
        write(buffered);
    }

    /// <summary>Reads a file.</summary>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        using var stream = new BufferedStream(new BrotliStream(File.OpenRead(path), CompressionMode.Decompress), 1 << 16);
        return read(stream);
    }
}
