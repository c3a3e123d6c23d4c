using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using OnRecord.Stances;

namespace OnRecord.Trainer;

/// <summary>A training example of two classes.</summary>
internal sealed record TreeRow(float[] Features, bool Label, float Weight);

/// <summary>Boosts trees for two classes with LightGBM (Ke et al. 2017), on one thread and seeded: the same rows give the same trees.</summary>
internal static class TreeLearner
{
    private const int Seed = 20261129;

    /// <summary>Trains trees whose sum is the log odds of a row's label.</summary>
    public static BoostedTrees Fit(IReadOnlyList<TreeRow> rows, int iterations, int leaves, int leastPerLeaf, double rate)
    {
        var context = new MLContext(Seed);
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        var examples = rows.Select(row => new Example { Features = row.Features, Label = row.Label, Weight = row.Weight });
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = iterations,
            NumberOfLeaves = leaves,
            MinimumExampleCountPerLeaf = leastPerLeaf,
            LearningRate = rate,
            Sigmoid = 1,
            NumberOfThreads = 1,
            Deterministic = true,
            Seed = Seed,
            ExampleWeightColumnName = nameof(Example.Weight),
            Booster = new GradientBooster.Options { FeatureFraction = 0.5, SubsampleFraction = 0.7, SubsampleFrequency = 1, L2Regularization = 5 },
        });
        var ensemble = trainer.Fit(context.Data.LoadFromEnumerable(examples, schema)).Model.SubModel.TrainedTreeEnsemble;
        return BoostedTrees.Of([.. ensemble.Trees.Select(tree => new BoostedTrees.Tree(
            [.. tree.NumericalSplitFeatureIndexes],
            [.. tree.NumericalSplitThresholds],
            [.. tree.LeftChild],
            [.. tree.RightChild],
            [.. tree.LeafValues.Select(value => (float)value)]))]);
    }

    private sealed class Example
    {
        public float[] Features { get; init; } = [];

        public bool Label { get; init; }

        public float Weight { get; init; }
    }
}
