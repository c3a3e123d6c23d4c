namespace OnRecord.Stances;

/// <summary>Whether a candidate with its likeliest holder belongs on a board, and with which label: gradient-boosted trees.</summary>
/// <param name="Keep">The score of being a position.</param>
/// <param name="Labels">One ensemble a label, in the order of the enum without its zero.</param>
internal sealed record PositionTrees(BoostedTrees Keep, BoostedTrees[] Labels)
{
    /// <summary>How likely a candidate is a position.</summary>
    public float Probability(ReadOnlySpan<float> row) => PositionModel.Probability(Keep.Score(row));

    /// <summary>The probability of each label by itself, in the order of the enum without its zero.</summary>
    public float[] Shares(ReadOnlySpan<float> row)
    {
        var shares = new float[PositionModel.LabelCount];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = PositionModel.Probability(Labels[i].Score(row));
        }

        return shares;
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public void Write(BinaryWriter writer)
    {
        Keep.Write(writer);
        Array.ForEach(Labels, ensemble => ensemble.Write(writer));
    }

    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static PositionTrees Read(BinaryReader reader)
    {
        var keep = BoostedTrees.Read(reader);
        return new PositionTrees(keep, [.. Enumerable.Range(0, PositionModel.LabelCount).Select(_ => BoostedTrees.Read(reader))]);
    }
}
