using System.CommandLine;
using OnRecord.Entities;
using OnRecord.Entities.Index;

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
        DefaultValueFactory = _ => Path.Combine("services", "Recognition", "Knowledge", "knowledge.index"),
    };

    /// <summary>The command "kb".</summary>
    public static Command Create()
    {
        var command = new Command("kb", "Build the knowledge base for entity linking.") { TrainerOptions.Data, HandWrittenFolder, Target };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(HandWrittenFolder), result.GetRequiredValue(Target)));
        return command;
    }

    private static void Run(string data, string handWritten, string target)
    {
        var facts = Path.Combine(data, "kb-facts");
        var builder = new KnowledgeBuilder();
        HandWritten.Add(builder, handWritten);
        PlaceFacts.AddCountries(builder, facts, out var capitals);
        new MoreFacts(builder, new KindRules(Path.Combine(handWritten, "kinds.tsv")), Path.Combine(data, "kb-facts-more")).Add();
        PlaceFacts.AddCities(builder, facts, capitals);
        OrganisationFacts.Add(builder, facts);
        PersonFacts.Add(builder, facts);
        var spooled = target + ".spool";
        File.Delete(spooled);
        var (count, known) = (0, 0);
        using (var spool = new EntrySpool(spooled))
        {
            foreach (var entry in builder.Build())
            {
                spool.Append(entry);
                count++;
                known += entry.WikidataId.Length > 0 ? 1 : 0;
            }

            IndexWriter.Write(spool, target);
        }

        File.Delete(spooled);
        Console.WriteLine($"kb.entries {count}");
        Console.WriteLine($"kb.wikidata {known}");
        Console.WriteLine($"kb.bytes {new FileInfo(target).Length}");
    }
}
