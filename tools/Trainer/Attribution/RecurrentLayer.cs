using System.Numerics;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;
using OnRecord.Trainer.Parse;

namespace OnRecord.Trainer.Attribution;

/// <summary>
/// A bidirectional simple recurrent unit (Lei et al., EMNLP 2018) over one sentence at a time, with its derivatives. Columns of the
/// product as in <see cref="SimpleRecurrentLayer"/>.
/// </summary>
internal sealed class RecurrentLayer
{
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly int _width;
    private readonly int _columns;
    private readonly Matrix _scratch = new();
    private readonly float[] _nothing;
    private readonly float[] _waste;
    private float[] _product = [];
    private float[] _forget = [];
    private float[] _gate = [];
    private float[] _memory = [];
    private float[] _bent = [];
    private float[] _productGradient = [];
    private float[] _carried = [];
    private float[] _skipped = [];

    public RecurrentLayer(string name, int inputs, int hidden, Random random)
    {
        (_inputs, _hidden, _width) = (inputs, hidden, 2 * hidden);
        _columns = SimpleRecurrentLayer.Columns(inputs, hidden);
        Weights = new Learned(name, inputs, _columns, MathF.Sqrt(6f / (inputs + _width)), random);
        Gates = new Learned(name + ".gates", 4, _width, 0, random);
        Product = new Linear(Weights.Values);
        _nothing = new float[hidden];
        _waste = new float[hidden];
    }

    /// <summary>Matrix of the product.</summary>
    public Learned Weights { get; }

    /// <summary>Rows: bias and state weight of the forget gate, then of the output gate.</summary>
    public Learned Gates { get; }

    public Linear Product { get; }

    /// <summary>Output rows of both directions for <paramref name="count"/> input rows.</summary>
    public float[] Output { get; private set; } = [];

    /// <summary>Derivative by the input, after <see cref="Backward"/>.</summary>
    public float[] InputGradient { get; private set; } = [];

    public void Forward(float[] input, int count)
    {
        Reserve(count);
        Product.Forward(input, _inputs, count, _product);
        foreach (var (row, previous, offset) in Steps(count, backward: false))
        {
            var x = Part(_product, row, 0, offset);
            var fIn = Part(_product, row, 1, offset);
            var rIn = Part(_product, row, 2, offset);
            var skip = SkipsInput ? View(input, (row * _width) + offset) : Part(_product, row, 3, offset);
            var last = previous < 0 ? View(_nothing, 0) : View(_memory, (previous * _width) + offset);
            var at = (row * _width) + offset;
            var f = View(_forget, at);
            var r = View(_gate, at);
            var c = View(_memory, at);
            var g = View(_bent, at);
            var to = View(Output, at);
            var fb = Gate(Gates.Values.Values, 0, offset);
            var fs = Gate(Gates.Values.Values, 1, offset);
            var rb = Gate(Gates.Values.Values, 2, offset);
            var rs = Gate(Gates.Values.Values, 3, offset);
            for (var i = 0; i < x.Length; i++)
            {
                f[i] = Simd.Sigmoid(fIn[i] + fb[i] + (fs[i] * last[i]));
                r[i] = Simd.Sigmoid(rIn[i] + rb[i] + (rs[i] * last[i]));
                c[i] = (f[i] * last[i]) + ((Vector<float>.One - f[i]) * x[i]);
                g[i] = Simd.Tanh(c[i]);
                to[i] = (r[i] * g[i]) + ((Vector<float>.One - r[i]) * skip[i]);
            }
        }
    }

    public void Backward(float[] input, float[] outputGradient, int count)
    {
        Array.Clear(_carried, 0, count * _width);
        foreach (var (row, previous, offset) in Steps(count, backward: true))
        {
            var x = Part(_product, row, 0, offset);
            var skip = SkipsInput ? View(input, (row * _width) + offset) : Part(_product, row, 3, offset);
            var last = previous < 0 ? View(_nothing, 0) : View(_memory, (previous * _width) + offset);
            var at = (row * _width) + offset;
            var f = View(_forget, at);
            var r = View(_gate, at);
            var g = View(_bent, at);
            var dh = View(outputGradient, at);
            var dc = View(_carried, at);
            var dlast = previous < 0 ? View(_waste, 0) : View(_carried, (previous * _width) + offset);
            var dx = Part(_productGradient, row, 0, offset);
            var dfIn = Part(_productGradient, row, 1, offset);
            var drIn = Part(_productGradient, row, 2, offset);
            var dskip = SkipsInput ? View(_skipped, at) : Part(_productGradient, row, 3, offset);
            var fs = Gate(Gates.Values.Values, 1, offset);
            var rs = Gate(Gates.Values.Values, 3, offset);
            var dfb = Gate(Gates.Gradient, 0, offset);
            var dfs = Gate(Gates.Gradient, 1, offset);
            var drb = Gate(Gates.Gradient, 2, offset);
            var drs = Gate(Gates.Gradient, 3, offset);
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
        }

        Product.Accumulate(input, _inputs, _productGradient, count, Weights.Gradient, _scratch);
        Product.Backward(_productGradient, count, InputGradient);
        if (SkipsInput)
        {
            Simd.AddScaled(_skipped.AsSpan(0, count * _width), 1, InputGradient.AsSpan(0, count * _width));
        }
    }

    /// <summary>Whether what skips the layer is its input as it is.</summary>
    private bool SkipsInput => _inputs == _width;

    private IEnumerable<(int Row, int Previous, int Offset)> Steps(int count, bool backward)
    {
        for (var i = 0; i < count; i++)
        {
            var row = backward ? count - 1 - i : i;
            yield return (row, row - 1, 0);
        }

        for (var i = 0; i < count; i++)
        {
            var row = backward ? i : count - 1 - i;
            yield return (row, row == count - 1 ? -1 : row + 1, _hidden);
        }
    }

    private void Reserve(int count)
    {
        if (Output.Length >= count * _width)
        {
            return;
        }

        var size = count * _width * 2;
        (Output, _forget, _gate, _memory) = (new float[size], new float[size], new float[size], new float[size]);
        (_bent, _carried, _skipped) = (new float[size], new float[size], new float[size]);
        (_product, _productGradient) = (new float[count * 2 * _columns], new float[count * 2 * _columns]);
        InputGradient = new float[count * 2 * PackedMatrix.Pad(_inputs)];
    }

    private Span<Vector<float>> Part(float[] product, int row, int part, int offset) =>
        View(product, (row * _columns) + (part * _width) + offset);

    private Span<Vector<float>> Gate(float[] values, int row, int offset) => View(values, (row * Gates.Values.Stride) + offset);

    private Span<Vector<float>> View(float[] values, int from) => MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan(from, _hidden));
}

/// <summary>A parameter with its gradient.</summary>
internal sealed class Learned(string name, int rows, int columns, float spread, Random random)
{
    public Parameter Values { get; } = new(name, rows, columns, spread, random);

    public float[] Gradient { get; } = new float[rows * PackedMatrix.Pad(columns)];

    /// <summary>Takes a step and empties the gradient.</summary>
    public void Step(float rate, float scale, int step)
    {
        Values.Step(Gradient, 0, Gradient.Length, rate, scale, step);
        Array.Clear(Gradient);
    }
}
