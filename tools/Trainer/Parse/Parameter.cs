using OnRecord.Language.Models;

namespace OnRecord.Trainer.Parse;

/// <summary>A trained matrix or vector with the moments of Adam (Kingma and Ba 2015).</summary>
internal sealed class Parameter
{
    private readonly float[] _mean;
    private readonly float[] _variance;

    /// <param name="name">Section of the model file.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns in use; padded to a multiple of 16 in memory.</param>
    /// <param name="spread">Half the width of the uniform distribution that fills it.</param>
    /// <param name="random">Source of the numbers.</param>
    public Parameter(string name, int rows, int columns, float spread, Random random)
    {
        Name = name;
        Rows = rows;
        Columns = columns;
        Stride = PackedMatrix.Pad(columns);
        Values = new float[rows * Stride];
        _mean = new float[Values.Length];
        _variance = new float[Values.Length];
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] = spread == 0 || i % Stride >= columns ? 0 : ((random.NextSingle() * 2) - 1) * spread;
        }
    }

    public string Name { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int Stride { get; }

    public float[] Values { get; }

    /// <summary>One step of Adam over some of the numbers.</summary>
    public void Step(ReadOnlySpan<float> gradient, int from, int count, float rate, float scale, int step)
    {
        const float MeanDecay = 0.9f;
        const float VarianceDecay = 0.98f;
        var meanFix = 1 / (1 - MathF.Pow(MeanDecay, step));
        var varianceFix = 1 / (1 - MathF.Pow(VarianceDecay, step));
        for (var i = 0; i < count; i++)
        {
            var g = gradient[i] * scale;
            var m = _mean[from + i] = (MeanDecay * _mean[from + i]) + ((1 - MeanDecay) * g);
            var v = _variance[from + i] = (VarianceDecay * _variance[from + i]) + ((1 - VarianceDecay) * g * g);
            Values[from + i] -= rate * m * meanFix / (MathF.Sqrt(v * varianceFix) + 1e-8f);
        }
    }
}
