namespace OnRecord.Language;

/// <summary>A list on disk: the first line names the columns, tabs separate cells, # begins a comment, what is empty at the end of a line may be left out.</summary>
/// <param name="Path">What messages call it.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Lines">Each with its number, cut into as many cells as there are columns.</param>
internal sealed record TabFile(string Path, string[] Columns, IReadOnlyList<(int Number, string[] Cells)> Lines)
{
    /// <exception cref="InvalidDataException">A line has more cells than there are columns, or an empty first one, or no line names the columns.</exception>
    public static TabFile Read(TextReader reader, string path)
    {
        string[]? columns = null;
        var lines = new List<(int, string[])>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = cells;
                continue;
            }

            if (cells.Length > columns.Length)
            {
                throw Fault(path, number, $"{cells.Length} columns where the first line names {columns.Length}");
            }

            if (cells[0].Length == 0)
            {
                throw Fault(path, number, "the first column is empty");
            }

            lines.Add((number, [.. cells, .. Enumerable.Repeat("", columns.Length - cells.Length)]));
        }

        return new TabFile(path, columns ?? throw new InvalidDataException($"{path}: the first line must name the columns."), lines);
    }

    /// <summary>Refuses an entry that stands in the file twice.</summary>
    /// <param name="key">What makes two lines one entry.</param>
    /// <exception cref="InvalidDataException">There is one; the message names file and line.</exception>
    public void RefuseDoubles(Func<string[], string> key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, cells) in Lines)
        {
            if (!seen.Add(key(cells)))
            {
                throw Fault(number, $"\"{cells[0]}\" stands on the list already");
            }
        }
    }

    /// <summary>What says that a line cannot be read.</summary>
    public InvalidDataException Fault(int number, string what) => Fault(Path, number, what);

    private static InvalidDataException Fault(string path, int number, string what) => new($"{path}:{number}: {what}.");
}
