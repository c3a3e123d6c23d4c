using System.Collections.Frozen;
using System.Reflection;

namespace OnRecord.Entities;

/// <summary>Words that names are taken apart by, from the tables beside this file and those of the language that are linked into the assembly.</summary>
internal static class WordTable
{
    /// <summary>The words of a table whose second column, if there is one, holds <paramref name="kind"/> (all for null).</summary>
    public static FrozenSet<string> Read(string table, string? kind = null)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"OnRecord.Entities.Names.{table}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Where(fields => kind is null || fields[1].Split(',').Contains(kind))
            .Select(fields => fields[0])
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
