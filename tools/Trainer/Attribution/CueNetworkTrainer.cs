using OnRecord.Language.Models;
using OnRecord.Stances;
using OnRecord.Trainer.Parse;
using Vectors = OnRecord.Language.Models.WordVectors;

namespace OnRecord.Trainer.Attribution;

/// <summary>A sentence to learn from.</summary>
/// <param name="Rows">Embedding rows of all tokens, one after the other.</param>
/// <param name="Starts">Where those of each token begin; one entry more for the end.</param>
/// <param name="Own">Row of the word vector per token, or -1.</param>
/// <param name="Heads">Row of the word vector of the head per token, or -1.</param>
/// <param name="Labels">Gold cue label per token.</param>
/// <param name="Roles">Gold label of source and content per token.</param>
internal sealed record CueSentence(int[] Rows, int[] Starts, int[] Own, int[] Heads, byte[] Labels, byte[] Roles);

/// <summary>Trains the cue network: Adam on the likelihood of the cue chain, and of sources and contents beside it.</summary>
internal sealed class CueNetworkTrainer
{
    private const int Roles = 5;
    private const int Scores = CueNetwork.Labels + Roles;
    private const float Rate = 2e-3f;
    private const float InputDropout = 0.25f;
    private const float LayerDropout = 0.35f;
    private const float WordDropout = 0.2f;

    // What sources and contents count beside cues: they teach the layers, and are not kept.
    private const float RoleWeight = 0.3f;
    private const int BatchTokens = 800;

    private readonly int _input;
    private readonly int _width;
    private readonly Random _random;
    private readonly Learned _embeddings;
    private readonly Learned _projection;
    private readonly RecurrentLayer[] _layers;
    private readonly Learned _output;
    private readonly Learned _bias;
    private readonly Learned _transitions;
    private readonly Linear _project;
    private readonly Linear _out;
    private readonly Learned[] _all;
    private readonly bool[] _touched = new bool[CueInput.Rows];
    private readonly List<int> _touchedRows = [];
    private readonly Matrix _scratch = new();
    private readonly ChainScratch _chain = new();
    private readonly List<float[]> _masks = [];
    private int _steps;
    private float[] _x = [];
    private float[] _v = [];
    private float[] _scores = [];
    private float[] _marginals = [];
    private float[] _topGradient = [];

    /// <param name="input">Width of the embeddings.</param>
    /// <param name="hidden">Units of a layer in each direction.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="seed">Of everything random.</param>
    public CueNetworkTrainer(int input, int hidden, int layers, int seed)
    {
        _random = new Random(seed);
        (_input, _width) = (input, 2 * hidden);
        _embeddings = new Learned("embeddings", CueInput.Rows, input, 0.05f, _random);
        _projection = new Learned("projection", 2 * Vectors.Default.Rows.Columns, input, MathF.Sqrt(6f / (200 + input)) * 0.5f, _random);
        _layers = [.. Enumerable.Range(0, layers).Select(l => new RecurrentLayer($"layer{l}", l == 0 ? input : _width, hidden, _random))];
        _output = new Learned("output", _width, Scores, MathF.Sqrt(6f / (_width + Scores)), _random);
        _bias = new Learned("bias", 1, Scores, 0, _random);
        _transitions = new Learned("transitions", 1, (CueNetwork.Labels + 1) * CueNetwork.Labels, 0, _random);
        _project = new Linear(_projection.Values);
        _out = new Linear(_output.Values);
        _all = [_projection, .. _layers.SelectMany(l => new[] { l.Weights, l.Gates }), _output, _bias, _transitions];
        _transitions.Values.Values[((int)CueLabel.Outside * CueNetwork.Labels) + (int)CueLabel.Inside] = LinearChain.Forbidden;
        _transitions.Values.Values[(CueNetwork.Labels * CueNetwork.Labels) + (int)CueLabel.Inside] = LinearChain.Forbidden;
    }

    /// <summary>The sentences of an article, to learn from.</summary>
    public static IEnumerable<CueSentence> Sentences(TrainingArticle article)
    {
        var view = article.View;
        var input = new CueInput(view, new CueFeatures(view));
        var (labels, roles) = AttributionInstances.Labels(article);
        var found = new int[CueInput.Most];
        foreach (var sentence in view.Document.Sentences)
        {
            var rows = new List<int>();
            var starts = new List<int> { 0 };
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                rows.AddRange(found.AsSpan(0, input.Extract(i, found)));
                starts.Add(rows.Count);
            }

            yield return new CueSentence(
                [.. rows], [.. starts],
                [.. Enumerable.Range(sentence.FirstToken, sentence.EndToken - sentence.FirstToken).Select(input.Vector)],
                [.. Enumerable.Range(sentence.FirstToken, sentence.EndToken - sentence.FirstToken).Select(input.HeadVector)],
                labels[sentence.FirstToken..sentence.EndToken], roles[sentence.FirstToken..sentence.EndToken]);
        }
    }

    /// <summary>Runs over all sentences <paramref name="epochs"/> times.</summary>
    /// <param name="sentences">What to learn.</param>
    /// <param name="epochs">Passes.</param>
    /// <param name="report">Receives the mean loss per token after each pass.</param>
    public void Train(IReadOnlyList<CueSentence> sentences, int epochs, Action<int, double> report)
    {
        var order = Enumerable.Range(0, sentences.Count).ToArray();
        var total = sentences.Sum(s => s.Labels.Length);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            _random.Shuffle(order);
            double loss = 0;
            var inBatch = 0;
            long seen = 0;
            Refresh();
            foreach (var index in order)
            {
                loss += Run(sentences[index]);
                inBatch += sentences[index].Labels.Length;
                seen += sentences[index].Labels.Length;
                if (inBatch >= BatchTokens)
                {
                    var progress = (epoch + ((float)seen / total)) / epochs;
                    Step(Rate * Math.Min(1, 2 * (1 - progress)) * (progress < 0.02f ? progress / 0.02f : 1), inBatch);
                    inBatch = 0;
                }
            }

            report(epoch, loss / total);
        }
    }

    /// <summary>The network as it is now.</summary>
    public CueNetwork ToNetwork() => new(new CueWeights(
        QuantizedRows.From(_embeddings.Values.Values, _input),
        Plain(_projection),
        [.. _layers.Select(layer => new CueLayerWeights(Plain(layer.Weights), Plain(layer.Gates)))],
        Plain(_output, CueNetwork.Labels),
        Plain(_bias, CueNetwork.Labels),
        Plain(_transitions)));

    /// <summary>The first columns of a matrix without the padding of its rows.</summary>
    private static float[] Plain(Learned learned, int? columns = null) =>
        [.. Enumerable.Range(0, learned.Values.Rows)
            .SelectMany(row => learned.Values.Values.AsSpan(row * learned.Values.Stride, columns ?? learned.Values.Columns).ToArray())];

    private void Refresh()
    {
        _project.Refresh();
        _out.Refresh();
        foreach (var layer in _layers)
        {
            layer.Product.Refresh();
        }
    }

    /// <summary>Adds the gradients of a sentence and returns its loss.</summary>
    private double Run(CueSentence sentence)
    {
        var n = sentence.Labels.Length;
        var columns = Vectors.Default.Rows.Columns;
        var stride = _output.Values.Stride;
        Grow(ref _x, n * _input);
        Grow(ref _v, n * 2 * columns);
        Grow(ref _scores, n * stride);
        Grow(ref _marginals, n * CueNetwork.Labels);
        _x.AsSpan(0, n * _input).Clear();
        _v.AsSpan(0, n * 2 * columns).Clear();
        var rows = (int[])sentence.Rows.Clone();
        for (var i = 0; i < n; i++)
        {
            var hideOwn = _random.NextSingle() < WordDropout;
            for (var k = sentence.Starts[i]; k < sentence.Starts[i + 1]; k++)
            {
                var place = k - sentence.Starts[i];
                if ((place is CueInput.Word or CueInput.Stem && hideOwn) || (place is CueInput.Head or >= CueInput.Dependents && _random.NextSingle() < WordDropout))
                {
                    rows[k] = -1;
                    continue;
                }

                Simd.AddScaled(_embeddings.Values.Values.AsSpan(rows[k] * _embeddings.Values.Stride, _input), 1, _x.AsSpan(i * _input, _input));
            }

            if (sentence.Own[i] >= 0)
            {
                Vectors.Default.Rows.AddTo(sentence.Own[i], _v.AsSpan(i * 2 * columns, columns));
            }

            if (sentence.Heads[i] >= 0)
            {
                Vectors.Default.Rows.AddTo(sentence.Heads[i], _v.AsSpan((i * 2 * columns) + columns, columns));
            }
        }

        _project.Forward(_v, 2 * columns, n, _x, add: true);
        var below = _x;
        Drop(0, below, n * _input, InputDropout);
        for (var l = 0; l < _layers.Length; l++)
        {
            _layers[l].Forward(below, n);
            below = _layers[l].Output;
            Drop(l + 1, below, n * _width, LayerDropout);
        }

        _out.Forward(below, _width, n, _scores);
        var emissions = new float[n * CueNetwork.Labels];
        for (var i = 0; i < n; i++)
        {
            Simd.AddScaled(_bias.Values.Values, 1, _scores.AsSpan(i * stride, stride));
            _scores.AsSpan(i * stride, CueNetwork.Labels).CopyTo(emissions.AsSpan(i * CueNetwork.Labels));
        }

        var transitions = _transitions.Values.Values.AsSpan(0, (CueNetwork.Labels + 1) * CueNetwork.Labels);
        var expected = new float[transitions.Length];
        var loss = ForwardBackward.Run(CueNetwork.Labels, emissions, transitions, _marginals.AsSpan(0, n * CueNetwork.Labels), expected, _chain);
        var previous = CueNetwork.Labels;
        for (var i = 0; i < n; i++)
        {
            var label = sentence.Labels[i];
            loss -= emissions[(i * CueNetwork.Labels) + label] + transitions[(previous * CueNetwork.Labels) + label];
            expected[(previous * CueNetwork.Labels) + label] -= 1;
            previous = label;
            var row = _scores.AsSpan(i * stride, stride);
            _marginals.AsSpan(i * CueNetwork.Labels, CueNetwork.Labels).CopyTo(row);
            row[label] -= 1;
            var roles = row.Slice(CueNetwork.Labels, Roles);
            System.Numerics.Tensors.TensorPrimitives.SoftMax<float>(roles, roles);
            roles[sentence.Roles[i]] -= 1;
            System.Numerics.Tensors.TensorPrimitives.Multiply(roles, RoleWeight, roles);
            row[Scores..].Clear();
            Simd.AddScaled(row, 1, _bias.Gradient);
        }

        for (var k = 0; k < transitions.Length; k++)
        {
            _transitions.Gradient[k] += transitions[k] > LinearChain.Forbidden ? expected[k] : 0;
        }

        _out.Accumulate(below, _width, _scores, n, _output.Gradient, _scratch);
        Grow(ref _topGradient, n * PackedMatrix.Pad(_width));
        _out.Backward(_scores, n, _topGradient);
        var gradient = _topGradient;
        for (var l = _layers.Length - 1; l >= 0; l--)
        {
            Undrop(l + 1, gradient, n * _width);
            _layers[l].Backward(l == 0 ? _x : _layers[l - 1].Output, gradient, n);
            gradient = _layers[l].InputGradient;
        }

        Undrop(0, gradient, n * _input);
        _project.Accumulate(_v, 2 * columns, gradient, n, _projection.Gradient, _scratch);
        for (var i = 0; i < n; i++)
        {
            for (var k = sentence.Starts[i]; k < sentence.Starts[i + 1]; k++)
            {
                var row = rows[k];
                if (row < 0)
                {
                    continue;
                }

                if (!_touched[row])
                {
                    _touched[row] = true;
                    _touchedRows.Add(row);
                }

                Simd.AddScaled(gradient.AsSpan(i * _input, _input), 1, _embeddings.Gradient.AsSpan(row * _embeddings.Values.Stride, _input));
            }
        }

        return loss;
    }

    private void Step(float rate, int tokens)
    {
        const float Longest = 5f;
        _steps++;
        var norm = 0f;
        foreach (var learned in _all)
        {
            norm += Simd.Dot(learned.Gradient, learned.Gradient);
        }

        // A cue's gradient is spread thin over the tokens of a batch: the mean is over tokens, as the loss is.
        norm = MathF.Sqrt(norm) / tokens;
        var scale = (norm > Longest ? Longest / norm : 1f) / tokens;
        foreach (var learned in _all)
        {
            learned.Step(rate, scale, _steps);
        }

        foreach (var row in _touchedRows)
        {
            var from = row * _embeddings.Values.Stride;
            _embeddings.Values.Step(_embeddings.Gradient.AsSpan(from, _embeddings.Values.Stride), from, _embeddings.Values.Stride, rate, scale, _steps);
            _embeddings.Gradient.AsSpan(from, _embeddings.Values.Stride).Clear();
            _touched[row] = false;
        }

        _touchedRows.Clear();
        Refresh();
    }

    private void Drop(int place, float[] values, int count, float rate)
    {
        while (_masks.Count <= place)
        {
            _masks.Add([]);
        }

        if (_masks[place].Length < count)
        {
            _masks[place] = new float[count * 2];
        }

        var mask = _masks[place];
        var keep = 1 / (1 - rate);
        for (var i = 0; i < count; i++)
        {
            mask[i] = _random.NextSingle() < rate ? 0 : keep;
        }

        System.Numerics.Tensors.TensorPrimitives.Multiply(values.AsSpan(0, count), mask.AsSpan(0, count), values.AsSpan(0, count));
    }

    private void Undrop(int place, float[] gradient, int count) =>
        System.Numerics.Tensors.TensorPrimitives.Multiply(gradient.AsSpan(0, count), _masks[place].AsSpan(0, count), gradient.AsSpan(0, count));

    private static void Grow(ref float[] buffer, int size)
    {
        if (buffer.Length < size)
        {
            buffer = new float[size * 2];
        }
    }
}
