using System.Text;

namespace OnRecord.TestKit;

/// <summary>Text that nobody would write, for fuzz tests; the same for the same state of the generator.</summary>
public static class RandomText
{
    /// <summary>Random bytes, read as Latin-1.</summary>
    public static string Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>UTF-16 code units from a range, unpaired surrogates among them.</summary>
    /// <param name="random">Generator.</param>
    /// <param name="length">Length of the text.</param>
    /// <param name="from">Lowest unit.</param>
    /// <param name="to">The unit after the highest.</param>
    public static string Units(Random random, int length, int from, int to) => string.Create(length, random, (span, source) =>
    {
        foreach (ref var unit in span)
        {
            unit = (char)source.Next(from, to);
        }
    });

    /// <summary>Units of an alphabet.</summary>
    public static string Pick(Random random, int length, string alphabet) => string.Create(length, random, (span, source) => source.GetItems(alphabet, span));
}
