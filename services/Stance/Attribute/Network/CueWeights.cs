using System.Runtime.InteropServices;
using OnRecord.Language.Models;
using Vectors = OnRecord.Language.Models.WordVectors;

namespace OnRecord.Stances;

/// <summary>The numbers of a <see cref="CueNetwork"/>. Matrices are row-major, without padding, and in half precision on disk.</summary>
/// <param name="Embeddings">One row per row of <see cref="CueInput"/>.</param>
/// <param name="Projection">Word vectors of a token and its head to the width of the embeddings.</param>
/// <param name="Layers">Recurrent layers from below.</param>
/// <param name="Output">From the highest layer to the labels.</param>
/// <param name="Bias">One number per label.</param>
/// <param name="Transitions">[from, to], with one more row for the start.</param>
internal sealed record CueWeights(
    QuantizedRows Embeddings, float[] Projection, CueLayerWeights[] Layers, float[] Output, float[] Bias, float[] Transitions)
{
    private const int Gates = 4;

    /// <summary>Numbers per token that the lowest layer reads.</summary>
    public int Input => Embeddings.Columns;

    /// <summary>Units of a layer in each direction.</summary>
    public int Hidden => Layers[0].Gates.Length / (2 * Gates);

    /// <summary>Numbers per token that a layer reads; that of the layer above the highest is what the output reads.</summary>
    public int InputOf(int layer) => layer == 0 ? Input : 2 * Hidden;

    public static CueWeights Read(BinaryReader reader)
    {
        var (input, hidden, layers) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var scales = Floats(CueInput.Rows);
        var values = MemoryMarshal.Cast<byte, sbyte>(reader.ReadBytes(CueInput.Rows * input)).ToArray();
        return new CueWeights(
            new QuantizedRows(input, scales, values),
            Floats(2 * Vectors.Default.Rows.Columns * input),
            [.. Enumerable.Range(0, layers).Select(l => l == 0 ? input : 2 * hidden)
                .Select(width => new CueLayerWeights(Floats(width * SimpleRecurrentLayer.Columns(width, hidden)), Floats(Gates * 2 * hidden)))],
            Floats(2 * hidden * CueNetwork.Labels),
            Floats(CueNetwork.Labels),
            Floats((CueNetwork.Labels + 1) * CueNetwork.Labels));

        float[] Floats(int count)
        {
            var numbers = new float[count];
            foreach (ref var number in numbers.AsSpan())
            {
                number = (float)reader.ReadHalf();
            }

            return numbers;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Input);
        writer.Write(Hidden);
        writer.Write(Layers.Length);
        Floats(Embeddings.Scales);
        writer.Write(MemoryMarshal.AsBytes(Embeddings.Values.AsSpan()));
        Floats(Projection);
        foreach (var layer in Layers)
        {
            Floats(layer.Product);
            Floats(layer.Gates);
        }

        Floats(Output);
        Floats(Bias);
        Floats(Transitions);

        void Floats(float[] numbers)
        {
            foreach (var number in numbers)
            {
                // A forbidden transition becomes about the least number that half precision has: still out of reach.
                writer.Write((Half)Math.Clamp(number, -60000f, 60000f));
            }
        }
    }
}

/// <summary>The numbers of a recurrent layer.</summary>
/// <param name="Product">The matrix.</param>
/// <param name="Gates">Bias and state weight of the forget gate, then of the output gate, a row each.</param>
internal sealed record CueLayerWeights(float[] Product, float[] Gates);
