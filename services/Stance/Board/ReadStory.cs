namespace OnRecord.Stances;

/// <summary>A row of a board that has no order yet.</summary>
/// <param name="Claim">The row.</param>
/// <param name="Positions">Its positions: indexes into those of the story.</param>
internal sealed record ReadRow(BoardClaim Claim, IReadOnlyList<int> Positions)
{
    /// <summary>The numbers of <see cref="RowFeatures"/>, once somebody has asked for them: its contest does, and then its place.</summary>
    public float[]? Numbers { get; set; }
}

/// <summary>The positions of a story, who is one among them, how they compare, and the rows that they make.</summary>
/// <param name="Positions">All of the story that have a claim.</param>
/// <param name="Holders">Who is one among them.</param>
/// <param name="Pairs">The same positions, as they are compared.</param>
/// <param name="PairModel">Says whether two of them meet.</param>
/// <param name="Articles">How many articles the story has.</param>
/// <param name="Rows">The rows, in no order.</param>
internal sealed record ReadStory(
    IReadOnlyList<StoredPosition> Positions, StoryHolders Holders, PairFeatures Pairs, TreeModel PairModel, int Articles, IReadOnlyList<ReadRow> Rows)
{
    /// <summary>The same with the contests that a model sees.</summary>
    public ReadStory WithContests(TreeModel model) =>
        this with { Rows = [.. Rows.Select(row => row with { Claim = row.Claim with { Contest = Contest.Of(row, this, model) } })] };
}

/// <summary>The models that make a board.</summary>
/// <param name="Pairs">Whether two positions are about one thing.</param>
/// <param name="Contests">Whether a row with two sides is contested.</param>
/// <param name="Rows">Whether a row is what the story is about.</param>
internal sealed record BoardModels(TreeModel Pairs, TreeModel Contests, TreeModel Rows)
{
    /// <summary>Those that ship with the service.</summary>
    public static BoardModels Shipped => new(TreeModel.Pairs, TreeModel.Contests, TreeModel.Rows);

    /// <summary>Changes with each training.</summary>
    public string Version => $"{Pairs.Version}+{Contests.Version}+{Rows.Version}";
}
