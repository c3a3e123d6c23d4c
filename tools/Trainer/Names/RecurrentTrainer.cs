using System.Numerics;
using System.Runtime.InteropServices;
using OnRecord.Language.Models;
using OnRecord.Trainer.Parse;

namespace OnRecord.Trainer.Names;

/// <summary>
/// A layer of simple recurrent units in training: what <see cref="SimpleRecurrentLayer"/> does where input and output have one width, and its
/// derivatives.
/// </summary>
internal sealed class RecurrentTrainer
{
    private readonly string _name;
    private readonly int _hidden;
    private readonly int _width;
    private readonly Linear _weights;
    private readonly Matrix _scratch = new();
    private readonly Adam _matrix;
    private readonly Adam _forgetBias;
    private readonly Adam _forgetState;
    private readonly Adam _outputBias;
    private readonly Adam _outputState;
    private readonly Parameter[] _vectors;
    private float[] _product = [];
    private float[] _forget = [];
    private float[] _gate = [];
    private float[] _memory = [];
    private float[] _bent = [];
    private float[] _carried = [];
    private float[] _slopes = [];

    /// <summary>A layer with small random weights.</summary>
    public RecurrentTrainer(string name, int hidden, Random random)
    {
        (_name, _hidden, _width) = (name, hidden, 2 * hidden);
        _weights = new Linear(new Parameter(name, _width, SimpleRecurrentLayer.Columns(_width, hidden), MathF.Sqrt(6f / (3 * _width)), random));
        _vectors = [Vector("forget.bias"), Vector("forget.state"), Vector("output.bias"), Vector("output.state")];
        _matrix = new Adam(_weights.Weights.Values);
        (_forgetBias, _forgetState) = (new Adam(_vectors[0].Values), new Adam(_vectors[1].Values));
        (_outputBias, _outputState) = (new Adam(_vectors[2].Values), new Adam(_vectors[3].Values));

        Parameter Vector(string part) => new($"{name}.{part}", 1, _width, 0, random);
    }

    /// <summary>The optimizers of all weights.</summary>
    public IEnumerable<Adam> Optimizers => [_matrix, _forgetBias, _forgetState, _outputBias, _outputState];

    /// <summary>All weights.</summary>
    public IEnumerable<float[]> Weights => [_weights.Weights.Values, .. _vectors.Select(vector => vector.Values)];

    /// <summary>Must be called after the weights were changed.</summary>
    public void Refresh() => _weights.Refresh();

    /// <summary>Writes the weights as <see cref="Language.Names.NameNetwork.Load"/> reads them.</summary>
    public void Write(ModelFile file)
    {
        file.AddFloats(_name, _weights.Weights.Values);
        foreach (var vector in _vectors)
        {
            file.AddFloats(vector.Name, vector.Values);
        }
    }

    /// <summary>Runs over sentences that lie one after the other.</summary>
    /// <param name="input">One row per word.</param>
    /// <param name="lengths">Words of each sentence.</param>
    /// <param name="output">Gets one row of both directions per word.</param>
    public void Forward(float[] input, int[] lengths, float[] output)
    {
        var count = lengths.Sum();
        Reserve(count);
        _weights.Forward(input, _width, count, _product);
        var first = 0;
        foreach (var length in lengths)
        {
            var end = first + length;
            for (var row = first; row < end; row++)
            {
                Step(input, output, row, row == first ? -1 : row - 1, 0);
            }

            for (var row = end - 1; row >= first; row--)
            {
                Step(input, output, row, row == end - 1 ? -1 : row + 1, _hidden);
            }

            first = end;
        }
    }

    /// <summary>Adds the gradients of the weights.</summary>
    /// <param name="input">Input of the forward run.</param>
    /// <param name="lengths">Words of each sentence.</param>
    /// <param name="slopes">Gradient of the output.</param>
    /// <param name="inputSlopes">Gets the gradient of the input.</param>
    public void Backward(float[] input, int[] lengths, float[] slopes, float[] inputSlopes)
    {
        var count = lengths.Sum();
        _carried.AsSpan(0, count * _width).Clear();
        _slopes = Grown(_slopes, count * 3 * _width);
        var skipped = inputSlopes;
        var first = 0;
        foreach (var length in lengths)
        {
            var end = first + length;
            for (var row = end - 1; row >= first; row--)
            {
                StepBack(input, slopes, skipped, row, row == first ? -1 : row - 1, 0);
            }

            for (var row = first; row < end; row++)
            {
                StepBack(input, slopes, skipped, row, row == end - 1 ? -1 : row + 1, _hidden);
            }

            first = end;
        }

        _weights.Accumulate(input, _width, _slopes, count, _matrix.Gradient, _scratch);
        _weights.Backward(_slopes, count, inputSlopes, add: true);
    }

    /// <summary>The buffer, or a longer one.</summary>
    public static float[] Grown(float[] buffer, int length) => buffer.Length >= length ? buffer : new float[length * 5 / 4];

    private void Reserve(int count)
    {
        _product = Grown(_product, count * 3 * _width);
        _forget = Grown(_forget, count * _width);
        _gate = Grown(_gate, count * _width);
        _memory = Grown(_memory, count * _width);
        _bent = Grown(_bent, count * _width);
        _carried = Grown(_carried, count * _width);
    }

    private void Step(float[] input, float[] output, int row, int previous, int offset)
    {
        var at = (row * 3 * _width) + offset;
        var x = View(_product, at);
        var fIn = View(_product, at + _width);
        var rIn = View(_product, at + (2 * _width));
        at = (row * _width) + offset;
        var skip = View(input, at);
        var f = View(_forget, at);
        var r = View(_gate, at);
        var c = View(_memory, at);
        var g = View(_bent, at);
        var h = View(output, at);
        var last = previous < 0 ? default : View(_memory, (previous * _width) + offset);
        var fb = View(_vectors[0].Values, offset);
        var fs = View(_vectors[1].Values, offset);
        var rb = View(_vectors[2].Values, offset);
        var rs = View(_vectors[3].Values, offset);
        for (var i = 0; i < x.Length; i++)
        {
            var before = previous < 0 ? Vector<float>.Zero : last[i];
            f[i] = Simd.Sigmoid(fIn[i] + fb[i] + (fs[i] * before));
            r[i] = Simd.Sigmoid(rIn[i] + rb[i] + (rs[i] * before));
            c[i] = (f[i] * before) + ((Vector<float>.One - f[i]) * x[i]);
            g[i] = Simd.Tanh(c[i]);
            h[i] = (r[i] * g[i]) + ((Vector<float>.One - r[i]) * skip[i]);
        }
    }

    private void StepBack(float[] input, float[] slopes, float[] skipped, int row, int previous, int offset)
    {
        var at = (row * 3 * _width) + offset;
        var x = View(_product, at);
        var dx = View(_slopes, at);
        var dfIn = View(_slopes, at + _width);
        var drIn = View(_slopes, at + (2 * _width));
        at = (row * _width) + offset;
        var skip = View(input, at);
        var f = View(_forget, at);
        var r = View(_gate, at);
        var g = View(_bent, at);
        var dh = View(slopes, at);
        var dc = View(_carried, at);
        var dskip = View(skipped, at);
        var last = previous < 0 ? default : View(_memory, (previous * _width) + offset);
        var dlast = previous < 0 ? default : View(_carried, (previous * _width) + offset);
        var fs = View(_vectors[1].Values, offset);
        var rs = View(_vectors[3].Values, offset);
        var dfb = View(_forgetBias.Gradient, offset);
        var dfs = View(_forgetState.Gradient, offset);
        var drb = View(_outputBias.Gradient, offset);
        var drs = View(_outputState.Gradient, offset);
        var one = Vector<float>.One;
        for (var i = 0; i < x.Length; i++)
        {
            var before = previous < 0 ? Vector<float>.Zero : last[i];
            var dr = dh[i] * (g[i] - skip[i]) * r[i] * (one - r[i]);
            dskip[i] = dh[i] * (one - r[i]);
            var d = dc[i] + (dh[i] * r[i] * (one - (g[i] * g[i])));
            var df = d * (before - x[i]) * f[i] * (one - f[i]);
            dx[i] = d * (one - f[i]);
            dfIn[i] = df;
            drIn[i] = dr;
            dfb[i] += df;
            drb[i] += dr;
            if (previous >= 0)
            {
                dlast[i] = (d * f[i]) + (df * fs[i]) + (dr * rs[i]);
                dfs[i] += df * before;
                drs[i] += dr * before;
            }
        }
    }

    private Span<Vector<float>> View(float[] values, int offset) => MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan(offset, _hidden));
}
