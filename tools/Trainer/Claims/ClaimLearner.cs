using OnRecord.Stances;

namespace OnRecord.Trainer.Claims;

/// <summary>Boosts one ensemble per answer with LightGBM (Ke et al. 2017), one answer against the rest.</summary>
internal static class ClaimLearner
{
    private const int Seed = 20261122;

    // Rare answers weigh more: the aim is the mean F1 over answers, not the share of right rows.
    private static readonly float[] ClassWeights = [1.5f, 3f, 1f, 1.5f];

    /// <summary>Trains the four ensembles.</summary>
    public static BoostedTrees[] Fit(IReadOnlyList<ClaimRow> rows) =>
        [.. Enumerable.Range(1, ClaimModel.Answers).Select(answer => Fit(rows, (ClaimAnswer)answer))];

    /// <summary>The answer with the largest share after the priors.</summary>
    public static ClaimAnswer Best(float[] shares, float[] priors)
    {
        var best = 0;
        for (var i = 1; i < shares.Length; i++)
        {
            best = shares[i] * priors[i] > shares[best] * priors[best] ? i : best;
        }

        return (ClaimAnswer)(best + 1);
    }

    /// <summary>Priors that give the best mean of weighted score and macro F1: coordinate search over a fixed grid.</summary>
    public static float[] Priors(IReadOnlyList<ClaimRow> rows, float[][] shares)
    {
        float[] priors = [1, 1, 1, 1];
        double Value()
        {
            var (weighted, macro, _) = Data.FncCorpus.Score([.. rows.Select((row, i) => (row.Stance, Best(shares[i], priors)))]);
            return weighted + macro;
        }

        var best = Value();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < priors.Length; i++)
            {
                var kept = priors[i];
                foreach (var factor in new[] { 0.4f, 0.55f, 0.7f, 0.85f, 1f, 1.2f, 1.5f, 1.9f, 2.5f })
                {
                    var before = priors[i];
                    priors[i] = factor;
                    var value = Value();
                    if (value > best)
                    {
                        (best, kept) = (value, factor);
                    }

                    priors[i] = before;
                }

                priors[i] = kept;
            }
        }

        return priors;
    }

    private static BoostedTrees Fit(IReadOnlyList<ClaimRow> rows, ClaimAnswer answer) => TreeLearner.Fit(
        [.. rows.Select(row => new TreeRow(row.Features, row.Stance == answer, ClassWeights[(int)row.Stance - 1]))],
        iterations: 160, leaves: 12, leastPerLeaf: 40, rate: 0.08, features: 0.3, seed: Seed);
}
