namespace OnRecord.Stances;

/// <summary>Reads the word lists in Position/Lexicons: one entry a line, columns separated by tabs, # begins a comment.</summary>
internal static class Lexicon
{
    /// <exception cref="InvalidOperationException">There is no such list in the build.</exception>
    public static IEnumerable<string[]> Read(string name)
    {
        var resource = $"OnRecord.Stances.Position.Lexicons.{name}";
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The build lacks the resource {resource}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
