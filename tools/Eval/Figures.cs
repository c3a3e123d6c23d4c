using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OnRecord.Eval;

/// <summary>What the metrics share: reading their files and printing lines "name value".</summary>
internal static class Figures
{
    /// <summary>Prints one figure, four decimals, in the invariant culture.</summary>
    public static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F4}"));

    /// <summary>F1 of precision and recall; 0 where both are.</summary>
    public static double F1(double precision, double recall) =>
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);

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
