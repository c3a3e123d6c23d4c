using System.IO.Compression;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace OnRecord.Ingest;

/// <summary>A linear softmax model over hashed n-grams: one row of 8-bit weights per bucket. Immutable.</summary>
public sealed class LanguageModel
{
    private const string Resource = "language-id.model";
    private readonly sbyte[] _weights;
    private readonly float[] _bias;
    private readonly float _scale;

    /// <param name="languages">ISO 639-1 codes, one per class.</param>
    /// <param name="weights">Bucket-major: <see cref="NgramFeatures.Buckets"/> rows of one weight per language.</param>
    /// <param name="bias">One per language.</param>
    /// <param name="scale">What one unit of weight is worth.</param>
    public LanguageModel(IReadOnlyList<string> languages, sbyte[] weights, float[] bias, float scale)
    {
        Languages = languages;
        (_weights, _bias, _scale) = (weights, bias, scale);
    }

    /// <summary>ISO 639-1 codes, one per class.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The model that ships with the service.</summary>
    public static LanguageModel LoadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        return Load(stream);
    }

    /// <summary>Probabilities of the languages for features from <see cref="NgramFeatures.Collect"/>, at least one.</summary>
    public void Predict(ReadOnlySpan<int> features, Span<float> probabilities)
    {
        Span<int> sums = stackalloc int[Languages.Count];
        foreach (var feature in features)
        {
            var row = _weights.AsSpan(feature * Languages.Count, Languages.Count);
            for (var i = 0; i < row.Length; i++)
            {
                sums[i] += row[i];
            }
        }

        // Counts are divided by their root: more text makes the answer surer, but not without bound.
        var factor = _scale / MathF.Sqrt(features.Length);
        for (var i = 0; i < sums.Length; i++)
        {
            probabilities[i] = (sums[i] * factor) + _bias[i];
        }

        // The library's SoftMax does not shift its input: e^89 is already beyond a float.
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<float>(probabilities), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }

    /// <summary>Writes the model, Brotli-compressed.</summary>
    public void Save(Stream stream)
    {
        using var brotli = new BrotliStream(stream, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(brotli, Encoding.UTF8);
        writer.Write(string.Join(' ', Languages));
        writer.Write(_scale);
        foreach (var value in _bias)
        {
            writer.Write(value);
        }

        writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan()));
    }

    private static LanguageModel Load(Stream stream)
    {
        using var brotli = new BrotliStream(stream, CompressionMode.Decompress);
        using var reader = new BinaryReader(brotli, Encoding.UTF8);
        var languages = reader.ReadString().Split(' ');
        var scale = reader.ReadSingle();
        var bias = new float[languages.Length];
        for (var i = 0; i < bias.Length; i++)
        {
            bias[i] = reader.ReadSingle();
        }

        var weights = new sbyte[NgramFeatures.Buckets * languages.Length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new LanguageModel(languages, weights, bias, scale);
    }
}
