using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnRecord.Language.Models;

namespace OnRecord.Language.Meaning;

/// <summary>Brings each row to mean 0 and variance 1, then scales and shifts it (Ba, Kiros and Hinton 2016).</summary>
internal sealed class LayerNorm(float[] scale, float[] shift)
{
    private const float Epsilon = 1e-12f;

    public static LayerNorm Load(ModelFile file, string name) => new(file.Floats($"{name}.scale"), file.Floats($"{name}.shift"));

    /// <summary>Replaces the rows, each as long as the scale.</summary>
    public void Run(Span<float> rows)
    {
        var factors = MemoryMarshal.Cast<float, Vector512<float>>(scale);
        var shifts = MemoryMarshal.Cast<float, Vector512<float>>(shift);
        var all = MemoryMarshal.Cast<float, Vector512<float>>(rows);
        for (; all.Length > 0; all = all[factors.Length..])
        {
            var row = all[..factors.Length];
            var sum = Vector512<float>.Zero;
            foreach (var part in row)
            {
                sum += part;
            }

            var mean = Vector512.Create(Lanes.Sum(sum) / scale.Length);
            var squares = Vector512<float>.Zero;
            foreach (var part in row)
            {
                squares = Vector512.FusedMultiplyAdd(part - mean, part - mean, squares);
            }

            var factor = Vector512.Create(1 / MathF.Sqrt((Lanes.Sum(squares) / scale.Length) + Epsilon));
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = Vector512.FusedMultiplyAdd((row[i] - mean) * factor, factors[i], shifts[i]);
            }
        }
    }
}
