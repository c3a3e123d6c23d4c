using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Stances;

/// <summary>
/// A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed features. A row of weights, one per
/// label, belongs to each feature; rows are 16-bit fixed point, so that scoring a token is a sum of short vectors.
/// Trained by tools/Trainer; read-only here.
/// </summary>
internal sealed class LinearChain
{
    /// <summary>Most labels that a model can have: the lanes of a row.</summary>
    public const int Stride = 8;

    /// <summary>Weight of a transition that the labelling scheme forbids.</summary>
    public const float Forbidden = -1e6f;

    private readonly short[] _rows;
    private readonly uint _mask;
    private readonly float _scale;
    private readonly float[] _transitions;

    /// <param name="labels">Number of labels, at most <see cref="Stride"/>.</param>
    /// <param name="rows">Rows of <see cref="Stride"/> weights; their number is a power of two.</param>
    /// <param name="scale">What one unit of a weight stands for.</param>
    /// <param name="transitions">Row-major [from, to], one more row at the end for the start.</param>
    public LinearChain(int labels, short[] rows, float scale, float[] transitions)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, Stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(rows.Length / Stride), true);
        ArgumentOutOfRangeException.ThrowIfNotEqual(transitions.Length, (labels + 1) * labels);
        Labels = labels;
        _rows = rows;
        _mask = (uint)((rows.Length / Stride) - 1);
        _scale = scale;
        _transitions = transitions;
    }

    public int Labels { get; }

    /// <summary>Adds the weights of features to the fixed-point scores of one token, given as <see cref="Stride"/> lanes.</summary>
    public void AddScores(ReadOnlySpan<uint> features, Span<int> scores)
    {
        var sum = Vector256.Create<int>(scores);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        foreach (var feature in features)
        {
            var row = Vector128.LoadUnsafe(ref rows, (feature & _mask) * Stride);
            var (lower, upper) = Vector128.Widen(row);
            sum += Vector256.Create(lower, upper);
        }

        sum.CopyTo(scores);
    }

    /// <summary>The best labelling (Viterbi).</summary>
    /// <param name="scores"><see cref="Stride"/> fixed-point scores per token.</param>
    /// <param name="best">One label per token.</param>
    /// <param name="scratch">Reused memory.</param>
    public void Decode(ReadOnlySpan<int> scores, Span<byte> best, ChainScratch scratch)
    {
        var count = best.Length;
        if (count == 0)
        {
            return;
        }

        var (delta, back) = scratch.ForDecoding(count * Labels);
        for (var label = 0; label < Labels; label++)
        {
            delta[label] = (scores[label] * _scale) + _transitions[(Labels * Labels) + label];
        }

        for (var i = 1; i < count; i++)
        {
            for (var to = 0; to < Labels; to++)
            {
                var top = float.NegativeInfinity;
                for (var from = 0; from < Labels; from++)
                {
                    var score = delta[((i - 1) * Labels) + from] + _transitions[(from * Labels) + to];
                    if (score > top)
                    {
                        top = score;
                        back[(i * Labels) + to] = (byte)from;
                    }
                }

                delta[(i * Labels) + to] = top + (scores[(i * Stride) + to] * _scale);
            }
        }

        var last = 0;
        for (var label = 1; label < Labels; label++)
        {
            if (delta[((count - 1) * Labels) + label] > delta[((count - 1) * Labels) + last])
            {
                last = label;
            }
        }

        for (var i = count - 1; i >= 0; i--)
        {
            best[i] = (byte)last;
            last = back[(i * Labels) + last];
        }
    }

    /// <summary>Probability of every label at every token (forward-backward).</summary>
    /// <param name="scores"><see cref="Stride"/> fixed-point scores per token.</param>
    /// <param name="count">Number of tokens.</param>
    /// <param name="marginals"><see cref="Labels"/> probabilities per token.</param>
    /// <param name="scratch">Reused memory.</param>
    public void Marginals(ReadOnlySpan<int> scores, int count, Span<float> marginals, ChainScratch scratch)
    {
        var emissions = scratch.ForEmissions(count * Labels);
        for (var i = 0; i < count; i++)
        {
            for (var label = 0; label < Labels; label++)
            {
                emissions[(i * Labels) + label] = scores[(i * Stride) + label] * _scale;
            }
        }

        ForwardBackward.Run(Labels, emissions, _transitions, marginals, pairs: [], scratch);
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static LinearChain Read(BinaryReader reader)
    {
        var labels = reader.ReadInt32();
        var rowCount = reader.ReadInt32();
        var scale = reader.ReadSingle();
        var transitions = new float[(labels + 1) * labels];
        foreach (ref var weight in transitions.AsSpan())
        {
            weight = reader.ReadSingle();
        }

        var rows = new short[rowCount * Stride];
        var row = -1;
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            row += reader.Read7BitEncodedInt();
            for (var label = 0; label < labels; label++)
            {
                rows[(row * Stride) + label] = reader.ReadInt16();
            }
        }

        return new LinearChain(labels, rows, scale, transitions);
    }

    /// <summary>Writes the rows that are not all zero.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Labels);
        writer.Write(_rows.Length / Stride);
        writer.Write(_scale);
        foreach (var weight in _transitions)
        {
            writer.Write(weight);
        }

        var used = Enumerable.Range(0, _rows.Length / Stride)
            .Where(row => _rows.AsSpan(row * Stride, Labels).ContainsAnyExcept((short)0)).ToList();
        writer.Write(used.Count);
        var last = -1;
        foreach (var row in used)
        {
            writer.Write7BitEncodedInt(row - last);
            last = row;
            for (var label = 0; label < Labels; label++)
            {
                writer.Write(_rows[(row * Stride) + label]);
            }
        }
    }
}
