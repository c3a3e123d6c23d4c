using System.Text;
using OnRecord.Events;
using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>
/// The decisions on candidates, each by gradient-boosted trees: who holds it and whether a holder without a name is told apart by the words (both
/// <see cref="HolderFeatures"/>), whether it belongs on a board, and with which label (<see cref="PositionFeatures"/>). The last two first by the words alone; of what then
/// has a chance once more with what the encoder makes of it (<see cref="CandidateJudge"/>).
/// Trained by "trainer positions" on gold boards; see languages/en/models/positions.md.
/// </summary>
/// <param name="Version">Changes with each training.</param>
/// <param name="Holder">The score of a possible holder.</param>
/// <param name="Described">The score of a holder's description telling apart who it is.</param>
/// <param name="Words">Decides by the words alone: alone where the encoder is off, else on what the encoder reads.</param>
/// <param name="Meaning">Decides with the encoder's scores.</param>
/// <param name="Threshold">Least probability of a position.</param>
internal sealed record PositionModel(string Version, BoostedTrees Holder, BoostedTrees Described, PositionTrees Words, PositionTrees Meaning, float Threshold)
{
    /// <summary>Number of labels.</summary>
    public const int LabelCount = 6;

    /// <summary>From which probability by the words alone the encoder reads a candidate.</summary>
    public const float LeastChance = 0.2f;

    /// <summary>How much the encoder counts for a label; the rest are the words alone.</summary>
    private const float ByMeaning = 0.75f;

    /// <summary>Least share by the words alone of a label that the encoder may choose.</summary>
    private const float LeastByWords = 0.045f;

    /// <summary>From which share the rules' SUPPORTS and OPPOSES hold.</summary>
    private const float LeastAttitude = 0.25f;

    /// <summary>The same where the main verb itself states it.</summary>
    private const float LeastExplicit = 0.12f;

    /// <summary>From which share the rules' other labels hold.</summary>
    private const float LeastOther = 0.05f;

    /// <summary>What the share of AFFIRMS is multiplied by where the encoder has read; chosen on held-out stories.</summary>
    private const float Affirms = 1.25f;

    private const uint Magic = 0x34534F50;   // "POS4"

    /// <summary>File name in the language.</summary>
    public const string FileName = "positions.model";

    private static readonly Lazy<PositionModel> Shared = new(() => Read(ModelFile.OpenEmbedded(FileName).Stream()));

    /// <summary>The model that ships with the service; loaded once per process.</summary>
    public static PositionModel Default => Shared.Value;

    /// <summary>A score as a probability.</summary>
    public static float Probability(float score) => 1 / (1 + MathF.Exp(-score));

    /// <summary>How likely a candidate is a position.</summary>
    public float Keep(CandidateRow row) => row.Meaning is null ? Words.Probability(row.Words) : Meaning.Probability(row.Meaning);

    /// <summary>
    /// The likeliest label, and its part of all. A label that the rules read from the words holds unless the model sees hardly a chance for it: of what is rarely said it has
    /// seen too little, and the rules know its words. What the words give hardly a chance the encoder alone cannot choose: it is weak at negations.
    /// </summary>
    /// <param name="row">The candidate.</param>
    /// <param name="rule">What the rules say.</param>
    /// <param name="isExplicit">Whether a verb of the main clause itself takes the side.</param>
    public (StanceLabel Label, float Part) Label(CandidateRow row, StanceLabel rule, bool isExplicit)
    {
        var words = Words.Shares(row.Words);
        var shares = words;
        if (row.Meaning is not null)
        {
            shares = Meaning.Shares(row.Meaning);
            for (var i = 0; i < shares.Length; i++)
            {
                shares[i] = words[i] < LeastByWords ? Math.Min(shares[i], words[i]) : float.Lerp(words[i], shares[i], ByMeaning);
            }

            shares[(int)StanceLabel.Affirms - 1] *= Affirms;
        }

        var likeliest = shares.AsSpan().IndexOf(shares.Max());
        if (rule > StanceLabel.Affirms && shares[(int)rule - 1] > Least(rule, (StanceLabel)(likeliest + 1), isExplicit))
        {
            likeliest = (int)rule - 1;
        }

        return ((StanceLabel)(likeliest + 1), shares[likeliest] / shares.Sum());
    }

    /// <summary>From which share a label of the rules holds.</summary>
    private static float Least(StanceLabel rule, StanceLabel likeliest, bool isExplicit) => (rule, likeliest) switch
    {
        // Whether "does not oppose" supports is a question of the negation, which the rules see.
        (StanceLabel.Supports, StanceLabel.Opposes) or (StanceLabel.Opposes, StanceLabel.Supports) => 0,
        (StanceLabel.Supports or StanceLabel.Opposes, _) => isExplicit ? LeastExplicit : LeastAttitude,
        _ => LeastOther,
    };

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(Threshold);
        Holder.Write(writer);
        Described.Write(writer);
        Words.Write(writer);
        Meaning.Write(writer);
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
        var (holder, described) = (BoostedTrees.Read(reader), BoostedTrees.Read(reader));
        return new PositionModel(version, holder, described, PositionTrees.Read(reader), PositionTrees.Read(reader), threshold);
    }
}
