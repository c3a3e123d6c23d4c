using System.Numerics.Tensors;

namespace OnRecord.Trainer.Names;

/// <summary>The mean of weights at several times of a training.</summary>
/// <param name="weights">The arrays of weights.</param>
internal sealed class WeightAverage(float[][] weights)
{
    private readonly float[][] _sums = Array.ConvertAll(weights, part => new float[part.Length]);
    private int _count;

    /// <summary>Counts the weights as they are now.</summary>
    public void Add()
    {
        _count++;
        for (var i = 0; i < weights.Length; i++)
        {
            TensorPrimitives.Add(_sums[i], weights[i], _sums[i]);
        }
    }

    /// <summary>Replaces the weights by their mean; leaves them alone when none was counted.</summary>
    public void Take()
    {
        for (var i = 0; i < weights.Length && _count > 0; i++)
        {
            TensorPrimitives.Multiply(_sums[i], 1f / _count, weights[i]);
        }
    }
}
