namespace OnRecord.Entities;

/// <summary>How far two spellings of a name are apart.</summary>
internal static class Misspelling
{
    /// <summary>Letters to put in, leave out or exchange (Levenshtein 1966).</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
            {
                var exchanged = diagonal + (one[i] == other[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(exchanged, 1 + Math.Min(row[j], row[j + 1]));
            }
        }

        return row[^1];
    }
}
