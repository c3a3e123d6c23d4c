using System.Globalization;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>The weights of the <see cref="LinkFeature"/>s, and the probability from which a link is made.</summary>
internal sealed class LinkWeights
{
    private const string ThresholdName = "Threshold";

    private readonly float[] _weights;

    public LinkWeights(float[] weights, float threshold) => (_weights, Threshold) = (weights, threshold);

    /// <summary>The weights that ship.</summary>
    public static LinkWeights Shipped { get; } = Load();

    /// <summary>Least probability of a link.</summary>
    public float Threshold { get; }

    /// <summary>How much speaks for a candidate: log odds against no link, where it is alone.</summary>
    public float Score(ReadOnlySpan<float> features)
    {
        var sum = 0f;
        for (var i = 0; i < _weights.Length; i++)
        {
            sum += _weights[i] * features[i];
        }

        return sum;
    }

    /// <summary>The probability of each of several candidates, of which at most one is meant; what they lack to one is that of none (a conditional logit).</summary>
    public static float[] Probabilities(ReadOnlySpan<float> scores)
    {
        var probabilities = new float[scores.Length];
        var none = 0f;
        foreach (var score in scores)
        {
            none = MathF.Max(none, score);
        }

        var sum = MathF.Exp(-none);
        for (var i = 0; i < scores.Length; i++)
        {
            sum += probabilities[i] = MathF.Exp(scores[i] - none);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] /= sum;
        }

        return probabilities;
    }

    /// <summary>Writes the file that ships: a name and a number a line.</summary>
    public void Write(TextWriter target)
    {
        target.Write("# What speaks for and against an entry of the knowledge base, and from which probability on it is linked. Learned: `trainer link`.\n");
        foreach (var feature in Enum.GetValues<LinkFeature>())
        {
            target.Write(string.Create(CultureInfo.InvariantCulture, $"{feature}\t{_weights[(int)feature]:F3}\n"));
        }

        target.Write(string.Create(CultureInfo.InvariantCulture, $"{ThresholdName}\t{Threshold:F3}\n"));
    }

    private static LinkWeights Load()
    {
        var numbers = LanguagePack.Default.Lexicon("links.tsv").ToDictionary(fields => fields[0], fields => float.Parse(fields[1], CultureInfo.InvariantCulture));
        return new LinkWeights([.. Enum.GetNames<LinkFeature>().Select(name => numbers.GetValueOrDefault(name))], numbers[ThresholdName]);
    }
}
