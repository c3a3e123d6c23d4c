using System.CommandLine;
using System.Text.Json;
using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>
/// Entities of an article against the gold annotations of positions: an entity is right when its type is and its name or one of its
/// mentions equals, ignoring case, the name or a mention of a gold entity; each counts once. Entities that only adjectives name
/// ("Russian") are left out, as the annotation leaves them out.
/// </summary>
internal static class EntitiesCommand
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Annotated articles (JSON), or folders of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Errors = new("--errors") { Description = "Prints each entity that is wrong or missed." };

    /// <summary>The command "entities".</summary>
    public static Command Create()
    {
        var command = new Command("entities", "Precision, recall and F1 of an article's entities.") { Paths, Errors };
        command.SetAction(result => Run(result.GetRequiredValue(Paths), result.GetValue(Errors)));
        return command;
    }

    private static void Run(string[] paths, bool errors)
    {
        var knowledge = ShippedKnowledge.Load();
        var recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, new EntityLinker(knowledge));
        var (right, found, gold) = (0, 0, 0);
        foreach (var file in paths.SelectMany(FilesOf))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var expected = json.RootElement.GetProperty("entities").EnumerateArray().Select(Gold).ToList();
            var recognized = Found(recognizer.Recognize(json.RootElement.GetProperty("text").GetString()!, 0, CancellationToken.None).Found);
            gold += expected.Count;
            found += recognized.Count;
            foreach (var entity in recognized)
            {
                var match = expected.FindIndex(candidate => candidate.Type == entity.Type && candidate.Names.Overlaps(entity.Names));
                if (match >= 0)
                {
                    right++;
                    expected.RemoveAt(match);
                }
                else if (errors)
                {
                    Console.WriteLine($"wrong\t{Path.GetFileName(file)}\t{entity}");
                }
            }

            foreach (var missed in expected.Where(_ => errors))
            {
                Console.WriteLine($"missed\t{Path.GetFileName(file)}\t{missed}");
            }
        }

        Figures.Print(Figures.Of("entities", right, found, gold));
    }

    private static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal) : [path];

    private static NamedEntity Gold(JsonElement entity) => new(
        Enum.Parse<EntityType>(entity.GetProperty("type").GetString()!, ignoreCase: true),
        Names(entity.GetProperty("mentions").EnumerateArray().Select(mention => mention.GetString()!).Prepend(entity.GetProperty("name").GetString()!)));

    private static List<NamedEntity> Found(Recognition recognition)
    {
        var mentions = recognition.Mentions
            .Where(mention => mention.Kind == MentionKind.Name
                && (mention.Type != EntityType.Other || recognition.Entities[mention.Entity].Identity.Type == EntityType.Other))
            .ToLookup(mention => mention.Entity, mention => mention.Surface);
        return [.. recognition.Entities
            .Select((entity, index) => (entity.Identity, Surfaces: mentions[index]))
            .Where(entity => entity.Identity.Type is EntityType.Person or EntityType.Organization or EntityType.Place && entity.Surfaces.Any())
            .Select(entity => new NamedEntity(entity.Identity.Type, Names(entity.Surfaces.Prepend(entity.Identity.Name))))];
    }

    private static HashSet<string> Names(IEnumerable<string> names) => names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    private sealed record NamedEntity(EntityType Type, HashSet<string> Names)
    {
        public override string ToString() => $"{Type}\t{string.Join(" | ", Names)}";
    }
}
