using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Two stands that contradict each other: what makes a claim contested.</summary>
/// <param name="For">Affirms or supports it.</param>
/// <param name="Against">Denies, opposes or questions it.</param>
/// <param name="Confidence">0 to 1: that the claim really is contested.</param>
/// <param name="DecidedBy">The model that says so.</param>
public sealed record Contest(StoredPosition For, StoredPosition Against, float Confidence, string DecidedBy)
{
    // The gold has no story so small. Where so few speak, two that meet are not picked out of hundreds, and the model of pairs is enough.
    private const int SmallStory = 16;
    private const float LeastInSmall = 0.5f;

    /// <summary>The contradiction on a row, or null where there is none or it is not sure enough: a false contest stands out on the board.</summary>
    /// <param name="row">The row.</param>
    /// <param name="story">What the row is read with.</param>
    /// <param name="model">Asked with <see cref="ContestFeatures"/>; its threshold is how sure a contest must be.</param>
    internal static Contest? Of(ReadRow row, ReadStory story, TreeModel model)
    {
        Span<float> features = stackalloc float[ContestFeatures.Count];
        if (ContestFeatures.Fill(row, story, features) is not (var one, var other))
        {
            return null;
        }

        var (first, second) = (story.Positions[one], story.Positions[other]);
        var isSmall = story.Positions.Count < SmallStory;
        var confidence = isSmall ? ContestFeatures.Meets(features) * MathF.Min(first.Confidence, second.Confidence) : model.Probability(features);
        return confidence < (isSmall ? LeastInSmall : model.Thresholds[0]) ? null
            : new Contest(first, second, confidence, isSmall ? story.PairModel.Version : model.Version);
    }
}
