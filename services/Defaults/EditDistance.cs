namespace OnRecord.Defaults;

/// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964).</summary>
public static class EditDistance
{
    /// <summary>The distance, or <paramref name="limit"/> + 1 as soon as it is certain to be above the limit.</summary>
    public static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        Span<int> before = new int[right.Length + 1];
        Span<int> previous = new int[right.Length + 1];
        Span<int> current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            var lowest = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[row - 1] == right[column - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(previous[column] + 1, current[column - 1] + 1), previous[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    best = Math.Min(best, before[column - 2] + 1);
                }

                current[column] = best;
                lowest = Math.Min(lowest, best);
            }

            if (lowest > limit)
            {
                return limit + 1;
            }

            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return Math.Min(previous[right.Length], limit + 1);
    }
}
