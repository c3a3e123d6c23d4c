using System.Numerics.Tensors;

namespace OnRecord.Trainer.Names;

/// <summary>Adam (Kingma and Ba 2015) for one array of weights.</summary>
internal sealed class Adam(float[] weights)
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] _first = new float[weights.Length];
    private readonly float[] _second = new float[weights.Length];
    private readonly float[] _step = new float[weights.Length];
    private int _steps;

    /// <summary>The slope of the loss; cleared by each step.</summary>
    public float[] Gradient { get; } = new float[weights.Length];

    /// <summary>Takes a step.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <param name="scale">Factor of the gradient, for clipping.</param>
    public void Step(float rate, float scale)
    {
        _steps++;
        TensorPrimitives.Multiply(Gradient, scale, Gradient);
        TensorPrimitives.Multiply(_first, FirstDecay, _first);
        TensorPrimitives.MultiplyAdd(Gradient, 1 - FirstDecay, _first, _first);
        TensorPrimitives.Multiply(_second, SecondDecay, _second);
        TensorPrimitives.Multiply(Gradient, Gradient, Gradient);
        TensorPrimitives.MultiplyAdd(Gradient, 1 - SecondDecay, _second, _second);
        TensorPrimitives.Multiply(_second, 1 / (1 - MathF.Pow(SecondDecay, _steps)), _step);
        TensorPrimitives.Sqrt(_step, _step);
        TensorPrimitives.Add(_step, Epsilon, _step);
        TensorPrimitives.Divide(_first, _step, _step);
        TensorPrimitives.MultiplyAdd(_step, -rate / (1 - MathF.Pow(FirstDecay, _steps)), weights, weights);
        Array.Clear(Gradient);
    }
}
