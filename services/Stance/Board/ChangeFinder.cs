using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>How a stance changed; the numbers are those of the proto enum PositionChangeKind.</summary>
public enum ChangeKind
{
    Flipped = 1,
    Hardened = 2,
    Softened = 3,
}

/// <summary>A named holder's earlier and later position towards one claim.</summary>
public sealed record FoundChange(Guid ChangeId, ChangeKind Kind, StoredPosition Before, StoredPosition After);

/// <summary>
/// Finds holders who moved: from one side to the other, from silence or doubt to a side, or back. Articles are compared by
/// publish time. An article that tells both the old and the new position ("who had denied it, admitted …") counts as news of
/// the one that was not held before.
/// </summary>
public static class ChangeFinder
{
    // Share of words from which two pieces of evidence count as the same sentence: more than a changed cue leaves.
    private const double SameWords = 0.75;

    private enum Side
    {
        None,
        For,
        Against,
    }

    /// <summary>Finds the changes among the positions of a story.</summary>
    /// <param name="positions">With their claims; any order.</param>
    /// <param name="minimumConfidence">Weaker positions neither begin nor end a change.</param>
    public static IReadOnlyList<FoundChange> Find(IEnumerable<StoredPosition> positions, float minimumConfidence)
    {
        var changes = new List<FoundChange>();
        var holders = positions
            .Where(position => !position.IsUnnamed && position.ClaimId is not null && position.Confidence >= minimumConfidence)
            .GroupBy(position => position.HolderId);
        foreach (var history in holders.SelectMany(Histories))
        {
            StoredPosition? held = null;
            var reports = history.GroupBy(position => (position.PublishedAt, position.ArticleId))
                .OrderBy(report => report.Key.PublishedAt).ThenBy(report => report.Key.ArticleId);
            foreach (var report in reports)
            {
                var told = report.OrderBy(position => position.Ordinal).ToList();
                var news = held is null ? told[^1] : told.LastOrDefault(position => SideOf(position) != SideOf(held)) ?? told[^1];
                // Two reports of one moment have no order, so they cannot show a change.
                if (held is not null && SideOf(held) != SideOf(news) && held.PublishedAt < news.PublishedAt && !IsSameUtterance(held, news))
                {
                    changes.Add(Change(held, news));
                }

                held = news;
            }
        }

        return changes;
    }

    /// <summary>
    /// A holder's positions, those on one claim or target together. Claims are joined where one names the target of the other
    /// in fewer words: who backed "the closure" and opposes "the closure of the Dunmore mine" has moved.
    /// </summary>
    private static IEnumerable<List<StoredPosition>> Histories(IEnumerable<StoredPosition> positions)
    {
        var histories = new List<(List<StoredPosition> Positions, List<string[]> Targets)>();
        foreach (var claim in positions.GroupBy(position => position.ClaimId).OrderBy(claim => claim.Key))
        {
            List<StoredPosition> joined = [.. claim];
            var targets = joined.Where(IsStand).Select(position => position.TermList).ToList();
            List<string[]> all = [.. targets];
            for (var at = 0; at < histories.Count;)
            {
                var history = histories[at];
                if (!history.Targets.Exists(one => targets.Exists(other => IsSameTarget(one, other))))
                {
                    at++;
                    continue;
                }

                joined.AddRange(history.Positions);
                all.AddRange(history.Targets);
                histories.RemoveAt(at);
            }

            histories.Add((joined, all));
        }

        return histories.Select(history => history.Positions);
    }

    private static bool IsStand(StoredPosition position) => position.Stance is StanceLabel.Supports or StanceLabel.Opposes;

    private static bool IsSameTarget(string[] one, string[] other)
    {
        var (few, many) = one.Length <= other.Length ? (one, other) : (other, one);
        return Array.Exists(few, term => term[0] != '@') && Array.TrueForAll(few, many.Contains);
    }

    /// <summary>One quotation in two articles, judged differently, is our doubt and not the holder's change of mind.</summary>
    private static bool IsSameUtterance(StoredPosition one, StoredPosition other)
    {
        var (mine, yours) = (ClaimText.Words(one.Evidence).ToHashSet(StringComparer.Ordinal), ClaimText.Words(other.Evidence));
        var shared = yours.Distinct().Count(mine.Contains);
        return shared >= SameWords * mine.Union(yours).Count();
    }

    private static FoundChange Change(StoredPosition before, StoredPosition after)
    {
        var kind = SideOf(before) == Side.None ? ChangeKind.Hardened : SideOf(after) == Side.None ? ChangeKind.Softened : ChangeKind.Flipped;
        // An earlier report that comes late may move the "before"; the change is still the same one.
        return new FoundChange(StableId.Of("change", after.PositionId.ToString("N"), kind.ToString()), kind, before, after);
    }

    private static Side SideOf(StoredPosition position) => position.Stance switch
    {
        StanceLabel.Affirms or StanceLabel.Supports => Side.For,
        StanceLabel.Denies or StanceLabel.Opposes => Side.Against,
        _ => Side.None,
    };
}
