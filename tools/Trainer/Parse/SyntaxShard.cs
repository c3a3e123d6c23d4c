using System.Numerics;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;
using OnRecord.Language.Parse;

namespace OnRecord.Trainer.Parse;

/// <summary>A training sentence as numbers.</summary>
/// <param name="Rows">Embedding rows, <see cref="SyntaxFeatures.Count"/> per word.</param>
/// <param name="Vectors">Row of the pre-trained vector per word, or -1.</param>
/// <param name="Upos">Gold tags.</param>
/// <param name="Xpos">Gold tags.</param>
/// <param name="Heads">Gold heads; -1 is the root.</param>
/// <param name="Relations">Gold relations.</param>
internal sealed record SyntaxExample(int[] Rows, int[] Vectors, int[] Upos, int[] Xpos, int[] Heads, int[] Relations)
{
    public int Length => Heads.Length;
}

/// <summary>Forward and backward pass over one half of a batch, with its own buffers and gradients, so that halves can run side by side.</summary>
internal sealed class SyntaxShard
{
    private const float Slope = 0.1f;
    private const float InputDropout = 0.2f;
    private const float LayerDropout = 0.33f;
    private const float RoleDropout = 0.25f;
    private const float WordDropout = 0.12f;

    private readonly SyntaxNetwork _network;
    private readonly Matrix _scratch = new();
    private readonly Dictionary<string, float[]> _buffers = [];
    private readonly Dictionary<string, byte[]> _masks = [];
    private ulong _random;

    public SyntaxShard(SyntaxNetwork network)
    {
        _network = network;
        Gradients = new Gradients(network);
    }

    public Gradients Gradients { get; }

    public double Loss { get; private set; }

    /// <summary>Adds the gradients of the examples' summed loss.</summary>
    public void Run(IReadOnlyList<SyntaxExample> examples, ulong seed)
    {
        _random = WordForm.Mix(seed + 0x9E3779B97F4A7C15UL);
        var shape = _network.Shape;
        var n = examples.Sum(example => example.Length);
        var width = shape.Width;
        if (n == 0)
        {
            return;
        }

        // Input.
        var known = _network.Vectors.Rows.Columns;
        var vectors = Buffer("vectors", n * known, clear: true);
        var input = Buffer("x0", n * shape.Input, clear: true);
        var rows = new int[n * SyntaxFeatures.Count];
        var at = 0;
        foreach (var example in examples)
        {
            for (var i = 0; i < example.Length; i++, at++)
            {
                example.Rows.AsSpan(i * SyntaxFeatures.Count, SyntaxFeatures.Count).CopyTo(rows.AsSpan(at * SyntaxFeatures.Count));
                if (Next() < WordDropout)
                {
                    rows[at * SyntaxFeatures.Count] = 0;
                }

                for (var k = 0; k < SyntaxFeatures.Count; k++)
                {
                    Simd.AddScaled(
                        _network.Embeddings.Values.AsSpan(rows[(at * SyntaxFeatures.Count) + k] * shape.Input, shape.Input), 1,
                        input.AsSpan(at * shape.Input, shape.Input));
                }

                if (example.Vectors[i] >= 0)
                {
                    _network.Vectors.Rows.AddTo(example.Vectors[i], vectors.AsSpan(at * known, known));
                }
            }
        }

        _network.Projection.Forward(vectors, known, n, input, add: true);
        Drop("x0", input.AsSpan(0, n * shape.Input), InputDropout);

        // Recurrent layers.
        var below = input;
        for (var l = 0; l < shape.Layers; l++)
        {
            below = LayerForward(l, below, n, examples);
            Drop($"h{l}", below.AsSpan(0, n * width), LayerDropout);
        }

        var top = below;
        var topGradient = Buffer("dh", n * width, clear: true);
        Parse(examples, top, topGradient, n);

        for (var l = shape.Layers - 1; l >= 0; l--)
        {
            if (l == shape.TagLayer)
            {
                Tag(examples, Buffer($"h{l}", n * width), topGradient, n);
            }

            Undrop($"h{l}", topGradient.AsSpan(0, n * width));
            topGradient = LayerBackward(l, l == 0 ? input : Buffer($"h{l - 1}", n * width), topGradient, n, examples);
        }

        Undrop("x0", topGradient.AsSpan(0, n * shape.Input));
        _network.Projection.Accumulate(vectors, known, topGradient, n, Gradients[_network.Projection.Weights], _scratch);
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < SyntaxFeatures.Count; k++)
            {
                Simd.AddScaled(
                    topGradient.AsSpan(i * shape.Input, shape.Input), 1, Gradients.EmbeddingRow(rows[(i * SyntaxFeatures.Count) + k]));
            }
        }
    }

    public double TakeLoss()
    {
        var loss = Loss;
        Loss = 0;
        return loss;
    }

    private float[] LayerForward(int l, float[] input, int n, IReadOnlyList<SyntaxExample> examples)
    {
        var layer = _network.Layers[l];
        var width = _network.Shape.Width;
        var stride = layer.Weights.Weights.Stride;
        var product = Buffer($"u{l}", n * stride);
        layer.Weights.Forward(input, layer.Inputs, n, product);
        var forget = Buffer($"f{l}", n * width);
        var gate = Buffer($"r{l}", n * width);
        var memory = Buffer($"c{l}", n * width);
        var bent = Buffer($"g{l}", n * width);
        var output = Buffer($"h{l}", n * width);
        EachDirection(examples, (row, previous, offset) =>
        {
            var hidden = _network.Shape.Hidden;
            var x = View(product, (row * stride) + offset, hidden);
            var fIn = View(product, (row * stride) + width + offset, hidden);
            var rIn = View(product, (row * stride) + (2 * width) + offset, hidden);
            var skip = layer.Inputs == width ? View(input, (row * width) + offset, hidden) : View(product, (row * stride) + (3 * width) + offset, hidden);
            var last = previous < 0 ? View(Zeros(hidden), 0, hidden) : View(memory, (previous * width) + offset, hidden);
            var f = View(forget, (row * width) + offset, hidden);
            var r = View(gate, (row * width) + offset, hidden);
            var c = View(memory, (row * width) + offset, hidden);
            var g = View(bent, (row * width) + offset, hidden);
            var h = View(output, (row * width) + offset, hidden);
            var fb = View(layer.ForgetBias.Values, offset, hidden);
            var fs = View(layer.ForgetState.Values, offset, hidden);
            var rb = View(layer.OutputBias.Values, offset, hidden);
            var rs = View(layer.OutputState.Values, offset, hidden);
            for (var i = 0; i < x.Length; i++)
            {
                f[i] = Simd.Sigmoid(fIn[i] + fb[i] + (fs[i] * last[i]));
                r[i] = Simd.Sigmoid(rIn[i] + rb[i] + (rs[i] * last[i]));
                c[i] = (f[i] * last[i]) + ((Vector<float>.One - f[i]) * x[i]);
                g[i] = Simd.Tanh(c[i]);
                h[i] = (r[i] * g[i]) + ((Vector<float>.One - r[i]) * skip[i]);
            }
        });
        return output;
    }

    private float[] LayerBackward(int l, float[] input, float[] outputGradient, int n, IReadOnlyList<SyntaxExample> examples)
    {
        var layer = _network.Layers[l];
        var width = _network.Shape.Width;
        var stride = layer.Weights.Weights.Stride;
        var product = Buffer($"u{l}", n * stride);
        var forget = Buffer($"f{l}", n * width);
        var gate = Buffer($"r{l}", n * width);
        var memory = Buffer($"c{l}", n * width);
        var bent = Buffer($"g{l}", n * width);
        var productGradient = Buffer("du", n * stride);
        var carried = Buffer("dc", n * width, clear: true);
        var skipped = Buffer("dskip", n * width);
        var own = layer.Inputs != width;
        EachDirection(
            examples,
            (row, previous, offset) =>
            {
                var hidden = _network.Shape.Hidden;
                var x = View(product, (row * stride) + offset, hidden);
                var skip = own ? View(product, (row * stride) + (3 * width) + offset, hidden) : View(input, (row * width) + offset, hidden);
                var last = previous < 0 ? View(Zeros(hidden), 0, hidden) : View(memory, (previous * width) + offset, hidden);
                var f = View(forget, (row * width) + offset, hidden);
                var r = View(gate, (row * width) + offset, hidden);
                var g = View(bent, (row * width) + offset, hidden);
                var dh = View(outputGradient, (row * width) + offset, hidden);
                var dc = View(carried, (row * width) + offset, hidden);
                var dlast = previous < 0 ? View(Waste(hidden), 0, hidden) : View(carried, (previous * width) + offset, hidden);
                var dx = View(productGradient, (row * stride) + offset, hidden);
                var dfIn = View(productGradient, (row * stride) + width + offset, hidden);
                var drIn = View(productGradient, (row * stride) + (2 * width) + offset, hidden);
                var dskip = own ? View(productGradient, (row * stride) + (3 * width) + offset, hidden) : View(skipped, (row * width) + offset, hidden);
                var fs = View(layer.ForgetState.Values, offset, hidden);
                var rs = View(layer.OutputState.Values, offset, hidden);
                var dfb = View(Gradients[layer.ForgetBias], offset, hidden);
                var dfs = View(Gradients[layer.ForgetState], offset, hidden);
                var drb = View(Gradients[layer.OutputBias], offset, hidden);
                var drs = View(Gradients[layer.OutputState], offset, hidden);
                var one = Vector<float>.One;
                for (var i = 0; i < x.Length; i++)
                {
                    var dr = dh[i] * (g[i] - skip[i]) * r[i] * (one - r[i]);
                    dskip[i] = dh[i] * (one - r[i]);
                    var d = dc[i] + (dh[i] * r[i] * (one - (g[i] * g[i])));
                    var df = d * (last[i] - x[i]) * f[i] * (one - f[i]);
                    dx[i] = d * (one - f[i]);
                    dfIn[i] = df;
                    drIn[i] = dr;
                    dlast[i] = (d * f[i]) + (df * fs[i]) + (dr * rs[i]);
                    dfb[i] += df;
                    drb[i] += dr;
                    dfs[i] += df * last[i];
                    drs[i] += dr * last[i];
                }
            },
            backward: true);
        layer.Weights.Accumulate(input, layer.Inputs, productGradient, n, Gradients[layer.Weights.Weights], _scratch);
        var inputGradient = Buffer(l % 2 == 0 ? "dx.even" : "dx.odd", n * layer.Inputs);
        layer.Weights.Backward(productGradient, n, inputGradient);
        if (!own)
        {
            Simd.AddScaled(skipped.AsSpan(0, n * width), 1, inputGradient.AsSpan(0, n * width));
        }

        return inputGradient;
    }

    /// <summary>Visits each row with the row before it in its direction (-1 at the edge) and the offset of the direction's units.</summary>
    private void EachDirection(IReadOnlyList<SyntaxExample> examples, Action<int, int, int> visit, bool backward = false)
    {
        var first = 0;
        foreach (var example in examples)
        {
            var end = first + example.Length;
            for (var i = 0; i < example.Length; i++)
            {
                var row = backward ? end - 1 - i : first + i;
                visit(row, row == first ? -1 : row - 1, 0);
            }

            for (var i = 0; i < example.Length; i++)
            {
                var row = backward ? first + i : end - 1 - i;
                visit(row, row == end - 1 ? -1 : row + 1, _network.Shape.Hidden);
            }

            first = end;
        }
    }

    private void Tag(IReadOnlyList<SyntaxExample> examples, float[] hidden, float[] hiddenGradient, int n)
    {
        const float Weight = 0.5f;
        var width = _network.Shape.Width;
        var stride = _network.Tags.Weights.Stride;
        var scores = Buffer("tags", n * stride);
        _network.Tags.Forward(hidden, width, n, scores);
        var at = 0;
        foreach (var example in examples)
        {
            for (var i = 0; i < example.Length; i++, at++)
            {
                var row = scores.AsSpan(at * stride, stride);
                Simd.AddScaled(_network.TagBias.Values, 1, row);
                var upos = row[.._network.UposCount];
                var xpos = row.Slice(_network.UposCount, _network.XposCount);
                Loss += Weight * (SoftmaxGradient(upos, example.Upos[i]) + SoftmaxGradient(xpos, example.Xpos[i]));
                row[(_network.UposCount + _network.XposCount)..].Clear();
                Scale(row, Weight);
                Simd.AddScaled(row, 1, Gradients[_network.TagBias]);
            }
        }

        _network.Tags.Accumulate(hidden, width, scores, n, Gradients[_network.Tags.Weights], _scratch);
        _network.Tags.Backward(scores, n, hiddenGradient, add: true);
    }

    private void Parse(IReadOnlyList<SyntaxExample> examples, float[] top, float[] topGradient, int n)
    {
        var shape = _network.Shape;
        var (arc, size) = (shape.Arc, shape.Label);
        var stride = _network.Roles.Weights.Stride;
        var roles = Buffer("roles", n * stride);
        _network.Roles.Forward(top, shape.Width, n, roles);
        for (var i = 0; i < n; i++)
        {
            Simd.AddScaled(_network.RoleBias.Values, 1, roles.AsSpan(i * stride, stride));
            Simd.LeakyRelu(roles.AsSpan(i * stride, 2 * arc), Slope);
        }

        // The sign of a bent number is kept by dropout (a dropped one is zero, and its gradient is dropped too).
        Drop("roles", roles.AsSpan(0, n * stride), RoleDropout);
        var rolesGradient = Buffer("droles", n * stride, clear: true);

        var queries = Buffer("queries", n * arc);
        _network.Arcs.Forward(roles, stride, n, queries);
        var queriesGradient = Buffer("dqueries", n * arc, clear: true);
        var first = 0;
        foreach (var example in examples)
        {
            Attach(example, first, roles, rolesGradient, queries, queriesGradient);
            first += example.Length;
        }

        for (var i = 0; i < n; i++)
        {
            Simd.AddScaled(queriesGradient.AsSpan(i * arc, arc), 1, Gradients[_network.ArcBias]);
        }

        _network.Arcs.Accumulate(roles, stride, queriesGradient, n, Gradients[_network.Arcs.Weights], _scratch);
        var dependents = Buffer("ddependents", n * arc);
        _network.Arcs.Backward(queriesGradient, n, dependents);
        for (var i = 0; i < n; i++)
        {
            Simd.AddScaled(dependents.AsSpan(i * arc, arc), 1, rolesGradient.AsSpan(i * stride, arc));
        }

        Label(examples, roles, rolesGradient, n);
        Undrop("roles", rolesGradient.AsSpan(0, n * stride));
        for (var i = 0; i < n; i++)
        {
            BendGradient(roles.AsSpan(i * stride, 2 * arc), rolesGradient.AsSpan(i * stride, 2 * arc));
            Simd.AddScaled(rolesGradient.AsSpan(i * stride, stride), 1, Gradients[_network.RoleBias]);
        }

        _network.Roles.Accumulate(top, shape.Width, rolesGradient, n, Gradients[_network.Roles.Weights], _scratch);
        _network.Roles.Backward(rolesGradient, n, topGradient, add: true);
    }

    private void Attach(SyntaxExample example, int first, float[] roles, float[] rolesGradient, float[] queries, float[] queriesGradient)
    {
        var n = example.Length;
        var arc = _network.Shape.Arc;
        var stride = _network.Roles.Weights.Stride;
        var scores = Buffer("scores", n + 1);
        var distances = Gradients[_network.Distances];
        for (var i = 0; i < n; i++)
        {
            var query = queries.AsSpan((first + i) * arc, arc);
            Simd.AddScaled(_network.ArcBias.Values, 1, query);
            var row = scores.AsSpan(0, n + 1);
            for (var j = 0; j < n; j++)
            {
                row[j] = i == j ? -1e9f
                    : Simd.Dot(query, roles.AsSpan(((first + j) * stride) + arc, arc)) + _network.Distances.Values[SyntaxShape.DistanceClass(j - i)];
            }

            row[n] = Simd.Dot(query, _network.RootHead.Values) + _network.Distances.Values[SyntaxShape.Distances - 1];
            Loss += SoftmaxGradient(row, example.Heads[i] < 0 ? n : example.Heads[i]);
            var gradient = queriesGradient.AsSpan((first + i) * arc, arc);
            for (var j = 0; j < n; j++)
            {
                if (MathF.Abs(row[j]) > 1e-6f && i != j)
                {
                    var head = ((first + j) * stride) + arc;
                    Simd.AddScaled(roles.AsSpan(head, arc), row[j], gradient);
                    Simd.AddScaled(query, row[j], rolesGradient.AsSpan(head, arc));
                    distances[SyntaxShape.DistanceClass(j - i)] += row[j];
                }
            }

            Simd.AddScaled(_network.RootHead.Values, row[n], gradient);
            Simd.AddScaled(query, row[n], Gradients[_network.RootHead]);
            distances[SyntaxShape.Distances - 1] += row[n];
        }
    }

    private void Label(IReadOnlyList<SyntaxExample> examples, float[] roles, float[] rolesGradient, int n)
    {
        var size = _network.Shape.Label;
        var own = 2 * _network.Shape.Arc;
        var stride = _network.Roles.Weights.Stride;
        var sums = Buffer("sums", n * size);
        var first = 0;
        foreach (var example in examples)
        {
            for (var i = 0; i < example.Length; i++)
            {
                var sum = sums.AsSpan((first + i) * size, size);
                roles.AsSpan(((first + i) * stride) + own, size).CopyTo(sum);
                var head = example.Heads[i];
                Simd.AddScaled(head < 0 ? _network.RootLabel.Values : roles.AsSpan(((first + head) * stride) + own + size, size), 1, sum);
                Simd.LeakyRelu(sum, Slope);
            }

            first += example.Length;
        }

        var width = _network.Labels.Weights.Stride;
        var scores = Buffer("labels", n * width);
        _network.Labels.Forward(sums, size, n, scores);
        var at = 0;
        foreach (var example in examples)
        {
            for (var i = 0; i < example.Length; i++, at++)
            {
                var row = scores.AsSpan(at * width, width);
                Simd.AddScaled(_network.LabelBias.Values, 1, row);
                Loss += SoftmaxGradient(row[.._network.RelationCount], example.Relations[i]);
                row[_network.RelationCount..].Clear();
                Simd.AddScaled(row, 1, Gradients[_network.LabelBias]);
            }
        }

        _network.Labels.Accumulate(sums, size, scores, n, Gradients[_network.Labels.Weights], _scratch);
        var gradients = Buffer("dsums", n * size);
        _network.Labels.Backward(scores, n, gradients);
        first = 0;
        foreach (var example in examples)
        {
            for (var i = 0; i < example.Length; i++)
            {
                var gradient = gradients.AsSpan((first + i) * size, size);
                BendGradient(sums.AsSpan((first + i) * size, size), gradient);
                Simd.AddScaled(gradient, 1, rolesGradient.AsSpan(((first + i) * stride) + own, size));
                var head = example.Heads[i];
                Simd.AddScaled(
                    gradient, 1, head < 0 ? Gradients[_network.RootLabel] : rolesGradient.AsSpan(((first + head) * stride) + own + size, size));
            }

            first += example.Length;
        }
    }

    private static void BendGradient(ReadOnlySpan<float> bent, Span<float> gradient)
    {
        for (var i = 0; i < bent.Length; i++)
        {
            gradient[i] *= bent[i] < 0 ? Slope : 1;
        }
    }

    /// <summary>Turns scores into the gradient of the cross-entropy and returns the loss.</summary>
    private static double SoftmaxGradient(Span<float> scores, int gold)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        var sum = 0f;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += scores[i] = MathF.Exp(scores[i] - most);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }

        var loss = -Math.Log(Math.Max(1e-12, scores[gold]));
        scores[gold] -= 1;
        return loss;
    }

    private static void Scale(Span<float> values, float factor)
    {
        foreach (ref var value in values)
        {
            value *= factor;
        }
    }

    private void Drop(string name, Span<float> values, float rate)
    {
        if (!_masks.TryGetValue(name, out var mask) || mask.Length < values.Length)
        {
            _masks[name] = mask = new byte[values.Length * 5 / 4];
        }

        var threshold = (uint)(rate * 65536);
        var scale = 1 / (1 - rate);
        for (var i = 0; i < values.Length; i += 4)
        {
            var bits = NextBits();
            for (var k = 0; k < 4 && i + k < values.Length; k++, bits >>= 16)
            {
                var kept = (bits & 0xFFFF) >= threshold;
                mask[i + k] = kept ? (byte)1 : (byte)0;
                values[i + k] = kept ? values[i + k] * scale : 0;
            }
        }

    }

    private void Undrop(string name, Span<float> gradient)
    {
        var mask = _masks[name];
        var rate = name == "x0" ? InputDropout : name == "roles" ? RoleDropout : LayerDropout;
        var scale = 1 / (1 - rate);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = mask[i] == 1 ? gradient[i] * scale : 0;
        }
    }

    private ulong NextBits()
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return _random;
    }

    private float Next() => (NextBits() >> 40) / (float)(1 << 24);

    private float[] Zeros(int size) => Buffer("zeros", size);

    private float[] Waste(int size) => Buffer("waste", size);

    private float[] Buffer(string name, int size, bool clear = false)
    {
        if (!_buffers.TryGetValue(name, out var buffer) || buffer.Length < size)
        {
            _buffers[name] = buffer = new float[size * 5 / 4];
        }
        else if (clear)
        {
            buffer.AsSpan(0, size).Clear();
        }

        return buffer;
    }

    private static Span<Vector<float>> View(float[] values, int from, int count) => MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan(from, count));
}
