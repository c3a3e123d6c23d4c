using System.Runtime.InteropServices;

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
        var terms = new TermTable(members);
        var clusters = new Clusters(terms);
        var chosen = new int[members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            var own = terms.Of(i);
            // "Declined to comment" without an object is about what was told before it.
            chosen[i] = own.IsEmpty && i > 0 && members[i - 1].ArticleId == members[i].ArticleId
                ? chosen[i - 1]
                : clusters.Nearest(own) ?? clusters.Open();
            clusters.Join(own, chosen[i]);
        }

        var ids = Name(storyId, members, chosen, clusters.Count);
        return [.. chosen.Select(cluster => ids[cluster])];
    }

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

    /// <summary>The members' terms as numbers, and what each weighs.</summary>
    private sealed class TermTable
    {
        private readonly int[] _terms;
        private readonly int[] _starts;
        private readonly double[] _weights;

        public TermTable(IReadOnlyList<ClaimMember> members)
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            var frequency = new List<int>();
            var terms = new List<int>();
            _starts = new int[members.Count + 1];
            for (var i = 0; i < members.Count; i++)
            {
                foreach (var term in members[i].Terms)
                {
                    if (!numbers.TryGetValue(term, out var number))
                    {
                        numbers[term] = number = frequency.Count;
                        frequency.Add(0);
                    }

                    frequency[number]++;
                    terms.Add(number);
                }

                _starts[i + 1] = terms.Count;
            }

            _terms = [.. terms];
            _weights = new double[frequency.Count];
            foreach (var (term, number) in numbers)
            {
                // The root keeps the words that the whole story is about from counting for nothing: the main claim is made of them.
                _weights[number] = Math.Sqrt(Math.Log(1.5 + ((double)members.Count / frequency[number]))) * (term[0] == '@' ? NameWeight : 1);
            }
        }

        /// <summary>How many terms there are.</summary>
        public int Count => _weights.Length;

        public ReadOnlySpan<int> Of(int member) => _terms.AsSpan(_starts[member].._starts[member + 1]);

        public double Weight(int term) => _weights[term];

        public double Norm(ReadOnlySpan<int> terms)
        {
            var square = 0.0;
            foreach (var term in terms)
            {
                square += _weights[term] * _weights[term];
            }

            return Math.Sqrt(square);
        }
    }

    /// <summary>Sums of the members' unit vectors, by term: a member meets only the clusters that share a term with it.</summary>
    private sealed class Clusters(TermTable terms)
    {
        private readonly List<(int Cluster, double Value)>?[] _byTerm = new List<(int Cluster, double Value)>?[terms.Count];
        private readonly List<double> _squares = [];
        private readonly List<double> _dots = [];
        private readonly List<int> _met = [];

        public int Count => _squares.Count;

        public int Open()
        {
            _squares.Add(0);
            _dots.Add(0);
            return _squares.Count - 1;
        }

        /// <summary>The cluster with the nearest centroid, if one is near enough; of equals the one opened first.</summary>
        public int? Nearest(ReadOnlySpan<int> member)
        {
            var norm = terms.Norm(member);
            foreach (var term in member)
            {
                var weight = terms.Weight(term) / norm;
                foreach (var (cluster, value) in CollectionsMarshal.AsSpan(_byTerm[term]))
                {
                    if (_dots[cluster] == 0)
                    {
                        _met.Add(cluster);
                    }

                    _dots[cluster] += weight * value;
                }
            }

            int? nearest = null;
            var best = Near;
            foreach (var cluster in _met)
            {
                var cosine = _dots[cluster] / Math.Sqrt(_squares[cluster]);
                if (cosine > best || (cosine == best && cluster < nearest))
                {
                    (nearest, best) = (cluster, cosine);
                }

                _dots[cluster] = 0;
            }

            _met.Clear();
            return nearest;
        }

        public void Join(ReadOnlySpan<int> member, int cluster)
        {
            var norm = terms.Norm(member);
            foreach (var term in member)
            {
                var more = terms.Weight(term) / norm;
                var holders = _byTerm[term] ??= [];
                var at = holders.FindIndex(holder => holder.Cluster == cluster);
                var value = at < 0 ? 0 : holders[at].Value;
                if (at < 0)
                {
                    holders.Add((cluster, more));
                }
                else
                {
                    holders[at] = (cluster, value + more);
                }

                _squares[cluster] += ((value + more) * (value + more)) - (value * value);
            }
        }
    }
}
