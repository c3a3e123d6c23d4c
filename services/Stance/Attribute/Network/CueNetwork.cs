using OnRecord.Language;
using OnRecord.Language.Models;
using Vectors = OnRecord.Language.Models.WordVectors;

namespace OnRecord.Stances;

/// <summary>
/// A small recurrent network that tags cues: embeddings of <see cref="CueInput"/> and word vectors of the token and its head, bidirectional
/// layers, and a chain of the labels of <see cref="CueLabel"/> on top. Trained by tools/Trainer; read-only here.
/// </summary>
internal sealed class CueNetwork
{
    /// <summary>Number of labels.</summary>
    public const int Labels = 3;

    private readonly CueWeights _weights;
    private readonly PackedMatrix _projection;
    private readonly SimpleRecurrentLayer[] _layers;
    private readonly PackedMatrix _output;

    /// <param name="weights">What training has found.</param>
    public CueNetwork(CueWeights weights)
    {
        _weights = weights;
        _projection = PackedMatrix.From(weights.Projection, weights.Projection.Length / weights.Input, weights.Input);
        _layers = [.. weights.Layers.Select((layer, l) => Layer(weights.InputOf(l), weights.Hidden, layer))];
        _output = PackedMatrix.From(weights.Output, weights.InputOf(_layers.Length), Labels);
    }

    /// <summary>Probability of every label at every token of some sentences.</summary>
    /// <param name="input">What the network sees of the document.</param>
    /// <param name="sentences">The sentences.</param>
    /// <param name="marginals">Receives <see cref="Labels"/> probabilities per token, the sentences one after the other.</param>
    /// <param name="scratch">Reused memory.</param>
    public void Marginals(CueInput input, IReadOnlyList<Sentence> sentences, Span<float> marginals, ChainScratch scratch)
    {
        var count = sentences.Sum(sentence => sentence.EndToken - sentence.FirstToken);
        var ends = new int[sentences.Count];
        var below = Read(input, sentences, ends, count, scratch.Network);
        for (var l = 0; l < _layers.Length; l++)
        {
            var above = scratch.Network.Layer(l % 2, count * 2 * _weights.Hidden);
            var product = scratch.Network.Product(count * SimpleRecurrentLayer.Columns(_weights.InputOf(l), _weights.Hidden));
            _layers[l].Run(below, ends, scratch.Network.Rounded, product, above);
            below = above;
        }

        var scores = scratch.Network.Scores(count * _output.Stride);
        _output.Multiply(below, 2 * _weights.Hidden, count, scores);
        var emissions = scratch.ForEmissions(count * Labels);
        for (var i = 0; i < count; i++)
        {
            for (var label = 0; label < Labels; label++)
            {
                emissions[(i * Labels) + label] = scores[(i * _output.Stride) + label] + _weights.Bias[label];
            }
        }

        var first = 0;
        foreach (var end in ends)
        {
            var range = (first * Labels)..(end * Labels);
            ForwardBackward.Run(Labels, emissions[range], _weights.Transitions, marginals[range], pairs: [], scratch);
            first = end;
        }
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static CueNetwork Read(BinaryReader reader) => new(CueWeights.Read(reader));

    /// <summary>Writes the weights.</summary>
    public void Write(BinaryWriter writer) => _weights.Write(writer);

    private Span<float> Read(CueInput input, IReadOnlyList<Sentence> sentences, int[] ends, int count, NetworkScratch scratch)
    {
        var width = _weights.Input;
        var known = Vectors.Default.Rows.Columns;
        var vectors = scratch.Vectors(count * 2 * known);
        var sums = scratch.Layer(1, count * width);
        vectors.Clear();
        sums.Clear();
        Span<int> rows = stackalloc int[CueInput.Most];
        var at = 0;
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var token = sentences[s].FirstToken; token < sentences[s].EndToken; token++, at++)
            {
                foreach (var row in rows[..input.Extract(token, rows)])
                {
                    _weights.Embeddings.AddTo(row, sums.Slice(at * width, width));
                }

                AddVector(input.Vector(token), vectors.Slice(at * 2 * known, known));
                AddVector(input.HeadVector(token), vectors.Slice((at * 2 * known) + known, known));
            }

            ends[s] = at;
        }

        _projection.Multiply(vectors, 2 * known, count, sums, add: true);
        return sums;
    }

    private static SimpleRecurrentLayer Layer(int inputs, int hidden, CueLayerWeights weights)
    {
        float[] Gate(int row) => weights.Gates.AsSpan(row * 2 * hidden, 2 * hidden).ToArray();
        return new SimpleRecurrentLayer(inputs, hidden, weights.Product, Gate(0), Gate(1), Gate(2), Gate(3));
    }

    private static void AddVector(int row, Span<float> sum)
    {
        if (row >= 0)
        {
            Vectors.Default.Rows.AddTo(row, sum);
        }
    }
}
