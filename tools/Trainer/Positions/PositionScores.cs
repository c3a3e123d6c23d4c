using OnRecord.Events;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>A held-out candidate as a model reads it.</summary>
internal sealed record ScoredCandidate(GoldCandidate Candidate, int Holder, float Keep, StanceLabel Label);

/// <summary>Cross-validated figures of the decisions by themselves: the boards of tools/Eval measure the whole.</summary>
internal static class PositionScores
{
    public static IReadOnlyList<ScoredCandidate> Of(GoldArticle article, PositionModel model) =>
        [.. article.Candidates.Where(candidate => candidate.HolderRows.Length > 0).Select(candidate =>
        {
            float[] scores = [.. candidate.HolderRows.Select(row => PositionModel.Probability(model.Holder.Score(row)))];
            int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
            var row = article.Rows.Position(candidate.Index, candidate.Read.Holders[order[0]], [.. order.Select(i => scores[i])]);
            return new ScoredCandidate(candidate, order[0], PositionModel.Probability(model.Keep.Score(row)), model.Label(row).Label);
        })];

    public static void Print(IReadOnlyList<IReadOnlyList<ScoredCandidate>> articles)
    {
        var all = articles.SelectMany(article => article).ToList();
        var tied = all.Where(one => one.Candidate.Is is not null).ToList();
        Console.WriteLine($"holder.accuracy {tied.Average(one => one.Candidate.Right.Contains(one.Holder) ? 1 : 0):F4}");
        Console.WriteLine($"label.accuracy {tied.Average(one => one.Candidate.Is!.Label == one.Label ? 1 : 0):F4}");
        var ranked = all.Where(one => !one.Candidate.IsDouble).OrderByDescending(one => one.Keep).ToList();
        var (right, sum) = (0, 0.0);
        for (var i = 0; i < ranked.Count; i++)
        {
            if (ranked[i].Candidate.Is is not null && ranked[i].Candidate.Right.Contains(ranked[i].Holder))
            {
                right++;
                sum += (double)right / (i + 1);
            }
        }

        Console.WriteLine($"keep.average_precision {sum / tied.Count:F4}");
    }
}
