using OnRecord.Stances;

namespace OnRecord.Trainer.Boards;

/// <summary>Trains <see cref="TreeModel.Pairs"/> on all pairs of positions of a story, gold ones and found ones.</summary>
internal static class PairTrainer
{
    private const string Version = "pairs-1";
    /// <summary>Parts of the stories that are held out in turns.</summary>
    public const int Folds = 6;
    private const int Seed = 20261130;

    /// <summary>Small stories made of each.</summary>
    private const int SmallParts = 12;

    /// <summary>Trains on all stories.</summary>
    public static TreeModel Train(IReadOnlyList<LabelledStory> stories) => new(Version, Fit(stories));

    /// <summary>The thresholds to choose from.</summary>
    public static readonly IReadOnlyList<float> Thresholds = [.. Enumerable.Range(3, 7).Select(step => step * 0.05f)];

    /// <summary>For each story a model that has not seen it, nor another of its event.</summary>
    /// <param name="stories">All stories.</param>
    /// <param name="foldOf">The part that each belongs to.</param>
    public static TreeModel[] CrossValidated(IReadOnlyList<LabelledStory> stories, IReadOnlyList<int> foldOf)
    {
        var parts = Enumerable.Range(0, Folds).Select(fold => Train([.. stories.Where((_, i) => foldOf[i] != fold)])).ToArray();
        TreeModel[] models = [.. foldOf.Select(fold => parts[fold])];
        PrintAuc(stories, models);
        foreach (var threshold in Thresholds)
        {
            var given = Grouping(stories.Select((story, i) => (story.Given, models[i])), threshold);
            var found = Grouping(stories.Select((story, i) => (story.Found, models[i])), threshold);
            Console.WriteLine($"join from {threshold:F2}: given {given.Precision:F4} {given.Recall:F4} {given.F1:F4}, found {found.Precision:F4} {found.Recall:F4} {found.F1:F4}");
        }

        return models;
    }

    /// <summary>BCubed of a grouping of some stories (Bagga and Baldwin 1998), over the positions that have a gold claim.</summary>
    public static (double Precision, double Recall, double F1) Grouping(IEnumerable<(LabelledPositions Story, TreeModel Model)> stories, float threshold)
    {
        var (precision, recall, count) = (0.0, 0.0, 0);
        foreach (var (story, model) in stories)
        {
            var groups = ClaimGrouper.Cluster(story.Positions, model, threshold);
            var pairs = groups.Zip(story.Claims).Where(pair => pair.Second is not null).ToList();
            foreach (var (group, claim) in pairs)
            {
                var both = (double)pairs.Count(other => other.First == group && other.Second == claim);
                precision += both / pairs.Count(other => other.First == group);
                recall += both / pairs.Count(other => other.Second == claim);
            }

            count += pairs.Count;
        }

        (precision, recall) = (precision / count, recall / count);
        return (precision, recall, 2 * precision * recall / (precision + recall));
    }

    /// <summary>All pairs of a story: story, part, two indexes, the gold claims or "-", the numbers.</summary>
    public static IEnumerable<string> Lines(LabelledStory story) => Lines(story.Gold.Story, "given", story.Given).Concat(Lines(story.Gold.Story, "found", story.Found));

    private static IEnumerable<string> Lines(string name, string part, LabelledPositions story)
    {
        var features = new PairFeatures(story.Positions);
        var row = new float[PairFeatures.Count];
        for (var i = 0; i < story.Positions.Count; i++)
        {
            for (var j = i + 1; j < story.Positions.Count; j++)
            {
                features.Fill(i, j, row);
                yield return string.Join('\t', [
                    name, part, $"{i}", $"{j}", story.Claims[i] ?? "-", story.Claims[j] ?? "-",
                    .. row.Select(value => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture))]);
            }
        }
    }

    private static BoostedTrees Fit(IReadOnlyList<LabelledStory> stories) => TreeLearner.Fit(
        [.. stories.SelectMany(story => Small(story.Given).Prepend(story.Given).Concat(Small(story.Found).Prepend(story.Found))).SelectMany(Rows)], iterations: 120, leaves: 12, leastPerLeaf: 40, rate: 0.06);

    /// <summary>
    /// Small stories made of a few of its positions: what the middle of a story is, and how often its words stand in it, means less in a story
    /// of two articles, and the gold has none so small.
    /// </summary>
    private static IEnumerable<LabelledPositions> Small(LabelledPositions story)
    {
        var random = new Random(Seed);
        for (var part = 0; part < SmallParts; part++)
        {
            var size = random.Next(2, 12);
            int[] kept = [.. Enumerable.Range(0, story.Positions.Count).OrderBy(_ => random.Next()).Take(size).Order()];
            yield return new LabelledPositions([.. kept.Select(i => story.Positions[i])], [.. kept.Select(i => story.Claims[i])]);
        }
    }

    private static IEnumerable<TreeRow> Rows(LabelledPositions story)
    {
        var features = new PairFeatures(story.Positions);
        // Pairs grow with the square of a story; a story counts by its positions.
        var weight = 20f / story.Positions.Count;
        for (var i = 0; i < story.Positions.Count; i++)
        {
            for (var j = i + 1; j < story.Positions.Count; j++)
            {
                if (story.Claims[i] is { } claim && story.Claims[j] is { } other && !features.IsEmpty(i) && !features.IsEmpty(j))
                {
                    var row = new float[PairFeatures.Count];
                    features.Fill(i, j, row);
                    yield return new TreeRow(row, claim == other, weight);
                }
            }
        }
    }

    /// <summary>How well the probabilities of held-out pairs, and single numbers of theirs, order them.</summary>
    private static void PrintAuc(IReadOnlyList<LabelledStory> stories, TreeModel[] models)
    {
        foreach (var (name, part) in new (string, Func<LabelledStory, LabelledPositions>)[] { ("given", story => story.Given), ("found", story => story.Found) })
        {
            var rows = new List<(float[] Features, bool Label, float Probability)>();
            for (var s = 0; s < stories.Count; s++)
            {
                var model = models[s];
                rows.AddRange(Rows(part(stories[s])).Select(row => (row.Features, row.Label, model.Probability(row.Features))));
            }

            Console.WriteLine($"{name}: {rows.Count} pairs, {rows.Count(row => row.Label)} the same, AUC {Auc(rows.Select(row => (row.Probability, row.Label))):F4}");
            Console.WriteLine("  " + string.Join(' ', Enumerable.Range(0, PairFeatures.Count).Select(f => $"{f}:{Auc(rows.Select(row => (row.Features[f], row.Label))):F2}")));
        }
    }

    private static double Auc(IEnumerable<(float Score, bool Label)> rows)
    {
        var (wins, below, positives) = (0.0, 0, 0);
        foreach (var ties in rows.GroupBy(row => row.Score).OrderBy(ties => ties.Key))
        {
            var (same, other) = (ties.Count(row => row.Label), ties.Count(row => !row.Label));
            wins += same * (below + (0.5 * other));
            (below, positives) = (below + other, positives + same);
        }

        return wins / ((double)positives * below);
    }
}
