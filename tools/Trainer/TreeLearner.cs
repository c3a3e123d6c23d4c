using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using OnRecord.Stances;

namespace OnRecord.Trainer;

/// <summary>A training example of two classes.</summary>
internal sealed record TreeRow(float[] Features, bool Label, float Weight = 1);

/// <summary>Boosts trees for two classes with LightGBM (Ke et al. 2017), on one thread and seeded: the same rows give the same trees.</summary>
internal static class TreeLearner
{
    private const int DefaultSeed = 20261129;

    /// <summary>Trains trees whose sum is the log odds of a row's label.</summary>
    /// <param name="rows">The examples; all have as many features.</param>
    /// <param name="iterations">Number of trees.</param>
    /// <param name="leaves">Leaves of a tree, at most.</param>
    /// <param name="leastPerLeaf">Examples in a leaf, at least.</param>
    /// <param name="rate">Share of each tree that counts.</param>
    /// <param name="features">Share of the features that each tree may use.</param>
    /// <param name="l2">Weight of the squared leaves in the loss.</param>
    /// <param name="seed">Of the drawing of rows and features.</param>
    public static BoostedTrees Fit(
        IReadOnlyList<TreeRow> rows, int iterations, int leaves, int leastPerLeaf, double rate, double features = 0.5, double l2 = 5, int seed = DefaultSeed)
    {
        var context = new MLContext(seed);
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
            Seed = seed,
            ExampleWeightColumnName = nameof(Example.Weight),
            Booster = new GradientBooster.Options { FeatureFraction = features, SubsampleFraction = 0.7, SubsampleFrequency = 1, L2Regularization = l2 },
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
