namespace OnRecord.Stances;

/// <summary>Which positions of a story are worth comparing: of a small story all, of a large one those that have most in common by their words.</summary>
internal static class PairCandidates
{
    /// <summary>For each position those after it that may be about the same, in their order.</summary>
    /// <param name="members">The terms of each position, ascending.</param>
    /// <param name="terms">What they weigh.</param>
    /// <param name="mostAtOnce">Up to so many positions each is compared with every other.</param>
    /// <param name="each">In a larger story, how many neighbours a position has; whose neighbour it is comes on top.</param>
    public static IReadOnlyList<int>[] Of(IReadOnlyList<int[]> members, StoryTerms terms, int mostAtOnce, int each) => members.Count <= mostAtOnce
        ? [.. Enumerable.Range(0, members.Count).Select(i => (IReadOnlyList<int>)[.. Enumerable.Range(i + 1, members.Count - i - 1)])]
        : Nearest(members, terms, each);

    private static IReadOnlyList<int>[] Nearest(IReadOnlyList<int[]> members, StoryTerms terms, int each)
    {
        var byTerm = new List<int>[terms.Count];
        for (var i = 0; i < members.Count; i++)
        {
            foreach (var term in members[i])
            {
                (byTerm[term] ??= []).Add(i);
            }
        }

        var pairs = new SortedSet<int>[members.Count];
        var sums = new float[members.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = [];
        }

        for (var i = 0; i < members.Count; i++)
        {
            Array.Clear(sums);
            // What many positions of the story share finds no neighbours; such terms would make every pair one.
            foreach (var term in members[i].Where(term => byTerm[term].Count <= Math.Max(each, members.Count / 8)))
            {
                foreach (var other in byTerm[term])
                {
                    sums[other] += terms.Square(term);
                }
            }

            sums[i] = 0;
            foreach (var other in Enumerable.Range(0, sums.Length).Where(other => sums[other] > 0)
                .OrderByDescending(other => sums[other] / (1 + members[other].Length)).ThenBy(other => other).Take(each))
            {
                pairs[Math.Min(i, other)].Add(Math.Max(i, other));
            }
        }

        return [.. pairs.Select(others => (IReadOnlyList<int>)[.. others])];
    }
}
