namespace OnRecord.Stances;

/// <summary>
/// An ensemble of regression trees, as gradient boosting makes them (Friedman 2001). Nodes of all trees lie in flat arrays; a
/// negative child is the complement of a leaf.
/// </summary>
internal sealed class BoostedTrees
{
    private readonly int[] _roots;
    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly float[] _leaves;

    private BoostedTrees(int[] roots, int[] features, float[] thresholds, int[] left, int[] right, float[] leaves)
    {
        (_roots, _features, _thresholds, _left, _right, _leaves) = (roots, features, thresholds, left, right, leaves);
    }

    /// <summary>One tree: split i sends a row left when its feature is at most the threshold; children are splits, or leaves as complements.</summary>
    public sealed record Tree(int[] Features, float[] Thresholds, int[] Left, int[] Right, float[] Leaves);

    /// <summary>Joins trees; their indexes are local to each.</summary>
    public static BoostedTrees Of(IReadOnlyList<Tree> trees)
    {
        List<int> roots = [], features = [], left = [], right = [];
        List<float> thresholds = [], leaves = [];
        foreach (var tree in trees)
        {
            var (split, leaf) = (features.Count, leaves.Count);
            int Shift(int child) => child >= 0 ? child + split : ~(~child + leaf);
            roots.Add(tree.Features.Length > 0 ? split : ~leaf);
            features.AddRange(tree.Features);
            thresholds.AddRange(tree.Thresholds);
            left.AddRange(tree.Left.Select(Shift));
            right.AddRange(tree.Right.Select(Shift));
            leaves.AddRange(tree.Leaves);
        }

        return new BoostedTrees([.. roots], [.. features], [.. thresholds], [.. left], [.. right], [.. leaves]);
    }

    /// <summary>The sum of the leaves that a row falls into.</summary>
    public float Score(ReadOnlySpan<float> row)
    {
        var sum = 0f;
        foreach (var root in _roots)
        {
            var node = root;
            while (node >= 0)
            {
                node = row[_features[node]] <= _thresholds[node] ? _left[node] : _right[node];
            }

            sum += _leaves[~node];
        }

        return sum;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_roots.Length);
        writer.Write(_features.Length);
        writer.Write(_leaves.Length);
        Array.ForEach(_roots, writer.Write);
        Array.ForEach(_features, feature => writer.Write((ushort)feature));
        Array.ForEach(_thresholds, writer.Write);
        Array.ForEach(_left, writer.Write);
        Array.ForEach(_right, writer.Write);
        Array.ForEach(_leaves, writer.Write);
    }

    public static BoostedTrees Read(BinaryReader reader)
    {
        var (roots, splits, leaves) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new BoostedTrees(
            Fill(roots, reader.ReadInt32),
            Fill(splits, () => (int)reader.ReadUInt16()),
            Fill(splits, reader.ReadSingle),
            Fill(splits, reader.ReadInt32),
            Fill(splits, reader.ReadInt32),
            Fill(leaves, reader.ReadSingle));
    }

    private static T[] Fill<T>(int count, Func<T> read)
    {
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return items;
    }
}
