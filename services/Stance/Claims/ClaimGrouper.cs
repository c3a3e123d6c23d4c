namespace OnRecord.Stances;

/// <summary>What the grouper needs to know of a position.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="ArticleId">Its article.</param>
/// <param name="ClaimId">The claim it was in so far, or null.</param>
/// <param name="Terms">See <see cref="ClaimTerms"/>.</param>
public sealed record ClaimMember(Guid PositionId, Guid ArticleId, Guid? ClaimId, IReadOnlyList<string> Terms);

/// <summary>
/// Groups the positions of a story by claim: leader clustering over IDF-weighted term vectors. A position joins the claim with
/// the nearest centroid, if that is near enough, else it opens a claim. The outcome depends only on the members and their
/// order, never on the order in which articles arrived; ids stay with the claim that kept most of its members.
/// </summary>
public static class ClaimGrouper
{
    // Cosine from which two wordings count as one claim; set by reading boards of stories of five and more articles.
    private const double Near = 0.46;

    // Two wordings that share only names ("Putin", "Trump") are about the same people, not yet the same thing.
    private const double NameWeight = 0.4;

    /// <summary>Gives each member its claim.</summary>
    /// <param name="storyId">Makes new ids unique to the story.</param>
    /// <param name="members">In a fixed order: by publish time, article, place in the article.</param>
    /// <returns>Claim ids, in the order of <paramref name="members"/>.</returns>
    public static Guid[] Group(Guid storyId, IReadOnlyList<ClaimMember> members)
    {
        var weights = Weights(members);
        var clusters = new List<Cluster>();
        var byTerm = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var chosen = new int[members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            // "Declined to comment" without an object is about what was told before it.
            chosen[i] = members[i].Terms.Count == 0 && i > 0 && members[i - 1].ArticleId == members[i].ArticleId
                ? chosen[i - 1]
                : Nearest(members[i], weights, clusters, byTerm) ?? Open(clusters);
            Join(members[i], chosen[i], weights, clusters, byTerm);
        }

        var ids = Name(storyId, members, chosen, clusters.Count);
        return [.. chosen.Select(cluster => ids[cluster])];
    }

    private static Dictionary<string, double> Weights(IReadOnlyList<ClaimMember> members)
    {
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var term in members.SelectMany(member => member.Terms))
        {
            frequency[term] = frequency.GetValueOrDefault(term) + 1;
        }

        return frequency.ToDictionary(
            pair => pair.Key,
            // The root keeps the words that the whole story is about from counting for nothing: the main claim is made of them.
            pair => Math.Sqrt(Math.Log(1.5 + ((double)members.Count / pair.Value))) * (pair.Key[0] == '@' ? NameWeight : 1),
            StringComparer.Ordinal);
    }

    private static int Open(List<Cluster> clusters)
    {
        clusters.Add(new Cluster());
        return clusters.Count - 1;
    }

    private static int? Nearest(
        ClaimMember member, Dictionary<string, double> weights, List<Cluster> clusters, Dictionary<string, List<int>> byTerm)
    {
        var norm = Norm(member, weights);
        var dots = new SortedDictionary<int, double>();
        foreach (var term in member.Terms)
        {
            foreach (var cluster in byTerm.GetValueOrDefault(term) ?? [])
            {
                dots[cluster] = dots.GetValueOrDefault(cluster) + (weights[term] / norm * clusters[cluster].Vector[term]);
            }
        }

        int? nearest = null;
        var best = Near;
        foreach (var (cluster, dot) in dots)
        {
            var cosine = dot / clusters[cluster].Norm;
            if (cosine > best)
            {
                (nearest, best) = (cluster, cosine);
            }
        }

        return nearest;
    }

    private static void Join(
        ClaimMember member, int index, Dictionary<string, double> weights, List<Cluster> clusters, Dictionary<string, List<int>> byTerm)
    {
        var cluster = clusters[index];
        var norm = Norm(member, weights);
        foreach (var term in member.Terms)
        {
            if (!cluster.Vector.TryGetValue(term, out var value))
            {
                if (!byTerm.TryGetValue(term, out var holders))
                {
                    byTerm[term] = holders = [];
                }

                holders.Add(index);
            }

            cluster.Add(term, value, weights[term] / norm);
        }
    }

    private static double Norm(ClaimMember member, Dictionary<string, double> weights) =>
        Math.Sqrt(member.Terms.Sum(term => weights[term] * weights[term]));

    /// <summary>A cluster takes the id that most of its members had; the largest cluster chooses first; the rest get new ids.</summary>
    private static Guid[] Name(Guid storyId, IReadOnlyList<ClaimMember> members, int[] chosen, int count)
    {
        var claims = Enumerable.Range(0, members.Count)
            .Where(i => members[i].ClaimId is not null)
            .GroupBy(i => (Cluster: chosen[i], Claim: members[i].ClaimId!.Value))
            .OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Key.Cluster).ThenBy(votes => votes.Key.Claim);
        var ids = new Guid[count];
        var taken = new HashSet<Guid>();
        foreach (var (cluster, claim) in claims.Select(votes => votes.Key))
        {
            if (ids[cluster] == Guid.Empty && taken.Add(claim))
            {
                ids[cluster] = claim;
            }
        }

        for (var i = 0; i < members.Count; i++)
        {
            if (ids[chosen[i]] == Guid.Empty)
            {
                var fresh = StableId.Of("claim", storyId.ToString("N"), members[i].PositionId.ToString("N"));
                // The position that once opened another claim may open one again.
                ids[chosen[i]] = taken.Add(fresh) ? fresh : StableId.Of("claim", fresh.ToString("N"), members[i].PositionId.ToString("N"));
            }
        }

        return ids;
    }

    private sealed class Cluster
    {
        private double _square;

        public Dictionary<string, double> Vector { get; } = new(StringComparer.Ordinal);

        public double Norm => Math.Sqrt(_square);

        public void Add(string term, double value, double more)
        {
            Vector[term] = value + more;
            _square += ((value + more) * (value + more)) - (value * value);
        }
    }
}
