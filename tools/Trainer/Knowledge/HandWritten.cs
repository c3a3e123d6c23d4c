using System.Globalization;
using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>What general knowledge adds to the facts: places.tsv, organisations.tsv, people.tsv, others.tsv and heads.tsv beside this file.</summary>
internal static class HandWritten
{
    private const int FieldCount = 7;
    private const int HeadFieldCount = 6;
    private const byte Head = 50;
    private const string Day = "yyyy-MM-dd";

    // When the heads were written down.
    private static readonly DateOnly HeadsKnown = new(2025, 3, 1);

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
        foreach (var fields in Rows(Path.Combine(folder, "heads.tsv"), HeadFieldCount))
        {
            AddHead(builder, fields);
        }
    }

    private static void AddHead(KnowledgeBuilder builder, string[] fields)
    {
        var (title, start) = ($"{fields[2]} of the {fields[3]}", DateOnly.ParseExact(fields[4], Day, CultureInfo.InvariantCulture));
        var end = fields[5].Length > 0 ? DateOnly.ParseExact(fields[5], Day, CultureInfo.InvariantCulture) : HeadsKnown;
        builder.Add(new KnowledgeEntry(Id(fields[0]), EntityType.Person, EntityKind.Official, fields[1], [], "", Head, title)
        {
            Source = KnowledgeBuilder.Judged,
            Roles = [new KnowledgeRole(title, start, end, fields[5].Length == 0)],
        });
    }

    private static void Add(KnowledgeBuilder builder, string path, EntityType type)
    {
        foreach (var fields in Rows(path, FieldCount))
        {
            builder.Add(new KnowledgeEntry(
                Id(fields[0]),
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

    private static string Id(string field) => field == "-" ? "" : field;

    private static IEnumerable<string[]> Rows(string path, int count)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var fields = line.Split('\t');
            yield return fields.Length == count ? fields : throw new InvalidDataException($"{path}: \"{line}\" does not have {count} fields.");
        }
    }
}
