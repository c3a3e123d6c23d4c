using System.CommandLine;
using OnRecord.Language.Models;

namespace OnRecord.Trainer.Parse;

/// <summary>Prunes and quantises the pre-trained word vectors.</summary>
internal static class VectorsCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--words") { Description = "How many of the most frequent words to keep.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("vectors", "Prune and quantise pre-trained word vectors.") { TrainerOptions.Cache, TrainerOptions.Models, count };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Cache), result.GetRequiredValue(TrainerOptions.Models), result.GetValue(count)));
        return command;
    }

    private static void Run(string cache, string models, int count)
    {
        var vectors = Names.WordVectors.Load(cache);
        var file = new ModelFile();
        file.AddStrings("words", vectors.Words.Take(count));
        file.AddRows("vectors", QuantizedRows.From(vectors.Values.AsSpan(0, count * Names.WordVectors.Dimensions), Names.WordVectors.Dimensions));
        var path = Path.Combine(models, "vectors.model");
        file.Save(path);
        Console.WriteLine($"vectors.words {count}\nvectors.bytes {new FileInfo(path).Length}");
    }
}
