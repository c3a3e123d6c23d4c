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
    private readonly Dictionary<string, int> _parts;

    private HeldOutModels(PositionModel[] models, Dictionary<string, int> parts) => (_models, _parts) = (models, parts);

    /// <summary>A model that has not seen a story; of one that none has seen the first.</summary>
    public PositionModel Of(string story) => _models[_parts.GetValueOrDefault(story)];

    /// <summary>Writes models and what each has not seen.</summary>
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
        File.ReadLines(Path.Combine(folder, Index)).Select(line => line.Split('\t')).ToDictionary(row => row[0], row => int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture)));

    private static PositionModel ReadModel(string path)
    {
        using var file = File.OpenRead(path);
        return PositionModel.Read(ModelFile.Read(file).Stream());
    }

    private static string FileOf(string folder, int part) => Path.Combine(folder, $"positions.{part}.model");
}
