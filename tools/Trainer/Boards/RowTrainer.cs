using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Boards;

/// <summary>Trains the order of rows on the importance of the gold claims that they are aligned with.</summary>
internal static class RowTrainer
{
    private const string Version = "rows-1";

    // What nDCG gains by a row of importance 1, 2, 3 or without a gold claim, as shares of yes and no.
    private static readonly (float Yes, float No)[] Weights = [(3, 0), (1, 1), (0, 2), (0, 2)];

    /// <summary>Trains on the rows of some stories, made by models that have not seen them.</summary>
    public static TreeModel Train(IEnumerable<(LabelledStory Story, TreeModel Pairs, TreeModel Contests)> stories) =>
        new(Version, TreeLearner.Fit([.. stories.SelectMany(Rows)], iterations: 80, leaves: 6, leastPerLeaf: 25, rate: 0.05));

    private static IEnumerable<TreeRow> Rows((LabelledStory Story, TreeModel Pairs, TreeModel Contests) held) =>
        new[] { held.Story.Given, held.Story.Found }.SelectMany(positions => Rows(held.Story, positions, held.Pairs, held.Contests));

    private static IEnumerable<TreeRow> Rows(LabelledStory story, LabelledPositions positions, TreeModel pairs, TreeModel contests)
    {
        var read = BoardBuilder.Read(Grouped.Of(positions, pairs), story.Articles.Count, pairs).WithContests(contests);
        var board = new Board(Guid.Empty, [.. read.Rows.Select(row => row.Claim)], story.Articles.Count, 0, 0, "");
        var match = new BoardMatch(story.Gold, FoundStory.Of(story.Gold, story.Articles, board));
        var importance = story.Gold.Claims.ToDictionary(claim => claim.Id, claim => claim.Importance);
        foreach (var row in read.Rows)
        {
            var features = new float[RowFeatures.Count];
            RowFeatures.Fill(row, read, features);
            var (yes, no) = Weights[match.GoldClaimOf.TryGetValue(row.Claim.ClaimId.ToString(), out var gold) ? importance[gold] - 1 : 3];
            if (yes > 0)
            {
                yield return new TreeRow(features, true, yes);
            }

            if (no > 0)
            {
                yield return new TreeRow(features, false, no);
            }
        }
    }
}

/// <summary>Positions with the claims that a model gives them.</summary>
internal static class Grouped
{
    public static IReadOnlyList<StoredPosition> Of(LabelledPositions labelled, TreeModel pairs)
    {
        var claims = ClaimGrouper.Group(Guid.Empty, labelled.Positions, pairs);
        return [.. labelled.Positions.Zip(claims, (position, claim) => position with { ClaimId = claim })];
    }
}
