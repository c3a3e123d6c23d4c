using System.Globalization;
using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>Presidents and members of Congress of the United States.</summary>
internal static class PersonFacts
{
    private const byte President = 54;
    private const byte Congress = 46;

    /// <summary>Adds them.</summary>
    /// <param name="builder">Takes them.</param>
    /// <param name="facts">Folder of the facts.</param>
    public static void Add(KnowledgeBuilder builder, string facts)
    {
        AddFile(builder, facts, "us-presidents", President);
        AddFile(builder, facts, "us-congress-current", Congress);
    }

    private static void AddFile(KnowledgeBuilder builder, string facts, string file, byte popularity)
    {
        foreach (var row in FactRow.Read(facts, file))
        {
            var id = row.Text("wikidata") is { Length: > 0 } stated ? stated : builder.IdOf(row.Aliases.Prepend(row.Name), OfficeOf(row));
            if (id is null)
            {
                // Two of the name have held the office: nothing tells which of them the row is.
                continue;
            }

            builder.Add(new KnowledgeEntry(
                id, EntityType.Person, EntityKind.Politician, Cased(row.Name),
                [.. row.Aliases.Append(row.Text("wikipedia").Split('(')[0]).Where(alias => alias.Contains(' '))
                    .Select(alias => new KnowledgeAlias(Cased(alias), AliasStrength.Full))],
                row.Text("country"), popularity, row.Text("description"))
            {
                Source = file,
                Roles = [.. row.Roles()],
            });
        }
    }

    /// <summary>"Vice President of the United States 1789-1793; …" without years and rank, which descriptions write in several ways.</summary>
    private static string OfficeOf(FactRow row)
    {
        var office = row.Text("description").Split(';')[0].TrimEnd("0123456789- ".ToCharArray());
        return office.StartsWith("Vice ", StringComparison.Ordinal) ? office["Vice ".Length..] : office;
    }

    /// <summary>Some legislatures write family names in capitals.</summary>
    private static string Cased(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        word.Length > 3 && word.All(unit => char.IsUpper(unit) || unit is '-' or '\'')
            ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant())
            : word));
}
