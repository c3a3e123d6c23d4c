using System.CommandLine;
using System.IO.Compression;
using OnRecord.Entities.Index;

namespace OnRecord.Bench.Knowledge;

/// <summary>Writes a dump of Wikidata of any size, for <c>onrecord kb build</c>: people, towns and companies with made-up names.</summary>
internal static class DumpCommand
{
    private const int BufferBytes = 1 << 20;

    private static readonly Argument<FileInfo> IndexFile = new("index") { Description = "Index of a knowledge base, whose names lend their words." };
    private static readonly Argument<FileInfo> Target = new("to") { Description = "File to write (.json.gz)." };
    private static readonly Option<int> Entities = new("--entities") { Description = "Entities in the dump.", DefaultValueFactory = _ => 5_000_000 };

    /// <summary>The command "dump".</summary>
    public static Command Create()
    {
        var command = new Command("dump", "Writes a synthetic dump of Wikidata.") { IndexFile, Target, Entities };
        command.SetAction(result => Run(result.GetRequiredValue(IndexFile).FullName, result.GetRequiredValue(Target).FullName, result.GetRequiredValue(Entities)));
        return command;
    }

    private static void Run(string index, string target, int count)
    {
        var entities = new SyntheticEntities(KnowledgeIndex.Open(index));
        using var gzip = new GZipStream(File.Create(target), CompressionLevel.Fastest);
        using var lines = new StreamWriter(gzip, bufferSize: BufferBytes) { NewLine = "\n" };
        lines.Write("[\n");
        foreach (var country in SyntheticEntities.Countries)
        {
            lines.Write(country + ",\n");
        }

        for (var number = 0; number < count; number++)
        {
            lines.Write(entities.Line(number));
            lines.Write(number < count - 1 ? ",\n" : "\n");
        }

        lines.Write("]\n");
    }
}
