using OnRecord.Language.Models;

namespace OnRecord.Language.Coreference;

/// <summary>
/// Scores an antecedent of an anaphor: sparse features and the word vectors of both heads enter one hidden layer (a ranker of mentions as
/// in Durrett and Klein 2013, with a hidden layer as in Wiseman et al. 2015).
/// </summary>
internal sealed class ReferenceModel
{
    public const string FileName = "coreference.model";
    public const int Hidden = 48;
    public const float Slope = 0.1f;

    /// <summary>Word vectors of: the candidate's head, the anaphor's head, the verb or noun that the anaphor hangs from.</summary>
    public const int VectorSlots = 3;

    private readonly float[] _rows;
    private readonly float[] _vectors;
    private readonly float[] _output;
    private readonly int _columns;

    public ReferenceModel(float[] rows, float[] vectors, float[] output, float[] thresholds)
    {
        (_rows, _vectors, _output, Thresholds) = (rows, vectors, output, thresholds);
        _columns = vectors.Length / VectorSlots / Hidden;
    }

    /// <summary>The least share of the probability that a chain needs, for each <see cref="AnaphorKind"/>.</summary>
    public float[] Thresholds { get; }

    public static ReferenceModel Load(ModelFile file) =>
        new(file.Floats("rows"), file.Floats("vectors"), file.Floats("output"), file.Floats("thresholds"));

    public ModelFile ToFile()
    {
        var file = new ModelFile();
        file.AddFloats("rows", _rows);
        file.AddFloats("vectors", _vectors);
        file.AddFloats("output", _output);
        file.AddFloats("thresholds", Thresholds);
        return file;
    }

    /// <summary>Adds sparse features to a hidden layer.</summary>
    public void AddFeatures(ReadOnlySpan<int> features, Span<float> hidden)
    {
        foreach (var feature in features)
        {
            Simd.AddScaled(_rows.AsSpan(feature * Hidden, Hidden), 1, hidden);
        }
    }

    /// <summary>Adds a word vector to a hidden layer.</summary>
    public void AddVector(int slot, ReadOnlySpan<float> vector, Span<float> hidden)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            Simd.AddScaled(_vectors.AsSpan(((slot * _columns) + i) * Hidden, Hidden), vector[i], hidden);
        }
    }

    /// <summary>The score of a finished hidden layer, which is overwritten.</summary>
    public float Score(Span<float> hidden)
    {
        Simd.LeakyRelu(hidden, Slope);
        var sum = 0f;
        for (var i = 0; i < Hidden; i++)
        {
            sum += hidden[i] * _output[i];
        }

        return sum;
    }
}
