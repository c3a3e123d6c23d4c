using System.Numerics.Tensors;
using OnRecord.Language.Models;
using OnRecord.Language.Names;
using OnRecord.Trainer.Parse;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Fits the network: runs it with dropout, and takes the slopes of its scores back to all weights. Where a text has parts of speech and
/// relations, its first layer must tell them too, so that it learns from text without names (Søgaard and Goldberg 2016).
/// </summary>
internal sealed class NetworkTrainer
{
    private const int Width = NameNetwork.Width;
    private const int Outputs = NameNetwork.Outputs;
    private const float InputDropout = 0.3f;
    private const float LayerDropout = 0.3f;
    private const float EncodedDropout = 0.5f;

    // Most words of the training sets are known by heart after a pass; words of other texts are not.
    private const float FeatureDropout = 0.3f;

    // A word whose vector is hidden must be told by its writing, as unknown words are.
    private const float VectorDropout = 0.08f;
    private const float LongestGradient = 5f;
    private const float TableRateFactor = 20f;
    private const float SyntaxWeight = 0.3f;

    private readonly QuantizedRows _vectors;
    private readonly int _tags;
    private readonly int _relations;
    private readonly Random _random;
    private readonly RecurrentTrainer[] _layers;
    private readonly Linear _output;
    private readonly Linear _syntax;
    private readonly Adam _outputOptimizer;
    private readonly Adam _syntaxOptimizer;
    private readonly Adam[] _optimizers;
    private readonly float[] _table = new float[NameNetwork.TableWidth << NetworkInput.TableBits];
    private readonly float[] _tableSquares = new float[1 << NetworkInput.TableBits];
    private readonly Matrix _scratch = new();
    private readonly float[][] _states = new float[NameNetwork.Layers + 1][];
    private readonly float[][] _masks = new float[NameNetwork.Layers + 1][];
    private NetworkInput? _seen;
    private float[] _outputs = [];
    private float[] _syntaxScores = [];
    private float[] _slopes = [];
    private float[] _lowerSlopes = [];

    /// <summary>A trainer that gives the network random weights.</summary>
    /// <param name="vectors">The word vectors.</param>
    /// <param name="tags">Number of parts of speech.</param>
    /// <param name="relations">Number of relations.</param>
    /// <param name="random">Source of all chance.</param>
    public NetworkTrainer(QuantizedRows vectors, int tags, int relations, Random random)
    {
        (_vectors, _tags, _relations, _random) = (vectors, tags, relations, random);
        Fill(_table, 0.1f);
        _layers = Enumerable.Range(0, NameNetwork.Layers).Select(i => new RecurrentTrainer($"layer{i}", NameNetwork.Hidden, random)).ToArray();
        _output = new Linear(new Parameter("output", Width, Outputs, MathF.Sqrt(3f / Width), random));
        _syntax = new Linear(new Parameter("syntax", Width, Math.Max(1, tags + relations), MathF.Sqrt(3f / Width), random));
        (_outputOptimizer, _syntaxOptimizer) = (new Adam(_output.Weights.Values), new Adam(_syntax.Weights.Values));
        _optimizers = [.. _layers.SelectMany(layer => layer.Optimizers), _outputOptimizer, _syntaxOptimizer];
        Array.Fill(_states, []);
        Array.Fill(_masks, []);
        Refresh();
    }

    /// <summary>All weights that the network keeps.</summary>
    public float[][] Weights => [_table, _output.Weights.Values, .. _layers.SelectMany(layer => layer.Weights)];

    /// <summary>Must be called after the weights were changed.</summary>
    public void Refresh()
    {
        foreach (var layer in _layers)
        {
            layer.Refresh();
        }

        _output.Refresh();
        _syntax.Refresh();
    }

    /// <summary>Scores the tokens of texts, sixteen each, with parts of the network left out at random.</summary>
    /// <param name="input">The texts.</param>
    /// <param name="learning">Whether parts are left out.</param>
    public float[] Score(NetworkInput input, bool learning = true)
    {
        var count = input.Rows.Length;
        _seen = learning ? Drop(input) : input;
        for (var i = 0; i < _states.Length; i++)
        {
            _states[i] = RecurrentTrainer.Grown(_states[i], count * Width);
        }

        Embed(_seen, _states[0]);
        if (learning)
        {
            _masks[0] = Mask(_masks[0], count * Width, InputDropout);
            for (var i = 0; i < count; i++)
            {
                _masks[0].AsSpan((i * Width) + NameNetwork.VectorWidth, NameNetwork.TableWidth).Fill(1 / (1 - FeatureDropout));
                if (_random.NextSingle() < VectorDropout)
                {
                    _masks[0].AsSpan(i * Width, NameNetwork.VectorWidth).Clear();
                }
            }
        }

        for (var i = 0; ; i++)
        {
            if (learning)
            {
                _masks[i] = i == 0 ? _masks[0] : Mask(_masks[i], count * Width, i == _layers.Length ? EncodedDropout : LayerDropout);
                var states = _states[i].AsSpan(0, count * Width);
                TensorPrimitives.Multiply(states, _masks[i].AsSpan(0, states.Length), states);
            }

            if (i == _layers.Length)
            {
                break;
            }

            _layers[i].Forward(_states[i], input.Lengths, _states[i + 1]);
        }

        _outputs = RecurrentTrainer.Grown(_outputs, count * Outputs);
        _output.Forward(_states[^1], Width, count, _outputs);
        var emissions = new float[count * NameTag.Names];
        NameNetwork.Share(input, _outputs, emissions);
        return emissions;
    }

    /// <summary>Takes a step against the slopes of the scores of the texts that were scored last.</summary>
    /// <param name="input">The texts.</param>
    /// <param name="slopes">Sixteen slopes a token.</param>
    /// <param name="tags">Part of speech of each token, or -1.</param>
    /// <param name="relations">Relation of each token to its head, or -1.</param>
    /// <param name="rate">Learning rate.</param>
    public void Learn(NetworkInput input, ReadOnlySpan<float> slopes, int[] tags, int[] relations, float rate)
    {
        var count = input.Rows.Length;
        var outputSlopes = ShareBack(input, slopes);
        _slopes = RecurrentTrainer.Grown(_slopes, count * Width);
        _lowerSlopes = RecurrentTrainer.Grown(_lowerSlopes, count * Width);
        _output.Backward(outputSlopes, count, _slopes);
        _output.Accumulate(_states[^1], Width, outputSlopes, count, _outputOptimizer.Gradient, _scratch);
        for (var i = _layers.Length; i > 0; i--)
        {
            if (i == 1)
            {
                LearnSyntax(_states[1], count, tags, relations, _slopes);
            }

            var upper = _slopes.AsSpan(0, count * Width);
            TensorPrimitives.Multiply(upper, _masks[i].AsSpan(0, upper.Length), upper);
            _layers[i - 1].Backward(_states[i - 1], input.Lengths, _slopes, _lowerSlopes);
            (_slopes, _lowerSlopes) = (_lowerSlopes, _slopes);
        }

        var inputSlopes = _slopes.AsSpan(0, count * Width);
        TensorPrimitives.Multiply(inputSlopes, _masks[0].AsSpan(0, inputSlopes.Length), inputSlopes);
        LearnTable(_seen!, inputSlopes, rate * TableRateFactor);

        var length = MathF.Sqrt(_optimizers.Sum(optimizer => TensorPrimitives.SumOfSquares<float>(optimizer.Gradient)));
        foreach (var optimizer in _optimizers)
        {
            optimizer.Step(rate, Math.Min(1, LongestGradient / length));
        }

        Refresh();
    }

    /// <summary>Writes the network; rows of the table that no example used are empty and cost nothing.</summary>
    public void Write(ModelFile file)
    {
        for (var row = 0; row < _tableSquares.Length; row++)
        {
            if (_tableSquares[row] == 0)
            {
                _table.AsSpan(row * NameNetwork.TableWidth, NameNetwork.TableWidth).Clear();
            }
        }

        file.AddRows("table", QuantizedRows.From(_table, NameNetwork.TableWidth));
        foreach (var layer in _layers)
        {
            layer.Write(file);
        }

        file.AddFloats("output", _output.Weights.Values);
    }

    private void Embed(NetworkInput input, float[] rows)
    {
        for (int i = 0, f = 0; i < input.Ends.Length; i++)
        {
            var row = rows.AsSpan(i * Width, Width);
            row.Clear();
            if ((uint)input.Rows[i] < (uint)_vectors.Count)
            {
                _vectors.AddTo(input.Rows[i], row[..NameNetwork.VectorWidth]);
            }

            var sum = row[NameNetwork.VectorWidth..];
            for (; f < input.Ends[i]; f++)
            {
                TensorPrimitives.Add(sum, _table.AsSpan(input.Features[f] * NameNetwork.TableWidth, NameNetwork.TableWidth), sum);
            }
        }
    }

    private void LearnSyntax(float[] states, int count, int[] tags, int[] relations, float[] slopes)
    {
        if (!tags.AsSpan().ContainsAnyExcept(-1))
        {
            return;
        }

        var stride = _syntax.Weights.Stride;
        _syntaxScores = RecurrentTrainer.Grown(_syntaxScores, count * stride);
        _syntax.Forward(states, Width, count, _syntaxScores);
        for (var i = 0; i < count; i++)
        {
            var row = _syntaxScores.AsSpan(i * stride, stride);
            Slopes(row[.._tags], tags[i]);
            Slopes(row.Slice(_tags, _relations), relations[i]);
            row[(_tags + _relations)..].Clear();
        }

        _syntax.Backward(_syntaxScores, count, slopes, add: true);
        _syntax.Accumulate(states, Width, _syntaxScores, count, _syntaxOptimizer.Gradient, _scratch);
    }

    // Turns scores into the slopes of the loss of a softmax.
    private static void Slopes(Span<float> scores, int right)
    {
        if (right < 0)
        {
            scores.Clear();
            return;
        }

        TensorPrimitives.SoftMax(scores, scores);
        scores[right]--;
        TensorPrimitives.Multiply(scores, SyntaxWeight, scores);
    }

    private static float[] ShareBack(NetworkInput input, ReadOnlySpan<float> slopes)
    {
        var sums = new float[input.GroupCount * NameTag.Names];
        var counts = new int[input.GroupCount];
        for (var i = 0; i < input.Groups.Length; i++)
        {
            var sum = sums.AsSpan(input.Groups[i] * NameTag.Names, NameTag.Names);
            TensorPrimitives.Add(sum, slopes.Slice(i * NameTag.Names, NameTag.Names), sum);
            counts[input.Groups[i]]++;
        }

        var outputs = new float[input.Groups.Length * Outputs];
        Span<float> sentence = stackalloc float[NameTag.Names];
        for (int s = 0, first = 0; s < input.Lengths.Length; first += input.Lengths[s++])
        {
            sentence.Clear();
            for (var i = first; i < first + input.Lengths[s]; i++)
            {
                TensorPrimitives.MultiplyAdd(slopes.Slice(i * NameTag.Names, NameTag.Names), 1f / input.Lengths[s], sentence, sentence);
            }

            for (var i = first; i < first + input.Lengths[s]; i++)
            {
                var row = outputs.AsSpan(i * Outputs, Outputs);
                slopes.Slice(i * NameTag.Names, NameTag.Names).CopyTo(row);
                var sum = sums.AsSpan(input.Groups[i] * NameTag.Names, NameTag.Names);
                TensorPrimitives.Multiply(sum, 1f / counts[input.Groups[i]], row[NameNetwork.SharedScores..]);
                sentence.CopyTo(row[NameNetwork.SentenceScores..]);
            }
        }

        return outputs;
    }

    // Rows of the table are rare and many: each has its own rate (AdaGrad), taken from the mean square of its slopes.
    private void LearnTable(NetworkInput input, ReadOnlySpan<float> inputSlopes, float rate)
    {
        for (int i = 0, f = 0; i < input.Ends.Length; i++)
        {
            var slope = inputSlopes.Slice((i * Width) + NameNetwork.VectorWidth, NameNetwork.TableWidth);
            var square = TensorPrimitives.SumOfSquares(slope) / NameNetwork.TableWidth;
            for (; f < input.Ends[i]; f++)
            {
                var row = input.Features[f];
                _tableSquares[row] += square;
                var weights = _table.AsSpan(row * NameNetwork.TableWidth, NameNetwork.TableWidth);
                TensorPrimitives.MultiplyAdd(slope, -rate / (MathF.Sqrt(_tableSquares[row]) + 1e-3f), weights, weights);
            }
        }
    }

    private NetworkInput Drop(NetworkInput input)
    {
        var features = new int[input.Features.Length];
        var ends = new int[input.Ends.Length];
        var count = 0;
        for (int i = 0, f = 0; i < ends.Length; i++)
        {
            for (; f < input.Ends[i]; f++)
            {
                features[count] = input.Features[f];
                count += _random.NextSingle() >= FeatureDropout ? 1 : 0;
            }

            ends[i] = count;
        }

        return input with { Features = features, Ends = ends };
    }

    private void Fill(Span<float> weights, float limit)
    {
        foreach (ref var weight in weights)
        {
            weight = ((_random.NextSingle() * 2) - 1) * limit;
        }
    }

    // Eight draws come of one number of SplitMix64 (Steele et al. 2014): masks are long, and Random with a seed is slow.
    private float[] Mask(float[] buffer, int length, float dropout)
    {
        var mask = RecurrentTrainer.Grown(buffer, length);
        Span<float> values = stackalloc float[256];
        values.Fill(1 / (1 - dropout));
        values[..(int)(dropout * 256)].Clear();
        var state = (ulong)_random.NextInt64();
        for (var i = 0; i < length; i += 8)
        {
            state += 0x9E3779B97F4A7C15;
            var bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            bits ^= bits >> 31;
            for (var k = i; k < Math.Min(length, i + 8); k++, bits >>= 8)
            {
                mask[k] = values[(int)(bits & 255)];
            }
        }

        return mask;
    }
}
