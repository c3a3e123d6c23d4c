using System.Runtime.InteropServices;

namespace OnRecord.Search;

/// <summary>
/// The term counts of one article in eight bytes each, sorted by term hash: ranking looks a query's terms up in place, without
/// unpacking. Counts are capped at 255; ranking saturates long before.
/// </summary>
public static class TermTable
{
    /// <summary>One term; the layout is the stored form (little-endian).</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public readonly record struct Entry(uint Term, byte Title, byte Lead, byte Body, byte Names);

    /// <summary>Packs the terms of an article.</summary>
    public static byte[] Write(ArticleTerms terms)
    {
        var entries = new Entry[terms.Counts.Count];
        var count = 0;
        foreach (var (term, counts) in terms.Counts)
        {
            entries[count++] = new Entry(term.Hash, Cap(counts.Title), Cap(counts.Lead), Cap(counts.Body), Cap(counts.Names));
        }

        Array.Sort(entries, static (left, right) => left.Term.CompareTo(right.Term));
        return MemoryMarshal.AsBytes(entries.AsSpan()).ToArray();
    }

    /// <summary>Looks a term up; false when the article does not hold it.</summary>
    public static bool TryFind(ReadOnlySpan<byte> table, uint term, out Entry found)
    {
        var entries = MemoryMarshal.Cast<byte, Entry>(table);
        int low = 0, high = entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Term == term)
            {
                found = entries[middle];
                return true;
            }

            (low, high) = entries[middle].Term < term ? (middle + 1, high) : (low, middle - 1);
        }

        found = default;
        return false;
    }

    private static byte Cap(int count) => (byte)Math.Min(count, byte.MaxValue);
}
