using OnRecord.Language;
using OnRecord.Language.Models;
using OnRecord.Language.Parse;

namespace OnRecord.Trainer.Parse;

/// <summary>The parameters of the network of tagger and parser, how they are updated, and how they become a model file.</summary>
internal sealed class SyntaxNetwork
{
    private readonly string[] _words;
    private readonly string[] _upos;
    private readonly string[] _xpos;
    private readonly string[] _relations;

    public SyntaxNetwork(SyntaxShape shape, WordVectors vectors, string[] words, string[] upos, string[] xpos, string[] relations, int seed)
    {
        (_words, _upos, _xpos, _relations) = (words, upos, xpos, relations);
        Shape = shape;
        Vectors = vectors;
        Features = new SyntaxFeatures(words);
        var random = new Random(seed);
        Embeddings = Add(new Parameter("embeddings", Features.Rows, shape.Input, 0.05f, random));
        Projection = Dense("projection", vectors.Rows.Columns, shape.Input);
        Layers = new SyntaxLayerParameters[shape.Layers];
        for (var i = 0; i < shape.Layers; i++)
        {
            var inputs = i == 0 ? shape.Input : shape.Width;
            Layers[i] = new SyntaxLayerParameters(
                inputs, Dense($"layer{i}", inputs, SimpleRecurrentLayer.Columns(inputs, shape.Hidden)),
                Vector($"layer{i}.forget.bias", shape.Width), Vector($"layer{i}.forget.state", shape.Width),
                Vector($"layer{i}.output.bias", shape.Width), Vector($"layer{i}.output.state", shape.Width));
        }

        Tags = Dense("tags", shape.Width, upos.Length + xpos.Length);
        TagBias = Vector("tags.bias", upos.Length + xpos.Length);
        Roles = Dense("roles", shape.Width, 2 * (shape.Arc + shape.Label));
        RoleBias = Vector("roles.bias", 2 * (shape.Arc + shape.Label));
        RootHead = Add(new Parameter("root.head", 1, shape.Arc, 0.1f, random));
        RootLabel = Add(new Parameter("root.label", 1, shape.Label, 0.1f, random));
        Arcs = Dense("arcs", shape.Arc, shape.Arc);
        ArcBias = Vector("arcs.bias", shape.Arc);
        Distances = Vector("distances", SyntaxShape.Distances);
        Labels = Dense("labels", shape.Label, relations.Length);
        LabelBias = Vector("labels.bias", relations.Length);

        Linear Dense(string name, int rows, int columns) =>
            new(Add(new Parameter(name, rows, columns, MathF.Sqrt(6f / (rows + Math.Min(columns, 2 * rows))), random)));
        Parameter Vector(string name, int columns) => Add(new Parameter(name, 1, columns, 0, random));
        Parameter Add(Parameter parameter)
        {
            Parameters.Add(parameter);
            return parameter;
        }
    }

    public SyntaxShape Shape { get; }

    public SyntaxFeatures Features { get; }

    public WordVectors Vectors { get; }

    public List<Parameter> Parameters { get; } = [];

    public Parameter Embeddings { get; }

    public Linear Projection { get; }

    public SyntaxLayerParameters[] Layers { get; }

    public Linear Tags { get; }

    public Parameter TagBias { get; }

    public int UposCount => _upos.Length;

    public int XposCount => _xpos.Length;

    public int RelationCount => _relations.Length;

    public Linear Roles { get; }

    public Parameter RoleBias { get; }

    public Parameter RootHead { get; }

    public Parameter RootLabel { get; }

    public Linear Arcs { get; }

    public Parameter ArcBias { get; }

    public Parameter Distances { get; }

    public Linear Labels { get; }

    public Parameter LabelBias { get; }

    /// <summary>Makes new weights visible to the shards.</summary>
    public void Refresh()
    {
        foreach (var linear in Layers.Select(layer => layer.Weights).Append(Projection).Append(Tags).Append(Roles).Append(Arcs).Append(Labels))
        {
            linear.Refresh();
        }
    }

    /// <summary>One step of Adam with the sum of the shards' gradients, which are emptied.</summary>
    public void Step(IReadOnlyList<SyntaxShard> shards, float rate, int words, int step)
    {
        const float Longest = 5f;
        foreach (var shard in shards.Skip(1))
        {
            shards[0].Gradients.Add(shard.Gradients);
        }

        var gradients = shards[0].Gradients;
        var norm = gradients.Norm() / words;
        var scale = (norm > Longest ? Longest / norm : 1f) / words;
        foreach (var parameter in Parameters)
        {
            if (parameter != Embeddings)
            {
                parameter.Step(gradients[parameter], 0, parameter.Values.Length, rate, scale, step);
            }
        }

        foreach (var row in gradients.EmbeddingRows)
        {
            var from = row * Embeddings.Stride;
            Embeddings.Step(gradients[Embeddings].AsSpan(from, Embeddings.Stride), from, Embeddings.Stride, rate, scale, step);
        }

        foreach (var shard in shards)
        {
            shard.Gradients.Clear();
        }
    }

    public ModelFile ToFile()
    {
        var file = new ModelFile();
        file.AddStrings("shape", new[] { Shape.Input, Shape.Hidden, Shape.Layers, Shape.Arc, Shape.Label }.Select(size => $"{size}"));
        file.AddStrings("words", _words);
        file.AddStrings("upos", _upos);
        file.AddStrings("xpos", _xpos);
        file.AddStrings("relations", _relations);
        foreach (var parameter in Parameters)
        {
            if (parameter == Embeddings)
            {
                file.AddRows(parameter.Name, QuantizedRows.From(parameter.Values, parameter.Stride));
            }
            else
            {
                file.AddFloats(parameter.Name, parameter.Values);
            }
        }

        return file;
    }

    /// <summary>Numbers of the gold tags, in the order of the model file.</summary>
    public int UposIndex(string tag) => Array.IndexOf(_upos, tag);

    public int XposIndex(string tag) => Array.IndexOf(_xpos, tag);

    public int RelationIndex(string relation) => Array.IndexOf(_relations, relation);
}

/// <summary>Parameters of one recurrent layer.</summary>
internal sealed record SyntaxLayerParameters(
    int Inputs, Linear Weights, Parameter ForgetBias, Parameter ForgetState, Parameter OutputBias, Parameter OutputState);

/// <summary>Gradients of all parameters, of one shard.</summary>
internal sealed class Gradients
{
    private readonly Dictionary<Parameter, float[]> _values;
    private readonly Parameter _embeddings;
    private readonly bool[] _touched;

    public Gradients(SyntaxNetwork network)
    {
        _values = network.Parameters.ToDictionary(parameter => parameter, parameter => new float[parameter.Values.Length]);
        _embeddings = network.Embeddings;
        _touched = new bool[_embeddings.Rows];
    }

    public float[] this[Parameter parameter] => _values[parameter];

    public List<int> EmbeddingRows { get; } = [];

    public Span<float> EmbeddingRow(int row)
    {
        if (!_touched[row])
        {
            _touched[row] = true;
            EmbeddingRows.Add(row);
        }

        return _values[_embeddings].AsSpan(row * _embeddings.Stride, _embeddings.Stride);
    }

    public void Add(Gradients other)
    {
        foreach (var (parameter, values) in _values)
        {
            if (parameter != _embeddings)
            {
                Simd.AddScaled(other._values[parameter], 1, values);
            }
        }

        foreach (var row in other.EmbeddingRows)
        {
            Simd.AddScaled(other._values[_embeddings].AsSpan(row * _embeddings.Stride, _embeddings.Stride), 1, EmbeddingRow(row));
        }
    }

    public float Norm()
    {
        var sum = 0f;
        foreach (var (parameter, values) in _values)
        {
            if (parameter != _embeddings)
            {
                sum += Simd.Dot(values, values);
            }
        }

        foreach (var row in EmbeddingRows)
        {
            var values = _values[_embeddings].AsSpan(row * _embeddings.Stride, _embeddings.Stride);
            sum += Simd.Dot(values, values);
        }

        return MathF.Sqrt(sum);
    }

    public void Clear()
    {
        foreach (var (parameter, values) in _values)
        {
            if (parameter != _embeddings)
            {
                values.AsSpan().Clear();
            }
        }

        foreach (var row in EmbeddingRows)
        {
            _values[_embeddings].AsSpan(row * _embeddings.Stride, _embeddings.Stride).Clear();
            _touched[row] = false;
        }

        EmbeddingRows.Clear();
    }
}
