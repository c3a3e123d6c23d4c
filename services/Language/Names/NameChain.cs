using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnRecord.Language.Names;

/// <summary>
/// The linear chain over the tags of a sentence (Lafferty et al. 2001): scores of tag pairs, the best sequence, and the probability of
/// each tag at each token. Sequences that break a name off are impossible. Rows of tags are padded to <see cref="Stride"/>.
/// </summary>
internal sealed class NameChain
{
    /// <summary>Floats a row of tags takes: three vectors, the lanes after <see cref="NameTag.None"/> being unused.</summary>
    public const int Stride = 24;

    private const float Impossible = -1e9f;

    private readonly float[] _scores = new float[Stride * NameTag.Count];
    private readonly float[] _factors = new float[Stride * NameTag.Count];
    private readonly float[] _start = new float[Stride];
    private readonly float[] _end = new float[Stride];

    /// <summary>A chain.</summary>
    /// <param name="transitions">Score of tag j after tag i at [17 i + j]; those of impossible pairs are ignored.</param>
    public NameChain(ReadOnlySpan<float> transitions)
    {
        for (var tag = 0; tag < NameTag.Count; tag++)
        {
            _start[tag] = NameTag.CanStart(tag) ? 1 : 0;
            _end[tag] = NameTag.CanEnd(tag) ? 1 : 0;
        }

        SetTransitions(transitions);
    }

    /// <summary>Takes other scores of tag pairs.</summary>
    public void SetTransitions(ReadOnlySpan<float> transitions)
    {
        Array.Fill(_scores, Impossible);
        for (var tag = 0; tag < NameTag.Count; tag++)
        {
            for (var next = 0; next < NameTag.Count; next++)
            {
                if (NameTag.CanFollow(tag, next))
                {
                    var score = transitions[(tag * NameTag.Count) + next];
                    _scores[(tag * Stride) + next] = score;
                    _factors[(tag * Stride) + next] = MathF.Exp(score);
                }
            }
        }
    }

    /// <summary>The best tags of a sentence (Viterbi).</summary>
    /// <param name="emissions">Sixteen scores a token; that of O is 0.</param>
    /// <param name="tags">One tag a token.</param>
    /// <param name="workspace">Buffers.</param>
    public void FindBest(ReadOnlySpan<float> emissions, Span<byte> tags, Workspace workspace)
    {
        var length = tags.Length;
        workspace.Reserve(length);
        var best = workspace.Potentials.AsSpan();
        var from = workspace.From.AsSpan();
        for (var tag = 0; tag < NameTag.Count; tag++)
        {
            best[tag] = _start[tag] > 0 ? Emission(emissions, 0, tag) : Impossible;
        }

        best[NameTag.Count..Stride].Fill(Impossible);
        for (var i = 1; i < length; i++)
        {
            Step(best.Slice((i - 1) * Stride, Stride), best.Slice(i * Stride, Stride), from.Slice(i * Stride, Stride));
            for (var tag = 0; tag < NameTag.Names; tag++)
            {
                best[(i * Stride) + tag] += emissions[(i * NameTag.Names) + tag];
            }
        }

        var last = NameTag.None;
        for (var tag = 0; tag < NameTag.Count; tag++)
        {
            if (_end[tag] > 0 && best[((length - 1) * Stride) + tag] > best[((length - 1) * Stride) + last])
            {
                last = tag;
            }
        }

        for (var i = length - 1; i >= 0; i--)
        {
            tags[i] = (byte)last;
            last = (int)from[(i * Stride) + last];
        }
    }

    /// <summary>
    /// The probability of each tag at each token (forward-backward, scaled), left in <see cref="Workspace.Marginals"/>.
    /// </summary>
    /// <returns>The logarithm of the sum over all sequences.</returns>
    public double FindMarginals(ReadOnlySpan<float> emissions, int length, Workspace workspace)
    {
        workspace.Reserve(length);
        var total = FillPotentials(emissions, length, workspace.Potentials);
        var potentials = MemoryMarshal.Cast<float, Vector256<float>>(workspace.Potentials.AsSpan());
        var forward = MemoryMarshal.Cast<float, Vector256<float>>(workspace.Forward.AsSpan());
        var marginals = MemoryMarshal.Cast<float, Vector256<float>>(workspace.Marginals.AsSpan());
        var factors = MemoryMarshal.Cast<float, Vector256<float>>(_factors.AsSpan());
        var start = MemoryMarshal.Cast<float, Vector256<float>>(_start.AsSpan());
        for (var i = 0; i < length; i++)
        {
            var (a, b, c) = (start[0], start[1], start[2]);
            if (i > 0)
            {
                var before = workspace.Forward.AsSpan((i - 1) * Stride, NameTag.Count);
                a = b = c = Vector256<float>.Zero;
                for (var tag = 0; tag < before.Length; tag++)
                {
                    var weight = Vector256.Create(before[tag]);
                    a += weight * factors[3 * tag];
                    b += weight * factors[(3 * tag) + 1];
                    c += weight * factors[(3 * tag) + 2];
                }
            }

            a *= potentials[3 * i];
            b *= potentials[(3 * i) + 1];
            c *= potentials[(3 * i) + 2];
            var sum = Vector256.Sum(a + b + c);
            var scale = Vector256.Create(1 / sum);
            workspace.Scales[i] = sum;
            total += Math.Log(sum);
            (forward[3 * i], forward[(3 * i) + 1], forward[(3 * i) + 2]) = (a * scale, b * scale, c * scale);
        }

        var backward = workspace.Backward;
        backward.AsSpan((length - 1) * Stride, Stride).Fill(1);
        for (var i = length - 2; i >= 0; i--)
        {
            Retreat(workspace, factors, i);
        }

        var back = MemoryMarshal.Cast<float, Vector256<float>>(backward.AsSpan());
        for (var i = 0; i < 3 * length; i++)
        {
            marginals[i] = forward[i] * back[i];
        }

        return total;
    }

    /// <summary>
    /// Adds the expected number of each tag pair to <paramref name="expected"/>, laid out as the scores that made the chain; after
    /// <see cref="FindMarginals"/>.
    /// </summary>
    public void AddExpectedPairs(int length, Workspace workspace, Span<float> expected)
    {
        Span<float> row = stackalloc float[NameTag.Count];
        for (var i = 1; i < length; i++)
        {
            var scale = 1 / workspace.Scales[i];
            for (var next = 0; next < NameTag.Count; next++)
            {
                row[next] = workspace.Potentials[(i * Stride) + next] * workspace.Backward[(i * Stride) + next] * scale;
            }

            for (var tag = 0; tag < NameTag.Count; tag++)
            {
                var weight = workspace.Forward[((i - 1) * Stride) + tag];
                if (weight < 1e-6f)
                {
                    continue;
                }

                for (var next = 0; next < NameTag.Count; next++)
                {
                    expected[(tag * NameTag.Count) + next] += weight * _factors[(tag * Stride) + next] * row[next];
                }
            }
        }
    }

    private static float Emission(ReadOnlySpan<float> emissions, int token, int tag) =>
        tag == NameTag.None ? 0 : emissions[(token * NameTag.Names) + tag];

    private void Step(ReadOnlySpan<float> before, Span<float> best, Span<float> from)
    {
        var scores = MemoryMarshal.Cast<float, Vector256<float>>(_scores.AsSpan());
        var bests = MemoryMarshal.Cast<float, Vector256<float>>(best);
        var froms = MemoryMarshal.Cast<float, Vector256<float>>(from);
        for (var part = 0; part < 3; part++)
        {
            var top = Vector256.Create(before[0]) + scores[part];
            var origin = Vector256<float>.Zero;
            for (var tag = 1; tag < NameTag.Count; tag++)
            {
                var score = Vector256.Create(before[tag]) + scores[(3 * tag) + part];
                var better = Vector256.GreaterThan(score, top);
                top = Vector256.ConditionalSelect(better, score, top);
                origin = Vector256.ConditionalSelect(better, Vector256.Create((float)tag), origin);
            }

            bests[part] = top;
            froms[part] = origin;
        }
    }

    private static void Retreat(Workspace workspace, ReadOnlySpan<Vector256<float>> factors, int token)
    {
        var potentials = MemoryMarshal.Cast<float, Vector256<float>>(workspace.Potentials.AsSpan((token + 1) * Stride, Stride));
        var after = MemoryMarshal.Cast<float, Vector256<float>>(workspace.Backward.AsSpan((token + 1) * Stride, Stride));
        var scale = Vector256.Create(1 / workspace.Scales[token + 1]);
        var (a, b, c) = (potentials[0] * after[0] * scale, potentials[1] * after[1] * scale, potentials[2] * after[2] * scale);
        var backward = workspace.Backward.AsSpan(token * Stride, Stride);
        backward.Clear();
        for (var tag = 0; tag < NameTag.Count; tag++)
        {
            backward[tag] = Vector256.Sum((factors[3 * tag] * a) + (factors[(3 * tag) + 1] * b) + (factors[(3 * tag) + 2] * c));
        }
    }

    // Potentials are scaled by their greatest, whose logarithm is returned; the last token may only end a name.
    private double FillPotentials(ReadOnlySpan<float> emissions, int length, Span<float> potentials)
    {
        var total = 0.0;
        for (var i = 0; i < length; i++)
        {
            var scores = emissions.Slice(i * NameTag.Names, NameTag.Names);
            var top = 0f;
            foreach (var score in scores)
            {
                top = Math.Max(top, score);
            }

            var row = potentials.Slice(i * Stride, Stride);
            for (var tag = 0; tag < NameTag.Names; tag++)
            {
                // Never quite nothing, so that no sum of all sequences vanishes.
                row[tag] = MathF.Exp(Math.Max(scores[tag] - top, -60));
            }

            row[NameTag.None] = MathF.Exp(Math.Max(-top, -60));
            row[NameTag.Count..].Clear();
            total += top;
        }

        for (var tag = 0; tag < NameTag.Count; tag++)
        {
            potentials[((length - 1) * Stride) + tag] *= _end[tag];
        }

        return total;
    }

    /// <summary>Buffers of one thread, grown to the longest sentence seen.</summary>
    internal sealed class Workspace
    {
        public float[] Potentials { get; private set; } = [];

        public float[] Forward { get; private set; } = [];

        public float[] Backward { get; private set; } = [];

        /// <summary>Probability of each tag, <see cref="Stride"/> floats a token.</summary>
        public float[] Marginals { get; private set; } = [];

        public float[] From { get; private set; } = [];

        public float[] Scales { get; private set; } = [];

        /// <summary>Makes room for a sentence.</summary>
        public void Reserve(int length)
        {
            if (Scales.Length >= length)
            {
                return;
            }

            var size = Math.Max(64, length * 2);
            Scales = new float[size];
            Potentials = new float[size * Stride];
            Forward = new float[size * Stride];
            Backward = new float[size * Stride];
            Marginals = new float[size * Stride];
            From = new float[size * Stride];
        }
    }
}
