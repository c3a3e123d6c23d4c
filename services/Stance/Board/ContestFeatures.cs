using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// What tells whether a row with two sides is contested, or only seems so because a label or a grouping went wrong: the two positions that most likely meet,
/// how sure they are, who else stands on either side, and the row itself.
/// </summary>
internal static class ContestFeatures
{
    /// <summary>Numbers a row has.</summary>
    public const int Count = Own + PairFeatures.Count + RowFeatures.Count;

    private const int Own = 12;

    /// <summary>How likely the two that contradict each other are about one thing.</summary>
    public static float Meets(ReadOnlySpan<float> features) => features[1];

    /// <summary>Fills the numbers of a row with two sides.</summary>
    /// <param name="row">The row.</param>
    /// <param name="story">What it is read with.</param>
    /// <param name="features"><see cref="Count"/> numbers, overwritten.</param>
    /// <returns>The two positions that most surely contradict each other; null where no two holders do.</returns>
    public static (int For, int Against)? Fill(ReadRow row, ReadStory story, Span<float> features)
    {
        var (positions, holders) = (story.Positions, story.Holders);
        List<int> supporting = [.. row.Positions.Where(i => positions[i].Stance is StanceLabel.Affirms or StanceLabel.Supports)];
        List<int> opposing = [.. row.Positions.Where(i => positions[i].Stance is StanceLabel.Denies or StanceLabel.Opposes or StanceLabel.Questions)];
        Span<float> pair = stackalloc float[PairFeatures.Count];
        (int For, int Against)? best = null;
        var (surest, meets) = (-1f, 0f);
        foreach (var one in supporting)
        {
            foreach (var other in opposing.Where(other => holders.KeyOf(positions[one]) != holders.KeyOf(positions[other])))
            {
                story.Pairs.Fill(one, other, pair);
                var meet = PairFeatures.IsSameWording(pair) ? 1 : story.PairModel.Probability(pair);
                var sure = meet * MathF.Min(positions[one].Certainty, positions[other].Certainty);
                if (sure > surest)
                {
                    (surest, meets, best) = (sure, meet, (one, other));
                }
            }
        }

        if (best is not (var first, var second))
        {
            return null;
        }

        var (a, b) = (positions[first], positions[second]);
        ReadOnlySpan<float> own =
        [
            surest, meets, a.Confidence, b.Confidence, a.LabelConfidence, b.LabelConfidence, (int)a.Stance, (int)b.Stance, a.ArticleId == b.ArticleId ? 1 : 0,
            supporting.Select(i => holders.KeyOf(positions[i])).Distinct().Count(), opposing.Select(i => holders.KeyOf(positions[i])).Distinct().Count(),
            (float)opposing.Count / row.Positions.Count,
        ];
        own.CopyTo(features);
        story.Pairs.Fill(first, second, features.Slice(Own, PairFeatures.Count));
        RowFeatures.Fill(row, story, features[(Own + PairFeatures.Count)..]);
        return best;
    }
}
