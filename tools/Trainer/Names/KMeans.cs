using System.Numerics.Tensors;

namespace OnRecord.Trainer.Names;

/// <summary>Spherical k-means (Dhillon and Modha 2001): groups unit vectors by the cosine to the mean of their group.</summary>
internal static class KMeans
{
    /// <summary>Finds centroids.</summary>
    /// <param name="vectors">Rows of unit length.</param>
    /// <param name="dimensions">Length of a row.</param>
    /// <param name="groups">Number of centroids; at most the number of rows.</param>
    /// <param name="rounds">Number of rounds.</param>
    /// <param name="seed">Decides the first centroids.</param>
    /// <returns>Centroids of unit length.</returns>
    public static float[] Fit(ReadOnlyMemory<float> vectors, int dimensions, int groups, int rounds, int seed)
    {
        var rows = vectors.Length / dimensions;
        var order = Enumerable.Range(0, rows).ToArray();
        new Random(seed).Shuffle(order);
        var centroids = new float[groups * dimensions];
        for (var group = 0; group < groups; group++)
        {
            vectors.Span.Slice(order[group] * dimensions, dimensions).CopyTo(centroids.AsSpan(group * dimensions));
        }

        for (var round = 0; round < rounds; round++)
        {
            var nearest = Assign(vectors, dimensions, centroids);
            centroids.AsSpan().Clear();
            for (var row = 0; row < rows; row++)
            {
                var sum = centroids.AsSpan(nearest[row] * dimensions, dimensions);
                TensorPrimitives.Add(sum, vectors.Span.Slice(row * dimensions, dimensions), sum);
            }

            for (var group = 0; group < groups; group++)
            {
                Normalize(centroids.AsSpan(group * dimensions, dimensions));
            }
        }

        return centroids;
    }

    /// <summary>The nearest centroid of each row.</summary>
    public static ushort[] Assign(ReadOnlyMemory<float> vectors, int dimensions, float[] centroids)
    {
        var nearest = new ushort[vectors.Length / dimensions];
        Parallel.For(0, nearest.Length, row =>
        {
            var vector = vectors.Span.Slice(row * dimensions, dimensions);
            var best = float.MinValue;
            for (var group = 0; group < centroids.Length / dimensions; group++)
            {
                var cosine = TensorPrimitives.Dot(vector, centroids.AsSpan(group * dimensions, dimensions));
                if (cosine > best)
                {
                    (best, nearest[row]) = (cosine, (ushort)group);
                }
            }
        });
        return nearest;
    }

    /// <summary>Scales a vector to length 1; leaves a zero vector alone.</summary>
    public static void Normalize(Span<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }
    }
}
