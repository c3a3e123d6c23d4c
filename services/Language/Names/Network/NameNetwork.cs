using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>
/// Scores tags from the whole sentence and the same words elsewhere in the text: word vectors and learned features of a word's writing,
/// read from both sides by a recurrent layer (the encoder of Huang et al. 2015), then three linear maps: the second is averaged over all
/// places where the text has the same word (after the context aggregation of Ratinov and Roth 2009), the third over the sentence, whose
/// genre says which types to expect.
/// </summary>
internal sealed class NameNetwork
{
    /// <summary>Width of a word vector.</summary>
    public const int VectorWidth = 100;

    /// <summary>Width of a row of the learned table.</summary>
    public const int TableWidth = LstmLayer.Inputs - VectorWidth;

    /// <summary>Width of what both directions give.</summary>
    public const int Encoded = 2 * LstmLayer.Hidden;

    /// <summary>Width of the three maps side by side, filled up to a panel; a token's own scores come first.</summary>
    public const int Outputs = MatrixPanels.Width;

    /// <summary>Where the scores begin that are averaged over all places of a word.</summary>
    public const int SharedScores = NameTag.Names;

    /// <summary>Where the scores begin that are averaged over the sentence.</summary>
    public const int SentenceScores = 2 * NameTag.Names;

    /// <summary>Columns of the maps that are in use.</summary>
    public const int UsedOutputs = 3 * NameTag.Names;

    private const uint Magic = 0x314E524E;   // "NRN1"

    // Texts are taken in pieces of this many tokens at least, so that buffers stay in the cache.
    private const int PieceTokens = 512;

    private readonly MatrixPanels _output = new(Outputs);

    /// <summary>A network without knowledge.</summary>
    public NameNetwork(QuantizedRows vectors) => Vectors = vectors;

    /// <summary>The word vectors; their rows are those of <see cref="WordClusters"/>, as far as they go.</summary>
    public QuantizedRows Vectors { get; }

    /// <summary>Learned features of writing, 2^<see cref="NetworkInput.TableBits"/> rows.</summary>
    public float[] Table { get; } = new float[TableWidth << NetworkInput.TableBits];

    /// <summary>Reads from the left.</summary>
    public LstmLayer Left { get; } = new();

    /// <summary>Reads from the right.</summary>
    public LstmLayer Right { get; } = new();

    /// <summary>The maps, <see cref="Encoded"/> × <see cref="Outputs"/>.</summary>
    public float[] OutputWeights { get; } = new float[Encoded * Outputs];

    private IEnumerable<float[]> Parts =>
        [Table, Left.InputWeights, Left.RecurrentWeights, Left.Bias, Right.InputWeights, Right.RecurrentWeights, Right.Bias, OutputWeights];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static NameNetwork Read(Stream stream, QuantizedRows vectors)
    {
        Span<uint> magic = stackalloc uint[1];
        stream.ReadExactly(MemoryMarshal.AsBytes(magic));
        if (magic[0] != Magic)
        {
            throw new InvalidDataException("Not a name network.");
        }

        var network = new NameNetwork(vectors);
        foreach (var part in network.Parts)
        {
            var halves = new Half[part.Length];
            stream.ReadExactly(MemoryMarshal.AsBytes(halves.AsSpan()));
            TensorPrimitives.ConvertToSingle(halves, part);
        }

        network.Repack();
        return network;
    }

    /// <summary>Writes the weights with half precision.</summary>
    public void Write(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes([Magic]));
        foreach (var part in Parts)
        {
            var halves = new Half[part.Length];
            TensorPrimitives.ConvertToHalf(part, halves);
            stream.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
        }
    }

    /// <summary>Must be called after weights were changed.</summary>
    public void Repack()
    {
        Left.Repack();
        Right.Repack();
        _output.Pack(OutputWeights);
    }

    /// <summary>Scores all tokens of a text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="emissions">Gets sixteen scores a token.</param>
    /// <param name="workspace">Buffers of the caller's thread.</param>
    public void Score(NetworkInput input, Span<float> emissions, Workspace workspace)
    {
        workspace.Outputs = Grown(workspace.Outputs, input.Rows.Length * Outputs);
        var outputs = workspace.Outputs.AsSpan(0, input.Rows.Length * Outputs);
        outputs.Clear();
        for (int first = 0, token = 0; first < input.Lengths.Length;)
        {
            var (end, count) = (first, 0);
            while (end < input.Lengths.Length && count < PieceTokens)
            {
                count += input.Lengths[end++];
            }

            var packing = new SequencePacking(input.Lengths.AsSpan(first, end - first));
            workspace.Reserve(count);
            Embed(input, token, count, workspace.Inputs);
            Encode(packing, workspace.Inputs, workspace);
            Map(workspace.Encoded, count, outputs.Slice(token * Outputs, count * Outputs));
            token += count;
            first = end;
        }

        Share(input, outputs, emissions);
    }

    /// <summary>Writes the input rows of tokens: the word vector, then the sum of the learned features.</summary>
    public void Embed(NetworkInput input, int first, int count, Span<float> rows)
    {
        for (var i = 0; i < count; i++)
        {
            var row = rows.Slice(i * LstmLayer.Inputs, LstmLayer.Inputs);
            row.Clear();
            if ((uint)input.Rows[first + i] < (uint)Vectors.Count)
            {
                Vectors.AddTo(input.Rows[first + i], row[..VectorWidth]);
            }

            var sum = row[VectorWidth..];
            for (var f = first + i == 0 ? 0 : input.Ends[first + i - 1]; f < input.Ends[first + i]; f++)
            {
                TensorPrimitives.Add(sum, Table.AsSpan(input.Features[f] * TableWidth, TableWidth), sum);
            }
        }
    }

    /// <summary>Reads sentences from both sides; leaves rows of <see cref="Encoded"/> in token order in the workspace.</summary>
    public void Encode(SequencePacking packing, ReadOnlySpan<float> inputs, Workspace workspace)
    {
        for (var side = 0; side < 2; side++)
        {
            var (layer, state) = side == 0 ? (Left, workspace.LeftState) : (Right, workspace.RightState);
            var packed = side == 0 ? workspace.LeftInputs : workspace.RightInputs;
            var tokens = packing.TokensOf(backwards: side == 1);
            for (var row = 0; row < tokens.Length; row++)
            {
                inputs.Slice(tokens[row] * LstmLayer.Inputs, LstmLayer.Inputs).CopyTo(packed.AsSpan(row * LstmLayer.Inputs));
            }

            layer.Run(packing, packed, state);
            for (var row = 0; row < tokens.Length; row++)
            {
                state.Hidden.AsSpan(row * LstmLayer.Hidden, LstmLayer.Hidden)
                    .CopyTo(workspace.Encoded.AsSpan((tokens[row] * Encoded) + (side * LstmLayer.Hidden)));
            }
        }
    }

    /// <summary>Applies the maps; adds to <paramref name="outputs"/>.</summary>
    public void Map(ReadOnlySpan<float> encoded, int count, Span<float> outputs) => _output.AddProduct(encoded, count, outputs);

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

    private static float[] Grown(float[] buffer, int length) => buffer.Length >= length ? buffer : new float[length];

    /// <summary>Buffers of one thread.</summary>
    internal sealed class Workspace
    {
        public float[] Inputs { get; private set; } = [];

        public float[] LeftInputs { get; private set; } = [];

        public float[] RightInputs { get; private set; } = [];

        public LstmState LeftState { get; } = new();

        public LstmState RightState { get; } = new();

        /// <summary>Rows of both directions, in token order.</summary>
        public float[] Encoded { get; private set; } = [];

        public float[] Outputs { get; set; } = [];

        /// <summary>Makes room for a piece of a text.</summary>
        public void Reserve(int tokens)
        {
            Inputs = Grown(Inputs, tokens * LstmLayer.Inputs);
            LeftInputs = Grown(LeftInputs, tokens * LstmLayer.Inputs);
            RightInputs = Grown(RightInputs, tokens * LstmLayer.Inputs);
            Encoded = Grown(Encoded, tokens * NameNetwork.Encoded);
        }
    }
}
