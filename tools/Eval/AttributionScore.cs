using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>
/// Figures of attribution, summed over articles. A predicted attribution is found when its cue overlaps a gold cue; each is paired
/// at most once, the largest overlap first.
/// <list type="bullet">
/// <item>exact: of a pair, all character spans of the part are equal (Pareti 2015). A part without spans is neither right nor wrong.</item>
/// <item>overlap: the pair found; precision is the share of the predicted part's tokens that are gold, recall the reverse, averaged
/// over predicted and gold attributions.</item>
/// <item>token: each token counts once per role, whatever attribution it belongs to.</item>
/// <item>spans: the sets of distinct spans compared, as systems that label tokens are scored.</item>
/// </list>
/// </summary>
internal sealed class AttributionScore
{
    private static readonly string[] Roles = ["source", "cue", "content"];
    private readonly Counts[] _exact = [new(), new(), new()];
    private readonly Counts[] _overlap = [new(), new(), new()];
    private readonly Counts[] _token = [new(), new(), new()];
    private readonly Counts[] _spans = [new(), new(), new()];

    /// <summary>Adds an article and returns the pairs (index of the prediction, index of the gold attribution).</summary>
    public List<(int Predicted, int Gold)> Add(
        Document document, IReadOnlyList<Attribution> predicted, IReadOnlyList<GoldAttribution> gold)
    {
        var pairs = Pair(predicted, gold);
        for (var role = 0; role < Roles.Length; role++)
        {
            var predictedParts = predicted.Select(a => Part(a, role)).ToList();
            var goldParts = gold.Select(a => Part(a, role)).ToList();
            AddExact(_exact[role], pairs, predictedParts, goldParts);
            AddOverlap(_overlap[role], document, pairs, predictedParts, goldParts);
            AddTokens(_token[role], document, predictedParts, goldParts);
            var predictedSpans = predictedParts.SelectMany(p => p).ToHashSet();
            var goldSpans = goldParts.SelectMany(p => p).ToHashSet();
            _spans[role].Add(predictedSpans.Count(goldSpans.Contains), predictedSpans.Count, goldSpans.Count);
        }

        return pairs;
    }

    /// <summary>Names and values, in a fixed order.</summary>
    public IEnumerable<(string Name, double Value)> Figures()
    {
        foreach (var (kind, all) in new[] { ("exact", _exact), ("token", _token), ("overlap", _overlap), ("spans", _spans) })
        {
            for (var role = 0; role < Roles.Length; role++)
            {
                var name = $"attribution.{kind}.{Roles[role]}";
                yield return ($"{name}.precision", all[role].Precision);
                yield return ($"{name}.recall", all[role].Recall);
                yield return ($"{name}.f1", all[role].F1);
            }
        }
    }

    private static IReadOnlyList<TextRange> Part(Attribution a, int role) =>
        role == 0 ? a.Source : role == 1 ? a.Cue : a.Content;

    private static IReadOnlyList<TextRange> Part(GoldAttribution a, int role) =>
        role == 0 ? a.Source : role == 1 ? a.Cue : a.Content;

    private static List<(int Predicted, int Gold)> Pair(
        IReadOnlyList<Attribution> predicted, IReadOnlyList<GoldAttribution> gold)
    {
        var candidates = new List<(int Overlap, int Predicted, int Gold)>();
        for (var p = 0; p < predicted.Count; p++)
        {
            for (var g = 0; g < gold.Count; g++)
            {
                var shared = predicted[p].Cue.Sum(a => gold[g].Cue.Sum(b => Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start))));
                if (shared > 0)
                {
                    candidates.Add((shared, p, g));
                }
            }
        }

        var pairs = new List<(int, int)>();
        var (usedPredicted, usedGold) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (_, p, g) in candidates.OrderByDescending(c => c.Overlap).ThenBy(c => c.Predicted).ThenBy(c => c.Gold))
        {
            if (!usedPredicted.Contains(p) && !usedGold.Contains(g))
            {
                usedPredicted.Add(p);
                usedGold.Add(g);
                pairs.Add((p, g));
            }
        }

        return pairs;
    }

    private static void AddExact(
        Counts counts, List<(int Predicted, int Gold)> pairs, List<IReadOnlyList<TextRange>> predicted, List<IReadOnlyList<TextRange>> gold) =>
        counts.Add(
            pairs.Count(pair => gold[pair.Gold].Count > 0 && predicted[pair.Predicted].SequenceEqual(gold[pair.Gold])),
            predicted.Count(part => part.Count > 0),
            gold.Count(part => part.Count > 0));

    private static void AddOverlap(
        Counts counts, Document document, List<(int Predicted, int Gold)> pairs, List<IReadOnlyList<TextRange>> predicted, List<IReadOnlyList<TextRange>> gold)
    {
        double precision = 0;
        double recall = 0;
        foreach (var (p, g) in pairs)
        {
            var (predictedTokens, goldTokens) = (TokensOf(document, predicted[p]), TokensOf(document, gold[g]));
            var shared = predictedTokens.Count(goldTokens.Contains);
            precision += predictedTokens.Count == 0 ? 0 : (double)shared / predictedTokens.Count;
            recall += goldTokens.Count == 0 ? 0 : (double)shared / goldTokens.Count;
        }

        counts.AddSoft(precision, recall, predicted.Count(part => part.Count > 0), gold.Count(part => part.Count > 0));
    }

    private static void AddTokens(
        Counts counts, Document document, List<IReadOnlyList<TextRange>> predicted, List<IReadOnlyList<TextRange>> gold)
    {
        var predictedTokens = TokensOf(document, predicted.SelectMany(p => p));
        var goldTokens = TokensOf(document, gold.SelectMany(p => p));
        counts.Add(predictedTokens.Count(goldTokens.Contains), predictedTokens.Count, goldTokens.Count);
    }

    private static HashSet<int> TokensOf(Document document, IEnumerable<TextRange> ranges)
    {
        var found = new HashSet<int>();
        foreach (var range in ranges)
        {
            // Binary search for the first token that reaches into the range.
            var (low, high) = (0, document.Tokens.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = document.Tokens[middle].End > range.Start ? (low, middle) : (middle + 1, high);
            }

            for (var i = low; i < document.Tokens.Length && document.Tokens[i].Start < range.End; i++)
            {
                found.Add(i);
            }
        }

        return found;
    }

    /// <summary>What precision, recall and F1 are made of.</summary>
    private sealed class Counts
    {
        private double _rightOfPredicted;
        private double _rightOfGold;
        private double _predicted;
        private double _gold;

        public double Precision => _predicted == 0 ? 0 : _rightOfPredicted / _predicted;

        public double Recall => _gold == 0 ? 0 : _rightOfGold / _gold;

        public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

        public void Add(int right, int predicted, int gold) => AddSoft(right, right, predicted, gold);

        public void AddSoft(double rightOfPredicted, double rightOfGold, int predicted, int gold)
        {
            _rightOfPredicted += rightOfPredicted;
            _rightOfGold += rightOfGold;
            _predicted += predicted;
            _gold += gold;
        }
    }
}
