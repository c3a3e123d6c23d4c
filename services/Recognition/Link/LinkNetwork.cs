using System.Numerics.Tensors;
using OnRecord.Language.Models;

namespace OnRecord.Entities;

/// <summary>
/// How much speaks for a candidate: a weighted sum of its <see cref="LinkFeature"/>s, and of one hidden layer over them that sees which of them come together. One
/// network of a <see cref="LinkModel"/>.
/// </summary>
internal sealed class LinkNetwork
{
    /// <summary>Units of the hidden layer.</summary>
    public const int Units = 16;

    /// <summary>Number of features.</summary>
    public static readonly int Features = Enum.GetValues<LinkFeature>().Length;

    /// <summary>The weight of each feature.</summary>
    public float[] Direct { get; init; } = new float[Features];

    /// <summary>The weights of each unit, one unit after the other.</summary>
    public float[] Inner { get; init; } = new float[Units * Features];

    /// <summary>The weight of each unit.</summary>
    public float[] Outer { get; init; } = new float[Units];

    /// <summary>Log odds against no link, where the candidate is alone.</summary>
    /// <param name="features">Its features.</param>
    /// <param name="units">Takes what each unit answers; as long as there are units.</param>
    public float Score(ReadOnlySpan<float> features, Span<float> units)
    {
        for (var unit = 0; unit < Units; unit++)
        {
            units[unit] = MathF.Tanh(TensorPrimitives.Dot(features, Inner.AsSpan(unit * Features, Features)));
        }

        return TensorPrimitives.Dot(features, Direct) + TensorPrimitives.Dot<float>(units, Outer);
    }

    public void AddTo(ModelFile file, string name)
    {
        file.AddFloats($"{name}.direct", Direct);
        file.AddFloats($"{name}.inner", Inner);
        file.AddFloats($"{name}.outer", Outer);
    }

    public static LinkNetwork Of(ModelFile file, string name) => new()
    {
        Direct = file.Floats($"{name}.direct"),
        Inner = file.Floats($"{name}.inner"),
        Outer = file.Floats($"{name}.outer"),
    };
}
