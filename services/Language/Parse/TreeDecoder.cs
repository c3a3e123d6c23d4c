using System.Numerics.Tensors;

namespace OnRecord.Language.Parse;

/// <summary>
/// The best tree over scored arcs: each word's best head when that is a tree already (it nearly always is), else the maximum spanning
/// tree of Chu and Liu (1965) and Edmonds (1967). Exactly one word hangs from the root.
/// </summary>
internal static class TreeDecoder
{
    /// <param name="scores">Row i holds the scores of the heads of word i; column n is the root. Overwritten.</param>
    /// <param name="n">Number of words.</param>
    /// <param name="heads">Receives the head of each word; n is the root.</param>
    public static void Decode(Span<float> scores, int n, Span<int> heads)
    {
        var width = n + 1;
        var root = 0;
        for (var i = 1; i < n; i++)
        {
            root = scores[(i * width) + n] > scores[(root * width) + n] ? i : root;
        }

        // The word that likes the root best gets it for sure: a second root is far more often wrong than this choice.
        for (var i = 0; i < n; i++)
        {
            if (i != root)
            {
                scores[(i * width) + n] = float.NegativeInfinity;
            }

            scores[(i * width) + i] = float.NegativeInfinity;
        }

        for (var i = 0; i < n; i++)
        {
            heads[i] = i == root ? n : TensorPrimitives.IndexOfMax(scores.Slice(i * width, width));
        }

        if (HasCycle(heads[..n], n))
        {
            var nodes = new int[n];
            for (var i = 0; i < n; i++)
            {
                nodes[i] = i;
            }

            for (var j = 0; j < n; j++)
            {
                scores[(root * width) + j] = float.NegativeInfinity;
            }

            Contract(scores, width, nodes, heads);
        }
    }

    private static bool HasCycle(ReadOnlySpan<int> heads, int root)
    {
        Span<byte> state = heads.Length <= 512 ? stackalloc byte[heads.Length] : new byte[heads.Length];
        for (var i = 0; i < heads.Length; i++)
        {
            var at = i;
            while (at != root && state[at] == 0)
            {
                state[at] = 1;
                at = heads[at];
            }

            if (at != root && state[at] == 1)
            {
                return true;
            }

            for (at = i; at != root && state[at] == 1; at = heads[at])
            {
                state[at] = 2;
            }
        }

        return false;
    }

    /// <summary>Solves the graph over <paramref name="nodes"/> and the root (the last column), joining one cycle per level of recursion.</summary>
    private static void Contract(Span<float> scores, int width, int[] nodes, Span<int> heads)
    {
        var root = width - 1;
        foreach (var i in nodes)
        {
            var best = root;
            foreach (var j in nodes)
            {
                if (j != i && scores[(i * width) + j] > scores[(i * width) + best])
                {
                    best = j;
                }
            }

            heads[i] = best;
        }

        if (FindCycle(nodes, heads, root) is not { } cycle)
        {
            return;
        }

        var joint = cycle[0];
        var inside = new HashSet<int>(cycle);
        var rest = nodes.Where(node => !inside.Contains(node)).ToArray();
        var entered = new int[width];
        var left = new int[width];
        var kept = cycle.Select(_ => 0).ToArray();
        for (var k = 0; k < cycle.Count; k++)
        {
            kept[k] = heads[cycle[k]];
        }

        foreach (var outer in rest.Append(root))
        {
            var bestIn = float.NegativeInfinity;
            var bestOut = float.NegativeInfinity;
            entered[outer] = joint;
            left[outer] = joint;
            foreach (var node in cycle)
            {
                var gain = scores[(node * width) + outer] - scores[(node * width) + heads[node]];
                if (gain > bestIn)
                {
                    (bestIn, entered[outer]) = (gain, node);
                }

                if (outer != root && scores[(outer * width) + node] > bestOut)
                {
                    (bestOut, left[outer]) = (scores[(outer * width) + node], node);
                }
            }

            scores[(joint * width) + outer] = bestIn;
            if (outer != root)
            {
                scores[(outer * width) + joint] = bestOut;
            }
        }

        Contract(scores, width, [joint, .. rest], heads);
        var head = heads[joint];
        for (var k = 0; k < cycle.Count; k++)
        {
            heads[cycle[k]] = kept[k];
        }

        heads[entered[head]] = head;
        foreach (var outer in rest)
        {
            if (heads[outer] == joint)
            {
                heads[outer] = left[outer];
            }
        }
    }

    private static List<int>? FindCycle(int[] nodes, ReadOnlySpan<int> heads, int root)
    {
        var state = new int[root];
        for (var k = 0; k < nodes.Length; k++)
        {
            var at = nodes[k];
            while (at != root && state[at] == 0)
            {
                state[at] = k + 1;
                at = heads[at];
            }

            if (at != root && state[at] == k + 1)
            {
                var cycle = new List<int>();
                for (var start = at; cycle.Count == 0 || at != start; at = heads[at])
                {
                    cycle.Add(at);
                }

                return cycle;
            }
        }

        return null;
    }
}
