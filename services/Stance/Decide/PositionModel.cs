using System.IO.Compression;
using System.Text;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// Three decisions on candidates, each by gradient-boosted trees: who holds it (<see cref="HolderFeatures"/>), whether it belongs on a board, and with
/// which label (both <see cref="PositionFeatures"/>). Trained by "trainer positions" on gold boards; see Models/positions.md.
/// </summary>
/// <param name="Version">Changes with each training.</param>
/// <param name="Holder">The score of a possible holder.</param>
/// <param name="Keep">The score of a candidate with its likeliest holder.</param>
/// <param name="Labels">One ensemble a label, in the order of the enum without its zero.</param>
/// <param name="Weights">What each label's share is multiplied by before the largest is taken.</param>
/// <param name="Threshold">Least probability of a position.</param>
internal sealed record PositionModel(
    string Version, BoostedTrees Holder, BoostedTrees Keep, BoostedTrees[] Labels, float[] Weights, float Threshold)
{
    /// <summary>Number of labels.</summary>
    public const int LabelCount = 6;

    private const uint Magic = 0x31534F50;   // "POS1"

    private static readonly Lazy<PositionModel> Shared = new(() =>
    {
        using var packed = typeof(PositionModel).Assembly.GetManifestResourceStream("OnRecord.Stances.Models.positions.bin.br")
            ?? throw new InvalidDataException("The assembly holds no position model.");
        using var stream = new BrotliStream(packed, CompressionMode.Decompress);
        return Read(stream);
    });

    /// <summary>The model that ships with the service; loaded once per process.</summary>
    public static PositionModel Default => Shared.Value;

    /// <summary>A score as a probability.</summary>
    public static float Probability(float score) => 1 / (1 + MathF.Exp(-score));

    /// <summary>The likeliest label and its share of all.</summary>
    public (StanceLabel Label, float Share) Label(ReadOnlySpan<float> row)
    {
        Span<float> shares = stackalloc float[LabelCount];
        var (best, sum) = (0, 0f);
        for (var i = 0; i < LabelCount; i++)
        {
            shares[i] = Weights[i] * Probability(Labels[i].Score(row));
            sum += shares[i];
            best = shares[i] > shares[best] ? i : best;
        }

        return ((StanceLabel)(best + 1), shares[best] / sum);
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(Threshold);
        Array.ForEach(Weights, writer.Write);
        Holder.Write(writer);
        Keep.Write(writer);
        Array.ForEach(Labels, ensemble => ensemble.Write(writer));
    }

    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static PositionModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a position model.");
        }

        var (version, threshold) = (reader.ReadString(), reader.ReadSingle());
        float[] weights = [.. Enumerable.Range(0, LabelCount).Select(_ => reader.ReadSingle())];
        var (holder, keep) = (BoostedTrees.Read(reader), BoostedTrees.Read(reader));
        return new PositionModel(version, holder, keep, [.. Enumerable.Range(0, LabelCount).Select(_ => BoostedTrees.Read(reader))], weights, threshold);
    }
}
