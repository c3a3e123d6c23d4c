using OnRecord.Data;
using OnRecord.Events;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>A held-out candidate as a model reads it.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Holders">Indexes of the holders that the model chooses, the likeliest first.</param>
/// <param name="Keep">How likely it is a position.</param>
/// <param name="Label">The likeliest label.</param>
internal sealed record ScoredCandidate(GoldCandidate Candidate, IReadOnlyList<int> Holders, float Keep, StanceLabel Label)
{
    /// <summary>The likeliest holder.</summary>
    public int Holder => Holders[0];
}

/// <summary>Cross-validated figures of the decisions by themselves: the boards of tools/Eval measure the whole.</summary>
internal static class PositionScores
{
    /// <summary>The candidates of an article as a model sees them, with the encoder where one has read them.</summary>
    /// <param name="article">The article.</param>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<ScoredCandidate> Of(GoldArticle article, PositionModel model)
    {
        var scores = article.Candidates.ToDictionary(
            candidate => candidate.Index, candidate => candidate.HolderScores(model.Holder));
        var likeliest = article.Likeliest(candidate => scores[candidate.Index]);
        return [.. article.Candidates.Where(candidate => candidate.HolderRows.Length > 0).Select(candidate =>
        {
            var own = scores[candidate.Index];
            var row = new CandidateRow(article.Rows.Position(candidate.Index, likeliest, [.. own.OrderDescending()]));
            row = candidate.Meaning is { } read ? row.With(read) : row;
            return new ScoredCandidate(
                candidate, [.. PositionDecider.Chosen(candidate.Read.Holders, own)], model.Keep(row), model.Label(row, RuleOf(candidate), isExplicit: false).Label);
        })];
    }

    private static StanceLabel RuleOf(GoldCandidate candidate) => candidate.Read.Candidate.Rule?.Label ?? StanceLabel.Unspecified;

    public static void Print(IReadOnlyList<IReadOnlyList<ScoredCandidate>> articles)
    {
        var all = articles.SelectMany(article => article).ToList();
        var tied = all.Where(one => one.Candidate.Is is not null).ToList();
        foreach (var confused in tied.GroupBy(one => (one.Candidate.Is!.Label, one.Label)).OrderByDescending(group => group.Count()).Where(group => group.Key.Item1 != group.Key.Item2).Take(12))
        {
            Console.WriteLine($"  {confused.Count(),4} {confused.Key.Item1} read as {confused.Key.Item2}");
        }

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

    /// <summary>Precision, recall and F1 of the decided positions at several thresholds, matched as the board data's scorer does.</summary>
    public static void PrintDecided(IReadOnlyList<(GoldArticle Article, PositionModel Model)> held)
    {
        foreach (var threshold in Thresholds)
        {
            int gold = 0, found = 0, right = 0, lenient = 0;
            foreach (var (article, model) in held)
            {
                var positions = Decided(article, model with { Threshold = threshold });
                gold += article.Stands.Count;
                found += positions.Count;
                right += Matched(article.Stands, positions, strictly: true);
                lenient += Matched(article.Stands, positions, strictly: false);
            }

            Console.WriteLine(FormattableString.Invariant(
                $"threshold {threshold:F2} found {found} precision {(double)right / found:F4} recall {(double)right / gold:F4} f1 {2.0 * right / (gold + found):F4} lenient {2.0 * lenient / (gold + found):F4}"));
        }
    }

    private static readonly float[] Thresholds = [0.1f, 0.15f, 0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.5f];

    /// <summary>The positions that an article gets.</summary>
    public static IReadOnlyList<Position> Decided(GoldArticle article, PositionModel model) =>
        new StanceAnalyzer(AttributionModel.Default, model, article.Encoder).Analyze(article.Document, article.Links).Positions;

    /// <summary>Whether a position is held by whom gold names.</summary>
    public static bool IsBy(Position position, GoldStand stand) => stand.IsUnnamed ? position.Holder.IsUnnamed
        : !position.Holder.IsUnnamed && position.Holder.Names.Prepend(position.Holder.Name).Any(stand.IsCalled);

    private static int Matched(IReadOnlyList<GoldStand> stands, IReadOnlyList<Position> positions, bool strictly)
    {
        var used = new HashSet<int>();
        foreach (var stand in stands)
        {
            for (var i = 0; i < positions.Count; i++)
            {
                var position = positions[i];
                if (!used.Contains(i) && IsBy(position, stand) && (!strictly || position.Stance == stand.Label)
                    && stand.Evidence.Concat(stand.AlsoIn).Any(evidence => evidence.Overlaps(position.Evidence)))
                {
                    used.Add(i);
                    break;
                }
            }
        }

        return used.Count;
    }
}
