using System.CommandLine;
using System.Text.Json;
using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>
/// Entities of an article against the gold annotations of positions, as <see cref="EntitiesScore"/> counts them. Entities that only adjectives
/// name ("Russian") are left out, as the annotation leaves them out.
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
        var score = new EntitiesScore();
        foreach (var file in paths.SelectMany(FilesOf))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var (wrong, missed) = score.Add(
                Found(recognizer.Recognize(json.RootElement.GetProperty("text").GetString()!, 0, CancellationToken.None).Found),
                json.RootElement.GetProperty("entities").EnumerateArray().Select(Gold));
            if (errors)
            {
                Print("wrong", wrong);
                Print("missed", missed);
            }

            void Print(string kind, List<NamedEntity> entities) => entities.ForEach(entity => Console.WriteLine($"{kind}\t{Path.GetFileName(file)}\t{entity}"));
        }

        Figures.Print(score.Figures());
    }

    private static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal) : [path];

    private static NamedEntity Gold(JsonElement entity) => new(
        Enum.Parse<EntityType>(entity.GetProperty("type").GetString()!, ignoreCase: true),
        entity.GetProperty("mentions").EnumerateArray().Select(mention => mention.GetString()!).Prepend(entity.GetProperty("name").GetString()!));

    private static List<NamedEntity> Found(Recognition recognition)
    {
        var mentions = recognition.Mentions
            .Where(mention => mention.Kind == MentionKind.Name
                && (mention.Type != EntityType.Other || recognition.Entities[mention.Entity].Identity.Type == EntityType.Other))
            .ToLookup(mention => mention.Entity, mention => mention.Surface);
        return [.. recognition.Entities
            .Select((entity, index) => (entity.Identity, Surfaces: mentions[index]))
            .Where(entity => entity.Identity.Type is EntityType.Person or EntityType.Organization or EntityType.Place && entity.Surfaces.Any())
            .Select(entity => new NamedEntity(entity.Identity.Type, entity.Surfaces.Prepend(entity.Identity.Name)))];
    }
}
