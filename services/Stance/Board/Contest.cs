using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Two stands that contradict each other: what makes a claim contested.</summary>
/// <param name="For">Affirms or supports it.</param>
/// <param name="Against">Denies or opposes it.</param>
/// <param name="Confidence">0 to 1: that the two speak of one thing, and that both are read right.</param>
/// <param name="DecidedBy">The model that says so.</param>
public sealed record Contest(StoredPosition For, StoredPosition Against, float Confidence, string DecidedBy)
{
    // A false contest is worse than one that is not told: it stands out on the board.
    private const float Least = 0.5f;

    /// <summary>The surest contradiction among the positions of a claim; null where none is sure enough.</summary>
    /// <param name="claim">Its positions: indexes into <paramref name="story"/>.</param>
    /// <param name="story">All positions of the story.</param>
    /// <param name="pairs">The same, as they are compared.</param>
    /// <param name="holders">Whose they are: nobody contradicts himself.</param>
    /// <param name="model">Says whether two positions meet.</param>
    internal static Contest? Of(IReadOnlyList<int> claim, IReadOnlyList<StoredPosition> story, PairFeatures pairs, StoryHolders holders, TreeModel model)
    {
        Span<float> features = stackalloc float[PairFeatures.Count];
        Contest? best = null;
        foreach (var one in claim.Where(i => story[i].Stance is StanceLabel.Affirms or StanceLabel.Supports))
        {
            foreach (var other in claim.Where(i => story[i].Stance is StanceLabel.Denies or StanceLabel.Opposes or StanceLabel.Questions))
            {
                if (holders.KeyOf(story[one]) == holders.KeyOf(story[other]))
                {
                    continue;
                }

                pairs.Fill(one, other, features);
                var meet = PairFeatures.IsSameWording(features) ? 1 : model.Probability(features);
                var confidence = meet * MathF.Min(story[one].Confidence, story[other].Confidence);
                if (confidence >= Least && (best is null || confidence > best.Confidence))
                {
                    best = new Contest(story[one], story[other], confidence, model.Version);
                }
            }
        }

        return best;
    }
}
