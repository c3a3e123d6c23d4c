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
            builder.Add(new KnowledgeEntry(
                row.Text("wikidata"), EntityType.Person, EntityKind.Politician, Cased(row.Name),
                [.. row.Aliases.Append(row.Text("wikipedia").Split('(')[0]).Where(alias => alias.Contains(' '))
                    .Select(alias => new KnowledgeAlias(Cased(alias), AliasStrength.Full))],
                row.Text("country"), popularity, row.Text("description"))
            {
                Source = file,
                Roles = [.. row.Roles()],
            });
        }
    }

    /// <summary>Some legislatures write family names in capitals.</summary>
    private static string Cased(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        word.Length > 3 && word.All(unit => char.IsUpper(unit) || unit is '-' or '\'')
            ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant())
            : word));
}
