using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Boards;

/// <summary>A row with two sides, described, and whether the gold claim that it is aligned with has both.</summary>
internal sealed record LabelledContest(float[] Features, bool IsRight, bool IsFound);

/// <summary>Trains whether a row with two sides is contested, on gold positions and on those that were found.</summary>
internal static class ContestTrainer
{
    private const string Version = "contests-1";

    /// <summary>Share of the rows marked as contested that shall be so in the gold.</summary>
    private const double Wanted = 0.85;

    /// <summary>Fewer marks than this say nothing of their share.</summary>
    private const int Fewest = 5;

    private static readonly float[] Tried = [.. Enumerable.Range(6, 12).Select(step => step * 0.05f)];

    /// <summary>Trains on the rows of some stories.</summary>
    public static TreeModel Train(IEnumerable<IReadOnlyList<LabelledContest>> stories) => new(
        Version,
        TreeLearner.Fit([.. stories.SelectMany(story => story).Select(row => new TreeRow(row.Features, row.IsRight))], iterations: 60, leaves: 4, leastPerLeaf: 8, rate: 0.06),
        0.5f);

    /// <summary>The rows with two sides of a story.</summary>
    public static IReadOnlyList<LabelledContest> Of(LabelledStory story, TreeModel pairs) =>
        [.. Of(story, story.Given, pairs, isFound: false), .. Of(story, story.Found, pairs, isFound: true)];

    /// <summary>From how sure on the wanted share of found contests is right, by models that have not seen them; of those with enough marks the best where none is.</summary>
    public static float Threshold(List<IReadOnlyList<LabelledContest>> stories, TreeModel[] models)
    {
        var scored = stories.SelectMany((story, i) => story.Where(row => row.IsFound).Select(row => (row.IsRight, Sure: models[i].Probability(row.Features)))).ToList();
        var best = (Threshold: 0.5f, Share: -1.0);
        foreach (var threshold in Tried)
        {
            var marked = scored.Where(row => row.Sure >= threshold).ToList();
            var share = marked.Count == 0 ? 0 : (double)marked.Count(row => row.IsRight) / marked.Count;
            Console.WriteLine(FormattableString.Invariant($"contest from {threshold:F2}: {marked.Count} marks of {scored.Count}, {share:F4} right"));
            best = best.Share < Wanted && share > best.Share && marked.Count >= Fewest ? (threshold, share) : best;
        }

        return best.Threshold;
    }

    private static IEnumerable<LabelledContest> Of(LabelledStory story, LabelledPositions positions, TreeModel pairs, bool isFound)
    {
        var read = BoardBuilder.Read(Grouped.Of(positions, pairs), story.Articles.Count, pairs);
        var board = new Board(Guid.Empty, [.. read.Rows.Select(row => row.Claim)], story.Articles.Count, 0, 0, "");
        var match = new BoardMatch(story.Gold, FoundStory.Of(story.Gold, story.Articles, board));
        var gold = BoardMatch.Contests(match.Gold);
        foreach (var row in read.Rows)
        {
            var features = new float[ContestFeatures.Count];
            if (ContestFeatures.Fill(row, read, features) is not null)
            {
                yield return new LabelledContest(
                    features, match.GoldClaimOf.TryGetValue(row.Claim.ClaimId.ToString(), out var claim) && gold.Contains(claim), isFound);
            }
        }
    }
}
