using OnRecord.Language.Meaning;
using OnRecord.Language.Models;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>
/// Position models that have each not seen a part of the stories. What is trained on positions that were found must see them as good and bad as they are on
/// unseen news, not as a model finds them that knows the answers.
/// </summary>
internal sealed class HeldOutModels
{
    /// <summary>Number of parts.</summary>
    public const int Count = 4;

    private const string Index = "stories.tsv";

    private readonly PositionModel[] _models;
    private readonly HeldOutEncoders? _encoders;
    private readonly Dictionary<string, int> _parts;

    private HeldOutModels(PositionModel[] models, HeldOutEncoders? encoders, Dictionary<string, int> parts) => (_models, _encoders, _parts) = (models, encoders, parts);

    /// <summary>The part that a story belongs to, 0 to <see cref="Count"/> - 1.</summary>
    public int PartOf(string story) => _parts[story];

    /// <summary>A model, and an encoder if there is one, that have not seen a story.</summary>
    public (PositionModel Model, MeaningEncoder? Encoder) Of(string story) => (_models[PartOf(story)], _encoders?[PartOf(story)]);

    /// <summary>Writes models and what each has not seen.</summary>
    /// <param name="folder">Receives them.</param>
    /// <param name="parts">Each a model and stories that it has not seen.</param>
    public static void Save(string folder, IEnumerable<(PositionModel Model, IEnumerable<string> Unseen)> parts)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string>();
        foreach (var (part, (model, unseen)) in parts.Index())
        {
            ModelFile.Of(model.Write).Save(FileOf(folder, part));
            lines.AddRange(unseen.Select(story => $"{story}\t{part}"));
        }

        File.WriteAllLines(Path.Combine(folder, Index), lines);
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <exception cref="FileNotFoundException">"trainer positions --held-out" has not run on the folder.</exception>
    public static HeldOutModels Read(string folder) => new(
        [.. Enumerable.Range(0, Count).Select(part => ReadModel(FileOf(folder, part)))],
        HeldOutEncoders.Read(folder),
        File.ReadLines(Path.Combine(folder, Index)).Select(line => line.Split('\t')).ToDictionary(row => row[0], row => int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Reads a model from its file.</summary>
    public static PositionModel ReadModel(string path)
    {
        using var file = File.OpenRead(path);
        return PositionModel.Read(ModelFile.Read(file).Stream());
    }

    private static string FileOf(string folder, int part) => Path.Combine(folder, $"positions.{part}.model");
}
