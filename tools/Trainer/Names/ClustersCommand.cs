using System.CommandLine;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Groups the words of the vectors into 1,024 clusters, these into 256, these into 64 and these into 16.</summary>
internal static class ClustersCommand
{
    private const int Seed = 20261122;
    private const int Rounds = 12;

    // Rarer words have noisy vectors: they are put into clusters, but do not make them.
    private const int FittedWords = 60_000;

    private static readonly int[] Sizes = [1024, 256, 64, 16];

    /// <summary>The command "clusters".</summary>
    public static Command Create()
    {
        var command = new Command("clusters", "Build the word clusters from word vectors.") { TrainerOptions.Cache, TrainerOptions.Models };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Cache), result.GetRequiredValue(TrainerOptions.Models)));
        return command;
    }

    private static void Run(string cache, string models)
    {
        var vectors = WordVectors.Load(cache);
        for (var row = 0; row < vectors.Words.Length; row++)
        {
            KMeans.Normalize(vectors[row]);
        }

        var levels = new ushort[Sizes.Length][];
        ReadOnlyMemory<float> rows = vectors.Values;
        for (var level = 0; level < Sizes.Length; level++)
        {
            var fitted = rows[..(Math.Min(rows.Length / WordVectors.Dimensions, FittedWords) * WordVectors.Dimensions)];
            var centroids = KMeans.Fit(fitted, WordVectors.Dimensions, Sizes[level], Rounds, Seed);
            levels[level] = KMeans.Assign(rows, WordVectors.Dimensions, centroids);
            rows = centroids;
            Console.WriteLine($"clusters.{Sizes[level]} {levels[level].Distinct().Count()}");
        }

        ModelFiles.Write(Path.Combine(models, "clusters.model"), stream => WordClusters.Write(stream, vectors.Words, levels));
    }
}
