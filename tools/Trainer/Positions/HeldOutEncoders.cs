using OnRecord.Language.Meaning;
using OnRecord.Language.Models;

namespace OnRecord.Trainer.Positions;

/// <summary>Encoders that have each not seen a part of the stories (Meaning/train.sh writes them): what is trained on their scores must see them as on unseen news.</summary>
internal sealed class HeldOutEncoders
{
    private readonly MeaningEncoder[] _encoders;

    private HeldOutEncoders(MeaningEncoder[] encoders) => _encoders = encoders;

    /// <summary>The encoder that has not seen a part, 0 to <see cref="HeldOutModels.Count"/> - 1.</summary>
    public MeaningEncoder this[int part] => _encoders[part];

    /// <summary>Reads meaning.0.model and so on; null where a folder has none.</summary>
    public static HeldOutEncoders? Read(string folder) => File.Exists(FileOf(folder, 0))
        ? new([.. Enumerable.Range(0, HeldOutModels.Count).Select(part => MeaningEncoder.Load(ModelFile.Load(FileOf(folder, part))))])
        : null;

    private static string FileOf(string folder, int part) => Path.Combine(folder, $"meaning.{part}.model");
}
