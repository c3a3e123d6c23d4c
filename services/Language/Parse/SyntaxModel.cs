using OnRecord.Language.Models;

namespace OnRecord.Language.Parse;

/// <summary>The trained network of tagger and parser, ready to run. Immutable.</summary>
internal sealed class SyntaxModel
{
    /// <summary>File name of the model that ships with the library.</summary>
    public const string FileName = "syntax.model";

    /// <summary>Changes with each training.</summary>
    public required SyntaxShape Shape { get; init; }

    public required SyntaxFeatures Features { get; init; }

    public required WordVectors Vectors { get; init; }

    public required QuantizedRows Embeddings { get; init; }

    /// <summary>Pre-trained vector to input vector.</summary>
    public required QuantizedMatrix Projection { get; init; }

    public required SimpleRecurrentLayer[] Layers { get; init; }

    public required QuantizedMatrix Tags { get; init; }

    public required Upos[] UposTags { get; init; }

    public required string[] XposTags { get; init; }

    /// <summary>Output of the top layer to dependent, head, label-of-dependent and label-of-head vectors, side by side.</summary>
    public required QuantizedMatrix Roles { get; init; }

    /// <summary>Head and label-of-head vectors of the root.</summary>
    public required float[] RootHead { get; init; }

    public required float[] RootLabel { get; init; }

    public required QuantizedMatrix Arcs { get; init; }

    public required float[] DistanceBias { get; init; }

    public required QuantizedMatrix Labels { get; init; }

    public required string[] Relations { get; init; }

    public static SyntaxModel Load(ModelFile file, WordVectors vectors)
    {
        var sizes = file.Strings("shape").Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var shape = new SyntaxShape(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
        var upos = file.Strings("upos").Select(tag => Enum.Parse<Upos>(tag, ignoreCase: true)).ToArray();
        var xpos = file.Strings("xpos");
        var relations = file.Strings("relations");
        var layers = new SimpleRecurrentLayer[shape.Layers];
        for (var i = 0; i < layers.Length; i++)
        {
            var inputs = i == 0 ? shape.Input : shape.Width;
            layers[i] = new SimpleRecurrentLayer(
                inputs, shape.Hidden, file.Floats($"layer{i}"), file.Floats($"layer{i}.forget.bias"), file.Floats($"layer{i}.forget.state"),
                file.Floats($"layer{i}.output.bias"), file.Floats($"layer{i}.output.state"));
        }

        return new SyntaxModel
        {
            Shape = shape,
            Features = new SyntaxFeatures(file.Strings("words")),
            Vectors = vectors,
            Embeddings = file.Rows("embeddings"),
            Projection = QuantizedMatrix.From(file.Floats("projection"), vectors.Rows.Columns, shape.Input),
            Layers = layers,
            Tags = QuantizedMatrix.From(file.Floats("tags"), shape.Width, PackedMatrix.Pad(upos.Length + xpos.Length), file.Floats("tags.bias")),
            UposTags = upos,
            XposTags = xpos,
            Roles = QuantizedMatrix.From(file.Floats("roles"), shape.Width, 2 * (shape.Arc + shape.Label), file.Floats("roles.bias")),
            RootHead = file.Floats("root.head"),
            RootLabel = file.Floats("root.label"),
            Arcs = QuantizedMatrix.From(file.Floats("arcs"), shape.Arc, shape.Arc, file.Floats("arcs.bias")),
            DistanceBias = file.Floats("distances"),
            Labels = QuantizedMatrix.From(file.Floats("labels"), shape.Label, PackedMatrix.Pad(relations.Length), file.Floats("labels.bias")),
            Relations = relations,
        };
    }
}
