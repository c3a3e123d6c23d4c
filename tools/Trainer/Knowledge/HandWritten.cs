using System.Globalization;
using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>What general knowledge adds to the facts: places.tsv, organisations.tsv and people.tsv and others.tsv beside this file.</summary>
internal static class HandWritten
{
    private const int FieldCount = 7;

    /// <summary>Adds all rows.</summary>
    /// <param name="builder">Takes them.</param>
    /// <param name="folder">Folder of the four files.</param>
    /// <exception cref="InvalidDataException">A row is damaged; the message names it.</exception>
    public static void Add(KnowledgeBuilder builder, string folder)
    {
        Add(builder, Path.Combine(folder, "places.tsv"), EntityType.Place);
        Add(builder, Path.Combine(folder, "organisations.tsv"), EntityType.Organization);
        Add(builder, Path.Combine(folder, "people.tsv"), EntityType.Person);
        Add(builder, Path.Combine(folder, "others.tsv"), EntityType.Other);
    }

    private static void Add(KnowledgeBuilder builder, string path, EntityType type)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var fields = line.Split('\t');
            if (fields.Length != FieldCount)
            {
                throw new InvalidDataException($"{path}: \"{line}\" does not have {FieldCount} fields.");
            }

            builder.Add(new KnowledgeEntry(
                fields[0] == "-" ? "" : fields[0],
                type,
                EntityKinds.Of(fields[3]) ?? throw new InvalidDataException($"{path}: \"{fields[3]}\" is no kind."),
                fields[1],
                [.. fields[2].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(alias => KnowledgeAlias.Parse(alias))],
                fields[4],
                byte.Parse(fields[5], CultureInfo.InvariantCulture),
                fields[6])
            {
                Source = KnowledgeBuilder.Judged,
            });
        }
    }
}
