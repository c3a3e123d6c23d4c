using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>
/// Gradient-boosted trees that answer one question with a probability, and the thresholds that its answers are read by. Trained by "trainer boards"; see
/// languages/en/models/boards.md.
/// </summary>
internal sealed class TreeModel
{
    private const uint Magic = 0x314D5254;   // "TRM1"

    /// <summary>File names in the language.</summary>
    public const string PairsFile = "pairs.model", ContestsFile = "contests.model", RowsFile = "rows.model";

    private static readonly Lazy<TreeModel> SharedPairs = new(() => Read(ModelFile.OpenEmbedded(PairsFile).Stream()));
    private static readonly Lazy<TreeModel> SharedContests = new(() => Read(ModelFile.OpenEmbedded(ContestsFile).Stream()));
    private static readonly Lazy<TreeModel> SharedRows = new(() => Read(ModelFile.OpenEmbedded(RowsFile).Stream()));

    private readonly BoostedTrees _trees;
    private readonly float[] _thresholds;

    /// <param name="version">Changes with each training.</param>
    /// <param name="trees">Their sum is the log odds.</param>
    /// <param name="thresholds">What they mean is up to who asks.</param>
    public TreeModel(string version, BoostedTrees trees, params float[] thresholds) => (Version, _trees, _thresholds) = (version, trees, thresholds);

    /// <summary>Whether two positions belong in one row of a board; asked with <see cref="PairFeatures"/>.</summary>
    public static TreeModel Pairs => SharedPairs.Value;

    /// <summary>Whether a row with two sides is contested; asked with <see cref="ContestFeatures"/>.</summary>
    public static TreeModel Contests => SharedContests.Value;

    /// <summary>Whether a row is what the story is about; asked with <see cref="RowFeatures"/>.</summary>
    public static TreeModel Rows => SharedRows.Value;

    /// <summary>Changes with each training.</summary>
    public string Version { get; }

    /// <summary>The thresholds.</summary>
    public ReadOnlySpan<float> Thresholds => _thresholds;

    /// <summary>The probability, 0 to 1.</summary>
    public float Probability(ReadOnlySpan<float> features) => 1 / (1 + MathF.Exp(-_trees.Score(features)));

    /// <summary>The same trees with other thresholds.</summary>
    public TreeModel With(params float[] thresholds) => new(Version, _trees, thresholds);

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(_thresholds.Length);
        Array.ForEach(_thresholds, writer.Write);
        _trees.Write(writer);
    }

    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static TreeModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a model of trees.");
        }

        var version = reader.ReadString();
        var thresholds = new float[reader.ReadInt32()];
        for (var i = 0; i < thresholds.Length; i++)
        {
            thresholds[i] = reader.ReadSingle();
        }

        return new TreeModel(version, BoostedTrees.Read(reader), thresholds);
    }
}
