using System.IO.Compression;
using System.Text;

namespace OnRecord.Stances;

/// <summary>What an article says to a claim; the numbers are those of the proto enum.</summary>
public enum ClaimAnswer
{
    Agree = 1,
    Disagree = 2,
    Discuss = 3,
    Unrelated = 4,
}

/// <summary>Gradient-boosted trees, one ensemble per answer, over <see cref="ClaimFeatures"/>. Trained by "trainer claims"; see Models/claims.md.</summary>
internal sealed class ClaimModel
{
    /// <summary>Number of answers.</summary>
    public const int Answers = 4;

    // Articles whose plainest sentence holds less of the claim's weight were more often taken for related than they were.
    private const float LeastEvidence = 0.25f;

    private const uint Magic = 0x314D4C43;   // "CLM1"

    private static readonly Lazy<ClaimModel> Shared = new(() =>
    {
        using var packed = typeof(ClaimModel).Assembly.GetManifestResourceStream("OnRecord.Stances.Models.claims.bin.br")
            ?? throw new InvalidDataException("The assembly holds no claim model.");
        using var stream = new BrotliStream(packed, CompressionMode.Decompress);
        return Read(stream);
    });

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
    public (ClaimAnswer Answer, float Confidence, int Evidence) Read(PreparedText claim, PreparedText article)
    {
        Span<float> features = stackalloc float[ClaimFeatures.Count];
        var evidence = ClaimFeatures.Extract(claim, article, features);
        if (features[ClaimFeatures.EvidenceShare] < LeastEvidence)
        {
            return (ClaimAnswer.Unrelated, 1 - features[ClaimFeatures.EvidenceShare], evidence);
        }

        // "The company disputed that it was warned" is no agreement with "the company was warned", whatever else the article holds.
        var refutes = Refutes(article.Sentences[evidence]) && !claim.Sentences.Any(Refutes);
        var (answer, confidence) = Decide(features, mayAgree: !refutes);
        return (answer, confidence, evidence);
    }

    /// <summary>What the trees alone say.</summary>
    /// <param name="features">Of <see cref="ClaimFeatures.Extract"/>.</param>
    /// <param name="mayAgree">Whether "agree" may be the answer.</param>
    /// <returns>The answer and how sure it is, 0 to 1.</returns>
    public (ClaimAnswer Answer, float Confidence) Decide(ReadOnlySpan<float> features, bool mayAgree = true)
    {
        Span<float> shares = stackalloc float[Answers];
        var sum = 0f;
        for (var i = 0; i < Answers; i++)
        {
            shares[i] = _priors[i] / (1 + MathF.Exp(-_ensembles[i].Score(features)));
            sum += shares[i];
        }

        var first = mayAgree ? 0 : 1;
        var best = first;
        for (var i = first; i < Answers; i++)
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

    private static bool Refutes(PreparedSentence sentence) => Array.Exists(sentence.Words, word => word.Tone == Tone.Refute);
}
