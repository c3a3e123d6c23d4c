using OnRecord.Language.Models;

namespace OnRecord.Entities;

/// <summary>
/// How likely each candidate of a name is: a conditional logit over them and none of them (McFadden 1974), whose scores a committee of small networks gives. Trained by
/// "trainer link"; see languages/en/models/links.md.
/// </summary>
/// <param name="committee">The networks; their probabilities are averaged.</param>
/// <param name="threshold">Least probability of a link.</param>
internal sealed class LinkModel(LinkNetwork[] committee, float threshold)
{
    private const string FileName = "links.model";

    private static readonly Lazy<LinkModel> SharedModel = new(() => Read(ModelFile.OpenEmbedded(FileName)));

    /// <summary>The model that ships.</summary>
    public static LinkModel Shipped => SharedModel.Value;

    /// <summary>Links nothing: what is learned must not hang on what was learned before.</summary>
    public static LinkModel None { get; } = new([new LinkNetwork()], threshold: 1);

    /// <summary>Least probability of a link.</summary>
    public float Threshold => threshold;

    /// <summary>The probability of each candidate; what they lack to one is that of none.</summary>
    public float[] Probabilities(IReadOnlyList<Candidate> candidates)
    {
        var mean = new float[candidates.Count];
        Span<float> scores = stackalloc float[mean.Length];
        Span<float> units = stackalloc float[LinkNetwork.Units];
        foreach (var network in committee)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                scores[i] = network.Score(candidates[i].Features, units);
            }

            Normalize(scores);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += scores[i] / committee.Length;
            }
        }

        return mean;
    }

    /// <summary>Turns scores of several candidates, of which at most one is meant, into probabilities.</summary>
    public static void Normalize(Span<float> scores)
    {
        var most = 0f;
        foreach (var score in scores)
        {
            most = MathF.Max(most, score);
        }

        var sum = MathF.Exp(-most);
        for (var i = 0; i < scores.Length; i++)
        {
            sum += scores[i] = MathF.Exp(scores[i] - most);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }

    public void Save(string path)
    {
        var file = new ModelFile();
        file.AddFloats(nameof(Threshold), [threshold]);
        file.AddStrings(nameof(LinkFeature), Enum.GetNames<LinkFeature>());
        file.AddStrings(nameof(LinkNetwork), committee.Select((_, number) => $"network.{number}"));
        foreach (var (number, network) in committee.Index())
        {
            network.AddTo(file, $"network.{number}");
        }

        file.Save(path);
    }

    /// <exception cref="InvalidDataException">The model was trained for other features.</exception>
    private static LinkModel Read(ModelFile file) => file.Strings(nameof(LinkFeature)).SequenceEqual(Enum.GetNames<LinkFeature>())
        ? new LinkModel([.. file.Strings(nameof(LinkNetwork)).Select(name => LinkNetwork.Of(file, name))], file.Floats(nameof(Threshold))[0])
        : throw new InvalidDataException($"{FileName} was trained for other features.");
}
