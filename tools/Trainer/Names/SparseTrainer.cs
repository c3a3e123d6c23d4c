using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Fits the weights of the sparse features, each with its own rate (AdaGrad, Duchi et al. 2011), with features left out at random so that
/// no rare word decides alone.
/// </summary>
internal sealed class SparseTrainer(Random random)
{
    private const float Rate = 0.12f;
    private const float Shrink = 2e-5f;
    private const float Dropout = 0.35f;

    private readonly float[] _squares = new float[NameTag.Names << NameFeatures.Bits];
    private int[] _kept = [];

    /// <summary>Sixteen weights a feature.</summary>
    public float[] Weights { get; } = new float[NameTag.Names << NameFeatures.Bits];

    /// <summary>Adds the weights of some of a token's features to its scores.</summary>
    /// <returns>The features that were not left out, for <see cref="Learn"/>.</returns>
    public ReadOnlySpan<int> AddScores(ReadOnlySpan<int> features, Span<float> scores)
    {
        if (_kept.Length < features.Length)
        {
            _kept = new int[features.Length * 2];
        }

        var rows = MemoryMarshal.Cast<float, Vector512<float>>(Weights.AsSpan());
        var sum = Vector512<float>.Zero;
        var count = 0;
        foreach (var feature in features)
        {
            if (random.NextSingle() >= Dropout)
            {
                _kept[count++] = feature;
                sum += rows[feature];
            }
        }

        ((sum * (1 / (1 - Dropout))) + Vector512.Create<float>(scores)).CopyTo(scores);
        return _kept.AsSpan(0, count);
    }

    /// <summary>Takes a step against the slopes of a token's scores.</summary>
    public void Learn(ReadOnlySpan<int> features, ReadOnlySpan<float> slopes, float rateFactor)
    {
        if (TensorPrimitives.SumOfSquares(slopes) < 1e-5f)
        {
            return;   // nothing to learn from a token that is certain and right
        }

        var rows = MemoryMarshal.Cast<float, Vector512<float>>(Weights.AsSpan());
        var squares = MemoryMarshal.Cast<float, Vector512<float>>(_squares.AsSpan());
        var slope = Vector512.Create(slopes);
        foreach (var feature in features)
        {
            ref var row = ref rows[feature];
            ref var square = ref squares[feature];
            var step = slope + (row * Shrink);
            square += step * step;
            row -= step * (Rate * rateFactor) / (Vector512.Sqrt(square) + Vector512.Create(1e-4f));
        }
    }
}
