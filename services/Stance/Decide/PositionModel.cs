using System.Text;
using OnRecord.Events;
using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>
/// Four decisions on candidates, each by gradient-boosted trees: who holds it and whether a holder without a name is told apart by the words (both
/// <see cref="HolderFeatures"/>), whether it belongs on a board, and with
/// which label (both <see cref="PositionFeatures"/>). Trained by "trainer positions" on gold boards; see languages/en/models/positions.md.
/// </summary>
/// <param name="Version">Changes with each training.</param>
/// <param name="Holder">The score of a possible holder.</param>
/// <param name="Described">The score of a holder's description telling apart who it is.</param>
/// <param name="Keep">The score of a candidate with its likeliest holder.</param>
/// <param name="Labels">One ensemble a label, in the order of the enum without its zero.</param>
/// <param name="Weights">What each label's share is multiplied by before the largest is taken.</param>
/// <param name="Threshold">Least probability of a position.</param>
internal sealed record PositionModel(
    string Version, BoostedTrees Holder, BoostedTrees Described, BoostedTrees Keep, BoostedTrees[] Labels, float[] Weights, float Threshold)
{
    /// <summary>Number of labels.</summary>
    public const int LabelCount = 6;

    /// <summary>From which share the rules' DENIES, QUESTIONS and NO_COMMENT hold.</summary>
    private const float LeastDenial = 0.05f;

    /// <summary>From which share the rules' SUPPORTS and OPPOSES hold.</summary>
    private const float LeastAttitude = 0.25f;

    private const uint Magic = 0x32534F50;   // "POS2"

    /// <summary>File name in the language.</summary>
    public const string FileName = "positions.model";

    private static readonly Lazy<PositionModel> Shared = new(() => Read(ModelFile.OpenEmbedded(FileName).Stream()));

    /// <summary>The model that ships with the service; loaded once per process.</summary>
    public static PositionModel Default => Shared.Value;

    /// <summary>A score as a probability.</summary>
    public static float Probability(float score) => 1 / (1 + MathF.Exp(-score));

    /// <summary>The probability of each label by itself, in the order of the enum without its zero.</summary>
    public float[] Shares(ReadOnlySpan<float> row)
    {
        var shares = new float[LabelCount];
        for (var i = 0; i < LabelCount; i++)
        {
            shares[i] = Probability(Labels[i].Score(row));
        }

        return shares;
    }

    /// <summary>The likeliest label and its share of all.</summary>
    /// <param name="row">The candidate with its likeliest holder.</param>
    /// <param name="rule">What the rules say.</param>
    public (StanceLabel Label, float Share) Label(ReadOnlySpan<float> row, StanceLabel rule) => Choose(Shares(row), Weights, rule);

    /// <summary>
    /// The label with the largest weighted share, and how much of all that is. A label that the rules read from the words holds unless the model sees
    /// hardly a chance for it: of what is rarely said the model has seen too little, and the rules know its words.
    /// </summary>
    public static (StanceLabel Label, float Share) Choose(ReadOnlySpan<float> shares, ReadOnlySpan<float> weights, StanceLabel rule)
    {
        var (best, sum) = (0, 0f);
        for (var i = 0; i < LabelCount; i++)
        {
            sum += shares[i] * weights[i];
            best = shares[i] * weights[i] > shares[best] * weights[best] ? i : best;
        }

        if (rule > StanceLabel.Affirms && shares[(int)rule - 1] > (rule is StanceLabel.Supports or StanceLabel.Opposes ? LeastAttitude : LeastDenial))
        {
            best = (int)rule - 1;
        }

        return ((StanceLabel)(best + 1), shares[best] * weights[best] / sum);
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(Threshold);
        Array.ForEach(Weights, writer.Write);
        Holder.Write(writer);
        Described.Write(writer);
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
        var (holder, described, keep) = (BoostedTrees.Read(reader), BoostedTrees.Read(reader), BoostedTrees.Read(reader));
        return new PositionModel(version, holder, described, keep, [.. Enumerable.Range(0, LabelCount).Select(_ => BoostedTrees.Read(reader))], weights, threshold);
    }
}
