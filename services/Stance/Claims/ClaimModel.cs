using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>What an article says to a claim; the numbers are those of the proto enum.</summary>
public enum ClaimAnswer
{
    Agree = 1,
    Disagree = 2,
    Discuss = 3,
    Unrelated = 4,
}

/// <summary>Gradient-boosted trees, one ensemble per answer, over <see cref="ClaimFeatures"/>. Trained by "trainer claims"; see languages/en/models/claims.md.</summary>
internal sealed class ClaimModel
{
    /// <summary>Number of answers.</summary>
    public const int Answers = 4;

    // A sentence with so much of the claim says it, or denies it.
    private const float PlainShare = 0.85f;

    // Articles whose plainest sentence holds less of the claim's weight were more often taken for related than they were.
    private const float LeastEvidence = 0.25f;

    private const uint Magic = 0x314D4C43;   // "CLM1"

    /// <summary>File name in the language.</summary>
    public const string FileName = "claims.model";

    private static readonly Lazy<ClaimModel> Shared = new(() => Read(ModelFile.OpenEmbedded(FileName).Stream()));

    private readonly BoostedTrees[] _ensembles;
    private readonly float[] _priors;

    /// <param name="version">Changes with each training.</param>
    /// <param name="ensembles">One per answer, in the order of the enum.</param>
    /// <param name="priors">What each answer's probability is multiplied by before the largest is taken.</param>
    public ClaimModel(string version, BoostedTrees[] ensembles, float[] priors) => (Version, _ensembles, _priors) = (version, ensembles, priors);

    /// <summary>The model that ships with the service; loaded once per process.</summary>
    public static ClaimModel Default => Shared.Value;

    /// <summary>Changes with each training.</summary>
    public string Version { get; }

    /// <summary>Reads what an article says to a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="article">The article; at least one sentence.</param>
    /// <returns>The answer, how sure it is (0 to 1), and the index of the sentence that speaks most plainly to the claim.</returns>
    public (ClaimAnswer Answer, float Confidence, int Evidence) Read(ClaimStatement claim, PreparedText article)
    {
        Span<float> features = stackalloc float[ClaimFeatures.Count];
        var (best, sides) = ClaimFeatures.Extract(claim.Positive, article, features, LeastEvidence);
        if (features[ClaimFeatures.EvidenceShare] < LeastEvidence)
        {
            return (ClaimAnswer.Unrelated, 1 - features[ClaimFeatures.EvidenceShare], best[0]);
        }

        var (answer, confidence) = Decide(features, sides);
        var evidence = answer switch
        {
            ClaimAnswer.Agree => sides.Plainest(Side.For),
            ClaimAnswer.Disagree => sides.Plainest(Side.Against),
            _ => -1,
        };
        return (claim.IsNegated ? Opposite(answer) : answer, confidence, evidence < 0 ? best[0] : evidence);
    }

    /// <summary>What the trees say where the sides of the sentences leave it to them.</summary>
    /// <param name="features">Of <see cref="ClaimFeatures.Extract"/>.</param>
    /// <param name="sides">Of the same.</param>
    public (ClaimAnswer Answer, float Confidence) Decide(ReadOnlySpan<float> features, ClaimSides sides) => Weigh(Decide(features), sides);

    /// <summary>Corrects what the trees say by sentences that say the claim or its denial nearly word for word.</summary>
    public static (ClaimAnswer Answer, float Confidence) Weigh((ClaimAnswer Answer, float Confidence) told, ClaimSides sides)
    {
        var (isFor, isAgainst) = (sides.MostShare(Side.For), sides.MostShare(Side.Against));
        return (told.Answer, isFor, isAgainst) switch
        {
            // "The company disputed that it was warned" is no agreement with "the company was warned", whatever else the article holds.
            (ClaimAnswer.Agree or ClaimAnswer.Discuss, < PlainShare, >= PlainShare) => (ClaimAnswer.Disagree, isAgainst),
            (ClaimAnswer.Discuss, >= PlainShare, 0) => (ClaimAnswer.Agree, isFor),
            (ClaimAnswer.Disagree, > 0, 0) => (isFor >= PlainShare ? ClaimAnswer.Agree : ClaimAnswer.Discuss, isFor),
            _ => told,
        };
    }

    /// <summary>What the trees alone say.</summary>
    /// <param name="features">Of <see cref="ClaimFeatures.Extract"/>.</param>
    /// <returns>The answer and how sure it is, 0 to 1.</returns>
    public (ClaimAnswer Answer, float Confidence) Decide(ReadOnlySpan<float> features)
    {
        Span<float> shares = stackalloc float[Answers];
        var sum = 0f;
        for (var i = 0; i < Answers; i++)
        {
            shares[i] = _priors[i] / (1 + MathF.Exp(-_ensembles[i].Score(features)));
            sum += shares[i];
        }

        var best = 0;
        for (var i = 1; i < Answers; i++)
        {
            best = shares[i] > shares[best] ? i : best;
        }

        return ((ClaimAnswer)(best + 1), shares[best] / sum);
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        Array.ForEach(_priors, writer.Write);
        Array.ForEach(_ensembles, ensemble => ensemble.Write(writer));
    }

    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static ClaimModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a claim model.");
        }

        var version = reader.ReadString();
        var priors = new float[Answers];
        for (var i = 0; i < Answers; i++)
        {
            priors[i] = reader.ReadSingle();
        }

        var ensembles = new BoostedTrees[Answers];
        for (var i = 0; i < Answers; i++)
        {
            ensembles[i] = BoostedTrees.Read(reader);
        }

        return new ClaimModel(version, ensembles, priors);
    }

    /// <summary>What an article says to the negation of a claim.</summary>
    public static ClaimAnswer Opposite(ClaimAnswer answer) => answer switch
    {
        ClaimAnswer.Agree => ClaimAnswer.Disagree,
        ClaimAnswer.Disagree => ClaimAnswer.Agree,
        _ => answer,
    };
}
