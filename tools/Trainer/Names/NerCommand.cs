using System.CommandLine;
using System.IO.Compression;
using OnRecord.Data;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Trains the name tagger on the union of the data sets.</summary>
internal static class NerCommand
{
    private const int Seed = 20261122;

    // Weight: how much a sentence counts beside one of CoNLL-2003, by how far its annotation agrees.
    private static readonly DataSet[] DataSets =
    [
        new("ner-conll2003/train.tsv.gz", 1f, Permissive: false),
        new("ner-wikineural/train.tsv.gz", 1f, Permissive: false),
        new("ner-extra/wikigold.tsv", 1f, Permissive: true),
        new("ner-extra/btc.tsv.gz", 0.5f, Permissive: true),
        new("ner-extra/wnut17.tsv.gz", 0.3f, Permissive: true),
    ];

    private static readonly Option<int> Epochs = new("--epochs") { Description = "Passes over the data.", DefaultValueFactory = _ => 10 };

    /// <summary>The command "ner".</summary>
    public static Command Create()
    {
        var command = new Command("ner", "Train the name tagger (after 'clusters' and 'gazetteer').")
        {
            TrainerOptions.Data, TrainerOptions.Models, TrainerOptions.Permissive, Epochs,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data),
            result.GetRequiredValue(TrainerOptions.Models),
            result.GetValue(TrainerOptions.Permissive),
            result.GetValue(Epochs)));
        return command;
    }

    private static void Run(string data, string models, bool permissive, int epochs)
    {
        var clusters = ReadPacked(Path.Combine(models, "clusters.bin.br"), WordClusters.Read);
        var gazetteer = ReadPacked(Path.Combine(models, "gazetteer.tsv.br"), stream => Gazetteer.Read(new StreamReader(stream)));
        var maker = new NerExamples(new WordReader(clusters, gazetteer), gazetteer, Seed);
        var examples = DataSets
            .Where(set => set.Permissive || !permissive)
            .SelectMany(set => maker.From(NerFile.Read(Path.Combine(data, set.Path)), set.Weight))
            .ToArray();
        Console.WriteLine($"ner.sentences {examples.Length}");

        var (weights, transitions) = new ChainTrainer(Seed).Fit(
            examples, epochs, averaged: Math.Max(1, epochs / 2), (epoch, loss) => Console.WriteLine($"ner.epoch.{epoch}.loss {loss:0.0000}"));
        using var file = File.Create(Path.Combine(models, "ner.model.br"));
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        NameModel.Write(packed, $"ner-{Seed}{(permissive ? "-permissive" : "")}", weights, transitions);
    }

    private static T ReadPacked<T>(string path, Func<Stream, T> read)
    {
        using var stream = new BufferedStream(new BrotliStream(File.OpenRead(path), CompressionMode.Decompress), 1 << 16);
        return read(stream);
    }

    /// <summary>A file of named entities.</summary>
    /// <param name="Path">Below the data folder.</param>
    /// <param name="Weight">How much a sentence counts.</param>
    /// <param name="Permissive">Whether its licence is stated and allows commercial use.</param>
    private sealed record DataSet(string Path, float Weight, bool Permissive);
}
