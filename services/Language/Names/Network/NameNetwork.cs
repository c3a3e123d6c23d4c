using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>
/// Scores tags from the whole sentence and the same words elsewhere in the text: word vectors and learned features of a word's writing,
/// read from both sides by simple recurrent units (Lei et al. 2018), then three linear maps: the second is averaged over all
/// places where the text has the same word (after the context aggregation of Ratinov and Roth 2009), the third over the sentence, whose
/// genre says which types to expect. Immutable.
/// </summary>
internal sealed class NameNetwork
{
    /// <summary>File name of the network that ships with the library.</summary>
    public const string FileName = "name-network.model";

    /// <summary>Width of a word vector.</summary>
    public const int VectorWidth = 100;

    /// <summary>Units of a layer in one direction.</summary>
    public const int Hidden = 128;

    /// <summary>Width of the input and of what each layer gives.</summary>
    public const int Width = 2 * Hidden;

    /// <summary>Number of layers.</summary>
    public const int Layers = 3;

    /// <summary>Width of a row of the learned table.</summary>
    public const int TableWidth = Width - VectorWidth;

    /// <summary>Width of the three maps side by side; a token's own scores come first.</summary>
    public const int Outputs = 3 * NameTag.Names;

    /// <summary>Where the scores begin that are averaged over all places of a word.</summary>
    public const int SharedScores = NameTag.Names;

    /// <summary>Where the scores begin that are averaged over the sentence.</summary>
    public const int SentenceScores = 2 * NameTag.Names;

    // Texts are taken in pieces of this many tokens at least, so that buffers stay in the cache.
    private const int PieceTokens = 256;

    private readonly QuantizedRows _vectors;
    private readonly QuantizedRows _table;
    private readonly SimpleRecurrentLayer[] _layers;
    private readonly PackedMatrix _output;

    private NameNetwork(QuantizedRows vectors, QuantizedRows table, SimpleRecurrentLayer[] layers, PackedMatrix output) =>
        (_vectors, _table, _layers, _output) = (vectors, table, layers, output);

    /// <summary>Takes the weights out of a model file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="vectors">The word vectors; their rows are those of <see cref="WordClusters"/>, as far as they go.</param>
    public static NameNetwork Load(ModelFile file, QuantizedRows vectors)
    {
        var layers = new SimpleRecurrentLayer[Layers];
        for (var i = 0; i < Layers; i++)
        {
            layers[i] = new SimpleRecurrentLayer(
                Width, Hidden, file.Floats($"layer{i}"), file.Floats($"layer{i}.forget.bias"), file.Floats($"layer{i}.forget.state"),
                file.Floats($"layer{i}.output.bias"), file.Floats($"layer{i}.output.state"));
        }

        return new NameNetwork(vectors, file.Rows("table"), layers, PackedMatrix.From(file.Floats("output"), Width, Outputs));
    }

    /// <summary>Scores all tokens of a text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="emissions">Gets sixteen scores a token.</param>
    /// <param name="workspace">Buffers of the caller's thread.</param>
    public void Score(NetworkInput input, Span<float> emissions, Workspace workspace)
    {
        workspace.ReserveText(input.Rows.Length);
        var outputs = workspace.Outputs.AsSpan(0, input.Rows.Length * Outputs);
        for (int first = 0, token = 0; first < input.Lengths.Length;)
        {
            var (end, count) = (first, 0);
            workspace.Ends.Clear();
            while (end < input.Lengths.Length && count < PieceTokens)
            {
                count += input.Lengths[end++];
                workspace.Ends.Add(count);
            }

            workspace.ReservePiece(count);
            var ends = CollectionsMarshal.AsSpan(workspace.Ends);
            var rows = Embed(input, token, count, workspace);
            workspace.Rounded.Set(workspace.First, Width, rows, Width);
            var (from, to) = (workspace.First, workspace.Second);
            _layers[0].Run(workspace.Rounded, from, workspace.Places.AsSpan(0, count), ends, workspace.Product, to);
            foreach (var layer in _layers.AsSpan(1))
            {
                (from, to) = (to, from);
                layer.Run(from, ends, workspace.Rounded, workspace.Product, to);
            }

            from = to;
            _output.Multiply(from, Width, count, outputs[(token * Outputs)..]);
            token += count;
            first = end;
        }

        Share(input, outputs, emissions);
    }

    /// <summary>Sums a token's own scores, the mean of the shared scores of its word, and the mean of the scores its sentence gives to all.</summary>
    public static void Share(NetworkInput input, ReadOnlySpan<float> outputs, Span<float> emissions)
    {
        var means = new float[input.GroupCount * NameTag.Names];
        var counts = new int[input.GroupCount];
        for (var i = 0; i < input.Groups.Length; i++)
        {
            var mean = means.AsSpan(input.Groups[i] * NameTag.Names, NameTag.Names);
            TensorPrimitives.Add(mean, outputs.Slice((i * Outputs) + SharedScores, NameTag.Names), mean);
            counts[input.Groups[i]]++;
        }

        Span<float> sentence = stackalloc float[NameTag.Names];
        for (int s = 0, first = 0; s < input.Lengths.Length; first += input.Lengths[s++])
        {
            sentence.Clear();
            for (var i = first; i < first + input.Lengths[s]; i++)
            {
                TensorPrimitives.MultiplyAdd(outputs.Slice((i * Outputs) + SentenceScores, NameTag.Names), 1f / input.Lengths[s], sentence, sentence);
            }

            for (var i = first; i < first + input.Lengths[s]; i++)
            {
                var emission = emissions.Slice(i * NameTag.Names, NameTag.Names);
                TensorPrimitives.Add(sentence, outputs.Slice(i * Outputs, NameTag.Names), emission);
                var mean = means.AsSpan(input.Groups[i] * NameTag.Names, NameTag.Names);
                TensorPrimitives.MultiplyAdd(mean, 1f / counts[input.Groups[i]], emission, emission);
            }
        }
    }

    /// <summary>Fills the input rows of a piece. Tokens that are read alike, such as most commas, share one.</summary>
    /// <returns>Number of rows.</returns>
    private int Embed(NetworkInput input, int first, int count, Workspace workspace)
    {
        workspace.Seen.Clear();
        var rows = 0;
        for (var i = 0; i < count; i++)
        {
            var token = first + i;
            ref var alike = ref CollectionsMarshal.GetValueRefOrAddDefault(workspace.Seen, KeyOf(input, token), out var isSeen);
            if (isSeen && input.Rows[alike] == input.Rows[token] && FeaturesOf(input, alike).SequenceEqual(FeaturesOf(input, token)))
            {
                workspace.Places[i] = workspace.Places[alike - first];
                continue;
            }

            alike = token;
            Embed(input, token, workspace.First.AsSpan(rows * Width, Width));
            workspace.Places[i] = rows++;
        }

        return rows;
    }

    // An input row is the word vector, then the sum of the learned features.
    private void Embed(NetworkInput input, int token, Span<float> row)
    {
        row.Clear();
        if ((uint)input.Rows[token] < (uint)_vectors.Count)
        {
            _vectors.AddTo(input.Rows[token], row[..VectorWidth]);
        }

        foreach (var feature in FeaturesOf(input, token))
        {
            _table.AddTo(feature, row[VectorWidth..]);
        }
    }

    private static ReadOnlySpan<int> FeaturesOf(NetworkInput input, int token) =>
        input.Features.AsSpan((token == 0 ? 0 : input.Ends[token - 1])..input.Ends[token]);

    private static ulong KeyOf(NetworkInput input, int token)
    {
        var key = (ulong)(uint)input.Rows[token];
        foreach (var feature in FeaturesOf(input, token))
        {
            key = (key * 0x9E3779B97F4A7C15) + (uint)feature + 1;
        }

        return key;
    }

    /// <summary>Buffers of one thread.</summary>
    internal sealed class Workspace
    {
        public List<int> Ends { get; } = [];

        public QuantizedInput Rounded { get; } = new();

        /// <summary>The input row of each token.</summary>
        public int[] Places { get; private set; } = [];

        /// <summary>By what is read of a token, the last one that was read so.</summary>
        public Dictionary<ulong, int> Seen { get; } = [];

        public float[] First { get; private set; } = [];

        public float[] Second { get; private set; } = [];

        public float[] Product { get; private set; } = [];

        public float[] Outputs { get; private set; } = [];

        /// <summary>Makes room for a text.</summary>
        public void ReserveText(int tokens)
        {
            if (Outputs.Length < tokens * NameNetwork.Outputs)
            {
                Outputs = new float[tokens * NameNetwork.Outputs];
            }
        }

        /// <summary>Makes room for a piece of a text.</summary>
        public void ReservePiece(int tokens)
        {
            if (First.Length < tokens * Width)
            {
                Places = new int[tokens];
                First = new float[tokens * Width];
                Second = new float[tokens * Width];
                Product = new float[tokens * SimpleRecurrentLayer.Columns(Width, Hidden)];
            }
        }
    }
}
