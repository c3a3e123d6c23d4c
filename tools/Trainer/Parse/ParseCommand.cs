using System.CommandLine;
using System.Diagnostics;
using OnRecord.Data;
using OnRecord.Language.Models;
using OnRecord.Language.Parse;

namespace OnRecord.Trainer.Parse;

/// <summary>Trains the network of tagger and parser on UD English.</summary>
internal static class ParseCommand
{
    private const int Seed = 20261122;
    private const int BatchWords = 500;
    private const float Rate = 0.002f;
    private const int LongestSentence = 120;

    public static Command Create()
    {
        var epochs = new Option<int>("--epochs") { Description = "Rounds over the treebanks.", DefaultValueFactory = _ => 15 };
        var hidden = new Option<int>("--hidden") { Description = "Units per direction of a layer.", DefaultValueFactory = _ => 128 };
        var layers = new Option<int>("--layers") { Description = "Recurrent layers.", DefaultValueFactory = _ => 3 };
        var command = new Command("parse", "Train part-of-speech tagger and dependency parser.")
        {
            TrainerOptions.Data, TrainerOptions.Models, TrainerOptions.Permissive, epochs, hidden, layers,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models), result.GetValue(TrainerOptions.Permissive),
            result.GetValue(epochs), new SyntaxShape(Input: 128, result.GetValue(hidden), result.GetValue(layers), Arc: 128, Label: 96)));
        return command;
    }

    private static void Run(string data, string models, bool permissive, int epochs, SyntaxShape shape)
    {
        // GUM as a whole may not be used commercially.
        var train = Conllu.Read(Path.Combine(data, "ud-english", "train.conllu.gz"))
            .Where(sentence => sentence.Length <= LongestSentence && (!permissive || sentence.Treebank == "EWT")).ToList();
        var dev = Conllu.Read(Path.Combine(data, "ud-english", "dev.conllu.gz"));
        using var stream = File.OpenRead(Path.Combine(models, "vectors.model"));
        var vectors = WordVectors.Load(ModelFile.Read(stream));
        var network = new SyntaxNetwork(
            shape, vectors, Vocabulary(train), Values(train, sentence => sentence.Upos), Values(train, sentence => sentence.Xpos),
            Values(train, sentence => sentence.Relations), Seed);
        var shards = new[] { new SyntaxShard(network), new SyntaxShard(network) };
        var steps = epochs * train.Sum(sentence => sentence.Length) / BatchWords;
        var step = 0;
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var batch in Batches(train, epoch))
            {
                step++;
                network.Refresh();
                var random = new Random(Seed + step);
                var examples = batch.Select(sentence => Encode(Augmentation.Vary(sentence, random), network)).ToList();
                var halves = new[] { examples.Where((_, i) => i % 2 == 0).ToList(), examples.Where((_, i) => i % 2 == 1).ToList() };
                Parallel.For(0, 2, i => shards[i].Run(halves[i], ((ulong)step << 8) + (ulong)i));
                var progress = Math.Min(1f, (float)step / steps);
                var rate = Rate * Math.Min(1f, step / 300f) * 0.5f * (1 + MathF.Cos(MathF.PI * progress));
                network.Step(shards, Math.Max(rate, 1e-6f), batch.Sum(sentence => sentence.Length), step);
            }

            var loss = shards.Sum(shard => shard.TakeLoss()) / train.Sum(sentence => sentence.Length);
            var path = Path.Combine(models, SyntaxModel.FileName + ".tmp");
            network.ToFile().Save(path);
            using (var saved = File.OpenRead(path))
            {
                var scores = SyntaxScores.Of(new SyntaxParser(SyntaxModel.Load(ModelFile.Read(saved), vectors)), dev);
                Console.WriteLine($"epoch {epoch} loss {loss:0.0000} seconds {watch.Elapsed.TotalSeconds:0} {scores}");
            }

            File.Move(path, Path.Combine(models, SyntaxModel.FileName), overwrite: true);
        }
    }

    /// <summary>Batches of about as many words each, in an order of its own per epoch.</summary>
    private static List<List<TreebankSentence>> Batches(List<TreebankSentence> train, int epoch)
    {
        var random = new Random(Seed + epoch);
        var batches = new List<List<TreebankSentence>>();
        var batch = new List<TreebankSentence>();
        var words = 0;
        foreach (var sentence in train.OrderBy(_ => random.NextDouble()))
        {
            batch.Add(sentence);
            words += sentence.Length;
            if (words >= BatchWords)
            {
                batches.Add(batch);
                (batch, words) = ([], 0);
            }
        }

        return batches;
    }

    private static SyntaxExample Encode(TreebankSentence sentence, SyntaxNetwork network)
    {
        var rows = new int[sentence.Length * SyntaxFeatures.Count];
        var vectors = new int[sentence.Length];
        for (var i = 0; i < sentence.Length; i++)
        {
            var hash = network.Features.Extract(sentence.Forms[i], rows.AsSpan(i * SyntaxFeatures.Count, SyntaxFeatures.Count));
            vectors[i] = network.Vectors.Find(hash);
        }

        return new SyntaxExample(
            rows, vectors, [.. sentence.Upos.Select(network.UposIndex)], [.. sentence.Xpos.Select(network.XposIndex)],
            sentence.Heads, [.. sentence.Relations.Select(network.RelationIndex)]);
    }

    private static string[] Vocabulary(List<TreebankSentence> train) =>
        [.. train.SelectMany(sentence => sentence.Forms).Select(WordForm.Normalize).GroupBy(word => word)
            .Where(group => group.Count() >= 2 && !group.Key.Contains('\n')).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key)];

    private static string[] Values(List<TreebankSentence> train, Func<TreebankSentence, string[]> column) =>
        [.. train.SelectMany(column).Distinct().Order(StringComparer.Ordinal)];
}
