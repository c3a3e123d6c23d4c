using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>A multinomial logistic regression over <see cref="PortrayalFeatures"/>. Trained by "trainer portrayal"; see languages/en/models/portrayal.md.</summary>
internal sealed class PortrayalModel
{
    /// <summary>Negative, neutral, positive.</summary>
    public const int Labels = 3;

    private const uint Magic = 0x314D5250;   // "PRM1"
    private const int Width = PortrayalFeatures.Hashed + PortrayalFeatures.Dense;

    /// <summary>File name in the language.</summary>
    public const string FileName = "portrayal.model";

    private static readonly Lazy<PortrayalModel> Shared = new(() => Read(ModelFile.OpenEmbedded(FileName).Stream()));

    private readonly sbyte[][] _weights;
    private readonly float[][] _numberWeights;
    private readonly float[] _scales;
    private readonly float[] _biases;

    private PortrayalModel(string version, WordPolarity polarity, sbyte[][] weights, float[] scales, float[] biases)
    {
        (Version, Polarity, _weights, _scales, _biases) = (version, polarity, weights, scales, biases);
        _numberWeights = [.. weights.Select((row, label) =>
            row.AsSpan(PortrayalFeatures.Hashed).ToArray().Select(weight => weight * scales[(label * 2) + 1]).ToArray())];
    }

    /// <summary>The model that ships with the service; loaded once per process.</summary>
    public static PortrayalModel Default => Shared.Value;

    /// <summary>Changes with each training.</summary>
    public string Version { get; }

    /// <summary>How good or bad words are.</summary>
    public WordPolarity Polarity { get; }

    /// <summary>Quantises trained weights: per label two scales, one for hashed slots and one for numbers.</summary>
    public static PortrayalModel Of(string version, WordPolarity polarity, float[][] weights, float[] biases)
    {
        var scales = new float[Labels * 2];
        var bytes = new sbyte[Labels][];
        for (var label = 0; label < Labels; label++)
        {
            scales[label * 2] = weights[label].AsSpan(0, PortrayalFeatures.Hashed).ToArray().Max(MathF.Abs) / 127;
            scales[(label * 2) + 1] = weights[label].AsSpan(PortrayalFeatures.Hashed).ToArray().Max(MathF.Abs) / 127;
            bytes[label] = [.. weights[label].Select((weight, i) =>
                (sbyte)MathF.Round(weight / MathF.Max(1e-12f, scales[(label * 2) + (i < PortrayalFeatures.Hashed ? 0 : 1)])))];
        }

        return new PortrayalModel(version, polarity, bytes, scales, biases);
    }

    /// <summary>The label and how sure it is, 0 to 1.</summary>
    public (PortrayalLabel Label, float Confidence) Decide(ReadOnlySpan<int> slots, ReadOnlySpan<float> numbers)
    {
        Span<float> scores = stackalloc float[Labels];
        for (var label = 0; label < Labels; label++)
        {
            var weights = _weights[label];
            var words = 0;
            foreach (var slot in slots)
            {
                words += weights[slot];
            }

            scores[label] = _biases[label] + (words * _scales[label * 2]) + TensorPrimitives.Dot(_numberWeights[label], numbers);
        }

        var best = 0;
        for (var label = 1; label < Labels; label++)
        {
            best = scores[label] > scores[best] ? label : best;
        }

        var sum = 0f;
        foreach (var score in scores)
        {
            sum += MathF.Exp(score - scores[best]);
        }

        return ((PortrayalLabel)(best + 1), 1 / sum);
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        Array.ForEach(Polarity.Plane, writer.Write);
        for (var label = 0; label < Labels; label++)
        {
            writer.Write(_scales[label * 2]);
            writer.Write(_scales[(label * 2) + 1]);
            writer.Write(_biases[label]);
            Array.ForEach(_weights[label], writer.Write);
        }
    }

    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static PortrayalModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a portrayal model.");
        }

        var version = reader.ReadString();
        var plane = new float[WordVectors.Dimensions + 1];
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] = reader.ReadSingle();
        }

        var (weights, scales, biases) = (new sbyte[Labels][], new float[Labels * 2], new float[Labels]);
        for (var label = 0; label < Labels; label++)
        {
            scales[label * 2] = reader.ReadSingle();
            scales[(label * 2) + 1] = reader.ReadSingle();
            biases[label] = reader.ReadSingle();
            var bytes = reader.ReadBytes(Width);
            weights[label] = bytes.Length == Width ? MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray() : throw new InvalidDataException("The portrayal model is cut short.");
        }

        return new PortrayalModel(version, new WordPolarity(plane), weights, scales, biases);
    }
}
