using System.CommandLine;
using OnRecord.Entities;

namespace OnRecord.Trainer.Knowledge;

/// <summary>Builds the knowledge base of the entity service. The file that holds answers of the linking dev sets is never read.</summary>
internal static class KbCommand
{
    private static readonly Option<string> HandWrittenFolder = new("--hand-written")
    {
        Description = "Folder of the entries written by hand.",
        DefaultValueFactory = _ => Path.Combine("tools", "Trainer", "Knowledge"),
    };

    private static readonly Option<string> Target = new("--to")
    {
        Description = "File to write.",
        DefaultValueFactory = _ => Path.Combine("services", "Entity", "Knowledge", "knowledge.tsv.br"),
    };

    /// <summary>The command "kb".</summary>
    public static Command Create()
    {
        var command = new Command("kb", "Build the knowledge base for entity linking.")
        {
            TrainerOptions.Data, HandWrittenFolder, Target, TrainerOptions.Permissive,
        };
        command.SetAction(result => Run(
            Path.Combine(result.GetRequiredValue(TrainerOptions.Data), "kb-facts"),
            result.GetRequiredValue(HandWrittenFolder),
            result.GetRequiredValue(Target),
            result.GetValue(TrainerOptions.Permissive)));
        return command;
    }

    private static void Run(string facts, string handWritten, string target, bool permissive)
    {
        var builder = new KnowledgeBuilder();
        HandWritten.Add(builder, handWritten);
        PlaceFacts.Add(builder, facts);
        OrganisationFacts.Add(builder, facts);
        PersonFacts.Add(builder, facts, permissive);
        var entries = builder.Build().ToList();
        using var file = File.Create(target);
        KnowledgeFile.Write(file, entries);
        Console.WriteLine($"kb.entries {entries.Count}");
        Console.WriteLine($"kb.wikidata {entries.Count(entry => entry.WikidataId.Length > 0)}");
        Console.WriteLine($"kb.bytes {file.Length}");
    }
}
