using System.CommandLine;
using OnRecord.Data;
using OnRecord.Language.Models;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Trains the name tagger on the union of the data sets.</summary>
internal static class NerCommand
{
    private const int Seed = 20261122;

    private static readonly NerDataSet[] DataSets =
    [
        new("ner-conll2003/train.tsv.gz", 1f, OthersMarked: true, Permissive: false),
        new("ner-wikineural/train.tsv.gz", 1f, OthersMarked: true, Permissive: false),
        new("ner-extra/wikigold.tsv", 1f, OthersMarked: true, Permissive: true),
        new("ner-extra/btc.tsv.gz", 0.6f, OthersMarked: false, Permissive: true),
        new("ner-extra/wnut17.tsv.gz", 0.4f, OthersMarked: true, Permissive: true),
        new("ud-english/train.conllu.gz", 0.7f, OthersMarked: false, Permissive: false),
        new("ud-english/train.conllu.gz", 0.8f, OthersMarked: false, Permissive: true, Hinted: true),
    ];

    private static readonly Option<int> Epochs = new("--epochs") { Description = "Passes over the data.", DefaultValueFactory = _ => 5 };

    /// <summary>The command "ner".</summary>
    public static Command Create()
    {
        var command = new Command("ner", "Train the name tagger (after 'clusters', 'gazetteer' and 'vectors').")
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
        var clusters = ModelFiles.Read(Path.Combine(models, "clusters.model"), WordClusters.Read);
        var gazetteer = ModelFiles.Read(Path.Combine(models, "gazetteer.model"), stream => Gazetteer.Read(new StreamReader(stream)));
        var vectors = Language.Models.WordVectors.Load(ModelFile.Load(Path.Combine(models, "vectors.model"))).Rows;
        var maker = new NerExamples(new WordReader(clusters, gazetteer), gazetteer, Seed);
        var examples = DataSets
            .Where(set => set.Permissive || !permissive)
            .SelectMany(set => maker.From(Read(set, Path.Combine(data, set.Path)), set))
            .ToArray();
        Console.WriteLine($"ner.tokens {examples.Sum(example => example.Tags.Length)}");

        var trainer = new NerTrainer(vectors, maker.TagCount, maker.RelationCount, Seed);
        var (weights, transitions) = trainer.Fit(
            examples, epochs, (epoch, loss) => Console.WriteLine($"ner.epoch.{epoch}.loss {loss:0.00000}"));
        var version = $"ner-{Seed}{(permissive ? "-permissive" : "")}";
        ModelFiles.Write(Path.Combine(models, "name-chain.model"), stream => NameModel.Write(stream, version, weights, transitions));
        var file = new ModelFile();
        trainer.Network.Write(file);
        file.Save(Path.Combine(models, NameNetwork.FileName));
    }

    private static List<List<NerSentence>> Read(NerDataSet set, string path) =>
        set.Hinted ? ProperNouns.Read(path)
        : path.EndsWith(".conllu.gz", StringComparison.Ordinal) ? GumNames.Read(path)
        : NerFile.Read(path);
}

/// <summary>A file of named entities.</summary>
/// <param name="Path">Below the data folder.</param>
/// <param name="Weight">How much a sentence counts beside one of CoNLL-2003, by how far its annotation agrees.</param>
/// <param name="OthersMarked">Whether names other than people, organizations and places are marked; where not, a word outside names may be part of one.</param>
/// <param name="Hinted">Whether only proper nouns are marked, not names.</param>
/// <param name="Permissive">Whether its licence is stated and allows commercial use.</param>
internal sealed record NerDataSet(string Path, float Weight, bool OthersMarked, bool Permissive, bool Hinted = false);
