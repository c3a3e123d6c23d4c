using System.IO.Compression;
using System.Text;

namespace OnRecord.Data;

/// <summary>Reads data files, gzip-compressed or not.</summary>
internal static class TextFiles
{
    /// <summary>The lines of a UTF-8 file; a name that ends in .gz is unpacked on the way.</summary>
    public static IEnumerable<string> ReadLines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
