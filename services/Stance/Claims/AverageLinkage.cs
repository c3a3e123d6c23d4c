namespace OnRecord.Stances;

/// <summary>Agglomerative clustering by average linkage (Sokal and Michener 1958) over a sparse table of similarities.</summary>
internal static class AverageLinkage
{
    /// <summary>Joins the two groups with the largest mean similarity as long as that reaches <paramref name="threshold"/>.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="pairs">Similarities, each pair at most once; pairs that are not given count as 0.</param>
    /// <param name="threshold">Above 0.</param>
    /// <returns>A group for each item: the index of its first item.</returns>
    public static int[] Cluster(int count, IEnumerable<(int One, int Other, float Similarity)> pairs, float threshold)
    {
        var sums = new Dictionary<int, double>[count];
        var (sizes, parents) = (new int[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            (sums[i], sizes[i], parents[i]) = ([], 1, i);
        }

        // The nearest first; of equals the pair of the first items. An entry whose groups have grown since is stale.
        var queue = new PriorityQueue<(int One, int Other, int Size), (double Distance, int One, int Other)>();
        void Offer(int one, int other)
        {
            (one, other) = one < other ? (one, other) : (other, one);
            var mean = sums[one][other] / ((double)sizes[one] * sizes[other]);
            if (mean >= threshold)
            {
                queue.Enqueue((one, other, sizes[one] + sizes[other]), (-mean, one, other));
            }
        }

        foreach (var (one, other, similarity) in pairs)
        {
            sums[one][other] = sums[other][one] = similarity;
            Offer(one, other);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var (one, other, size) = pair;
            if (parents[one] != one || parents[other] != other || sizes[one] + sizes[other] != size)
            {
                continue;
            }

            parents[other] = one;
            sizes[one] = size;
            sums[one].Remove(other);
            foreach (var (third, sum) in sums[other])
            {
                if (third != one)
                {
                    sums[third].Remove(other);
                    sums[one][third] = sums[third][one] = sums[one].GetValueOrDefault(third) + sum;
                }
            }

            sums[other] = [];
            foreach (var third in sums[one].Keys)
            {
                Offer(one, third);
            }
        }

        return [.. Enumerable.Range(0, count).Select(Root)];

        int Root(int item)
        {
            while (parents[item] != item)
            {
                item = parents[item];
            }

            return item;
        }
    }
}
