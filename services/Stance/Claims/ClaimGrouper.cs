namespace OnRecord.Stances;

/// <summary>
/// Groups the positions of a story by claim: a model of pairs says how likely two of them are about one thing, average linkage joins them. The
/// outcome depends only on the set of positions, never on the order in which articles arrived; ids stay with the claim that kept most of its members.
/// </summary>
internal static class ClaimGrouper
{
    /// <summary>Stories up to this size are compared pair by pair; in larger ones each position meets its nearest by words.</summary>
    private const int ComparedWhole = 400;

    private const int Neighbours = 40;

    // Less likely pairs count as impossible: they are most of all pairs, and their sum decides nothing.
    private const float LeastLikely = 0.02f;

    /// <summary>Gives each position its claim.</summary>
    /// <param name="storyId">Makes new ids unique to the story.</param>
    /// <param name="positions">All of the story, in any order.</param>
    /// <returns>Claim ids, in the order of <paramref name="positions"/>.</returns>
    public static Guid[] Group(Guid storyId, IReadOnlyList<StoredPosition> positions) => Group(storyId, positions, TreeModel.Pairs);

    /// <summary>The same with another model, whose first threshold is the mean probability from which two groups are one claim.</summary>
    public static Guid[] Group(Guid storyId, IReadOnlyList<StoredPosition> positions, TreeModel model)
    {
        var order = Enumerable.Range(0, positions.Count).OrderBy(i => positions[i], StoredPosition.StoryOrder).ToArray();
        StoredPosition[] members = [.. order.Select(i => positions[i])];
        var claims = Name(storyId, members, Cluster(members, model, model.Thresholds[0]));
        var inOrder = new Guid[positions.Count];
        for (var i = 0; i < order.Length; i++)
        {
            inOrder[order[i]] = claims[i];
        }

        return inOrder;
    }

    /// <summary>The groups of some positions: for each of them the index of its group's first.</summary>
    public static int[] Cluster(IReadOnlyList<StoredPosition> members, TreeModel model, float joinFrom)
    {
        var story = new PairFeatures(members);
        var groups = AverageLinkage.Cluster(members.Count, Pairs(story, members.Count, model), joinFrom);
        // "Declined to comment" without an object is about what the story is about.
        var main = Enumerable.Range(0, members.Count).Where(i => !story.IsEmpty(i)).GroupBy(i => groups[i])
            .OrderByDescending(group => group.Select(i => members[i].ArticleId).Distinct().Count()).ThenByDescending(group => group.Count()).ThenBy(group => group.Key)
            .FirstOrDefault();
        if (main is not null)
        {
            for (var i = 0; i < groups.Length; i++)
            {
                groups[i] = story.IsEmpty(i) ? main.Key : groups[i];
            }
        }

        return groups;
    }

    private static IEnumerable<(int One, int Other, float Similarity)> Pairs(PairFeatures story, int count, TreeModel model)
    {
        var candidates = story.Candidates(ComparedWhole, Neighbours);
        var features = new float[PairFeatures.Count];
        for (var i = 0; i < count; i++)
        {
            if (story.IsEmpty(i))
            {
                continue;
            }

            foreach (var other in candidates[i])
            {
                if (story.IsEmpty(other))
                {
                    continue;
                }

                story.Fill(i, other, features);
                if (PairFeatures.IsSameWording(features))
                {
                    yield return (i, other, 1);
                }
                else if (model.Probability(features) is var probability and >= LeastLikely)
                {
                    yield return (i, other, probability);
                }
            }
        }
    }

    /// <summary>A cluster takes the id that most of its members had; the largest cluster chooses first; the rest get new ids.</summary>
    private static Guid[] Name(Guid storyId, StoredPosition[] members, int[] chosen)
    {
        var claims = Enumerable.Range(0, members.Length)
            .Where(i => members[i].ClaimId is not null)
            .GroupBy(i => (Cluster: chosen[i], Claim: members[i].ClaimId!.Value))
            .OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Key.Cluster).ThenBy(votes => votes.Key.Claim);
        var ids = new Dictionary<int, Guid>();
        var taken = new HashSet<Guid>();
        foreach (var (cluster, claim) in claims.Select(votes => votes.Key))
        {
            if (!ids.ContainsKey(cluster) && taken.Add(claim))
            {
                ids[cluster] = claim;
            }
        }

        for (var i = 0; i < members.Length; i++)
        {
            if (!ids.ContainsKey(chosen[i]))
            {
                var fresh = StableId.Of("claim", storyId.ToString("N"), members[i].PositionId.ToString("N"));
                // The position that once opened another claim may open one again.
                ids[chosen[i]] = taken.Add(fresh) ? fresh : StableId.Of("claim", fresh.ToString("N"), members[i].PositionId.ToString("N"));
            }
        }

        return [.. chosen.Select(cluster => ids[cluster])];
    }
}
