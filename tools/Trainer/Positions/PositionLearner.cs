using OnRecord.Stances;
using OnRecord.Trainer.Boards;

namespace OnRecord.Trainer.Positions;

/// <summary>Fits the ensembles of a <see cref="PositionModel"/> with <see cref="TreeLearner"/>.</summary>
internal static class PositionLearner
{
    private const int InnerFolds = 3;

    /// <summary>From which probability a candidate is a position: near the best F1 of the cross-validation, on the side of precision.</summary>
    public const float Threshold = 0.5f;

    /// <summary>Shape of an ensemble.</summary>
    private sealed record Shape(int Trees, int Leaves, int LeastInLeaf, double Rate);

    private static readonly Shape HolderShape = new(120, 12, 15, 0.06);
    private static readonly Shape DescriptionShape = new(80, 8, 10, 0.06);
    private static readonly Shape KeepShape = new(160, 10, 12, 0.06);
    private static readonly Shape LabelShape = new(100, 6, 8, 0.06);

    /// <summary>Trains all ensembles.</summary>
    /// <param name="version">Of the model.</param>
    /// <param name="articles">Their stories are the folds by which training candidates get the holder scores of a model that has not seen them.</param>
    public static PositionModel Fit(string version, IReadOnlyList<GoldArticle> articles)
    {
        var scores = new Dictionary<GoldCandidate, float[]>(ReferenceEqualityComparer.Instance);
        foreach (var (train, held) in Folds(articles, InnerFolds))
        {
            var inner = Holders(train);
            foreach (var candidate in held.SelectMany(article => article.Candidates))
            {
                scores[candidate] = candidate.HolderScores(inner);
            }
        }

        var (words, meaning) = (new Examples(), new Examples());
        foreach (var article in articles)
        {
            var likeliest = article.Likeliest(candidate => scores[candidate]);
            foreach (var candidate in article.Candidates.Where(candidate => candidate.HolderRows.Length > 0))
            {
                int[] order = [.. Enumerable.Range(0, candidate.HolderRows.Length).OrderByDescending(i => scores[candidate][i])];
                var isRight = candidate.Right.Contains(order[0]);
                var row = article.Rows.Position(candidate.Index, likeliest, [.. order.Select(i => scores[candidate][i])]);
                words.Add(candidate, isRight, row);
                if (candidate.Meaning is { } read)
                {
                    meaning.Add(candidate, isRight, CandidateRows.WithMeaning(row, read));
                }
            }
        }

        var byWords = words.Fit();
        return new PositionModel(
            version, Holders(articles), Boost([.. articles.SelectMany(article => article.Descriptions())], DescriptionShape), byWords, meaning.IsEmpty ? byWords : meaning.Fit(), Threshold);
    }

    /// <summary>Parts of the articles by story: the rest, and those held out.</summary>
    public static IEnumerable<(IReadOnlyList<GoldArticle> Train, IReadOnlyList<GoldArticle> Held)> Folds(IReadOnlyList<GoldArticle> articles, int count)
    {
        var folds = StoryFolds.Of(articles.Select(article => article.Story).Distinct().Order(StringComparer.Ordinal), count);
        for (var fold = 0; fold < count; fold++)
        {
            yield return ([.. articles.Where(article => folds[article.Story] != fold)], [.. articles.Where(article => folds[article.Story] == fold)]);
        }
    }

    /// <summary>Who holds a candidate.</summary>
    public static BoostedTrees Holders(IReadOnlyList<GoldArticle> articles) => Boost(
        [.. articles.SelectMany(article => article.Candidates)
            .Where(candidate => candidate.Right.Count > 0 && (candidate.Is is not null || candidate.IsDouble))
            .SelectMany(candidate => candidate.HolderRows.Select((row, i) => new TreeRow(row, candidate.Right.Contains(i))))],
        HolderShape);

    private static BoostedTrees Boost(List<TreeRow> rows, Shape shape) =>
        TreeLearner.Fit(rows, shape.Trees, shape.Leaves, shape.LeastInLeaf, shape.Rate, l2: 3);

    /// <summary>What trees learn from: is it a position, and with which label?</summary>
    private sealed class Examples
    {
        private readonly List<TreeRow> _keep = [];
        private readonly List<TreeRow>[] _labels = [.. Enumerable.Range(0, PositionModel.LabelCount).Select(_ => new List<TreeRow>())];

        public bool IsEmpty => _keep.Count == 0;

        public void Add(GoldCandidate candidate, bool isRight, float[] row)
        {
            if (!candidate.IsDouble && (candidate.Is is null || isRight))
            {
                _keep.Add(new TreeRow(row, candidate.Is is not null));
            }

            for (var label = 0; candidate.Is is not null && label < _labels.Length; label++)
            {
                _labels[label].Add(new TreeRow(row, (int)candidate.Is.Label == label + 1));
            }
        }

        public PositionTrees Fit() => new(Boost(_keep, KeepShape), [.. _labels.Select(rows => Boost(rows, LabelShape))]);
    }
}
