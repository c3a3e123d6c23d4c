using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>How a stance changed; the numbers are those of the proto enum PositionChangeKind.</summary>
public enum ChangeKind
{
    Flipped = 1,

    /// <summary>Given by earlier builds only: silence and doubt neither begin nor end a change.</summary>
    Hardened = 2,

    /// <summary>As <see cref="Hardened"/>.</summary>
    Softened = 3,
}

/// <summary>A named holder's earlier and later position towards one claim.</summary>
/// <param name="ChangeId">Stays the same when an earlier report comes late.</param>
/// <param name="Kind">How it changed.</param>
/// <param name="Before">The earlier position.</param>
/// <param name="After">The later one.</param>
/// <param name="Confidence">0 to 1: that both are read right and speak of one thing.</param>
/// <param name="DecidedBy">The model that says so.</param>
public sealed record FoundChange(Guid ChangeId, ChangeKind Kind, StoredPosition Before, StoredPosition After, float Confidence, string DecidedBy);

/// <summary>
/// Finds holders who went from one side of a claim to the other: same holder, same claim, opposite sides, both read with confidence, and a known order
/// in time. An article that tells both the old and the new position ("who had denied it, admitted …") counts as news of the one that was not held before.
/// </summary>
internal static class ChangeFinder
{
    // Share of words from which two pieces of evidence count as the same sentence: more than a changed cue leaves.
    private const double SameWords = 0.75;

    // A false change is worse than one that is not told: the two must speak of one thing for nearly certain.
    private const float Meets = 0.6f;

    /// <summary>Finds the changes among the positions of a story.</summary>
    /// <param name="positions">With their claims; any order.</param>
    /// <param name="minimumConfidence">Weaker positions neither begin nor end a change.</param>
    public static IReadOnlyList<FoundChange> Find(IReadOnlyList<StoredPosition> positions, float minimumConfidence) =>
        Find(positions, minimumConfidence, TreeModel.Pairs);

    /// <summary>The same with another model.</summary>
    public static IReadOnlyList<FoundChange> Find(IReadOnlyList<StoredPosition> positions, float minimumConfidence, TreeModel model)
    {
        var histories = Enumerable.Range(0, positions.Count)
            .Where(i => positions[i].HolderId.Length > 0 && positions[i].ClaimId is not null && positions[i].IsDated && positions[i].Confidence >= minimumConfidence
                && IsStand(positions[i]))
            .GroupBy(i => (positions[i].HolderId, positions[i].ClaimId));
        PairFeatures? pairs = null;
        var changes = new List<FoundChange>();
        foreach (var history in histories.OrderBy(history => history.Key.HolderId, StringComparer.Ordinal).ThenBy(history => history.Key.ClaimId))
        {
            int? held = null;
            var reports = history.GroupBy(i => (positions[i].PublishedAt, positions[i].ArticleId))
                .OrderBy(report => report.Key.PublishedAt).ThenBy(report => report.Key.ArticleId);
            foreach (var report in reports)
            {
                var told = report.OrderBy(i => positions[i].Ordinal).ToList();
                var news = held is { } side && told.FindLastIndex(i => IsFor(positions[i]) != IsFor(positions[side])) is var moved and >= 0 ? told[moved] : told[^1];

                // Two reports of one moment have no order, so they cannot show a change.
                if (held is { } earlier && IsFor(positions[earlier]) != IsFor(positions[news]) && positions[earlier].PublishedAt < positions[news].PublishedAt
                    && !IsSameUtterance(positions[earlier], positions[news]))
                {
                    pairs ??= new PairFeatures(positions);
                    if (Change(positions, earlier, news, pairs, model) is { } change)
                    {
                        changes.Add(change);
                    }
                }

                held = news;
            }
        }

        return changes;
    }

    private static FoundChange? Change(IReadOnlyList<StoredPosition> positions, int before, int after, PairFeatures pairs, TreeModel model)
    {
        Span<float> features = stackalloc float[PairFeatures.Count];
        pairs.Fill(before, after, features);
        var meet = PairFeatures.IsSameWording(features) ? 1 : model.Probability(features);
        return meet < Meets ? null : new FoundChange(
            // An earlier report that comes late may move the "before"; the change is still the same one.
            StableId.Of("change", positions[after].PositionId.ToString("N"), ChangeKind.Flipped.ToString()),
            ChangeKind.Flipped,
            positions[before],
            positions[after],
            meet * MathF.Min(positions[before].Certainty, positions[after].Certainty),
            model.Version);
    }

    /// <summary>One quotation in two articles, judged differently, is our doubt and not the holder's change of mind.</summary>
    private static bool IsSameUtterance(StoredPosition one, StoredPosition other)
    {
        var (mine, yours) = (ClaimText.Words(one.Evidence).ToHashSet(StringComparer.Ordinal), ClaimText.Words(other.Evidence));
        var shared = yours.Distinct().Count(mine.Contains);
        return shared >= SameWords * mine.Union(yours).Count();
    }

    private static bool IsStand(StoredPosition position) => IsFor(position) || position.Stance is StanceLabel.Denies or StanceLabel.Opposes;

    private static bool IsFor(StoredPosition position) => position.Stance is StanceLabel.Affirms or StanceLabel.Supports;
}
