using System.Numerics.Tensors;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Fits the network: runs it with dropout, and takes the slopes of its scores back to all weights.</summary>
internal sealed class NetworkTrainer
{
    private const int Inputs = LstmLayer.Inputs;
    private const int Hidden = LstmLayer.Hidden;
    private const int Encoded = NameNetwork.Encoded;
    private const int Outputs = NameNetwork.Outputs;
    private const float InputDropout = 0.3f;
    private const float EncodedDropout = 0.5f;

    // Most words of the training sets are known by heart after a pass; words of other texts are not.
    private const float FeatureDropout = 0.3f;

    // A word whose vector is hidden must be told by its writing, as unknown words are.
    private const float VectorDropout = 0.08f;
    private const float LongestGradient = 5f;
    private const float TableRateFactor = 20f;

    private readonly NameNetwork _network;
    private readonly Random _random;
    private readonly LstmTrainer _left;
    private readonly LstmTrainer _right;
    private readonly Adam _output;
    private readonly Adam[] _optimizers;
    private readonly float[] _tableSquares = new float[1 << NetworkInput.TableBits];
    private readonly MatrixPanels _outputTransposed = new(Encoded);
    private readonly MatrixPanels _outputSlopes = new(Outputs);
    private readonly NameNetwork.Workspace _workspace = new();
    private SequencePacking? _packing;
    private NetworkInput? _seen;
    private float[] _inputMask = [];
    private float[] _encodedMask = [];
    private float[] _inputSlopes = [];
    private float[] _encodedSlopes = [];
    private float[] _sideSlopes = [];
    private float[] _sideInputSlopes = [];

    /// <summary>A trainer that gives the network random weights.</summary>
    public NetworkTrainer(NameNetwork network, Random random)
    {
        (_network, _random) = (network, random);
        _left = new LstmTrainer(network.Left, random);
        _right = new LstmTrainer(network.Right, random);
        LstmTrainer.Fill(network.Table, 0.1f, random);
        for (var row = 0; row < Encoded; row++)
        {
            LstmTrainer.Fill(network.OutputWeights.AsSpan(row * Outputs, NameNetwork.UsedOutputs), MathF.Sqrt(3f / Encoded), random);
        }

        _output = new Adam(network.OutputWeights);
        _optimizers = [.. _left.Optimizers, .. _right.Optimizers, _output];
        network.Repack();
    }

    /// <summary>All weights.</summary>
    public float[][] Weights =>
    [
        _network.Table, _network.OutputWeights,
        _network.Left.InputWeights, _network.Left.RecurrentWeights, _network.Left.Bias,
        _network.Right.InputWeights, _network.Right.RecurrentWeights, _network.Right.Bias,
    ];

    /// <summary>Scores the tokens of texts, sixteen each, with parts of the network left out at random.</summary>
    public float[] Score(NetworkInput input)
    {
        var count = input.Rows.Length;
        _packing = new SequencePacking(input.Lengths);
        _workspace.Reserve(count);
        _seen = Drop(input);
        _network.Embed(_seen, 0, count, _workspace.Inputs);
        _inputMask = Mask(_inputMask, count * Inputs, InputDropout);
        for (var i = 0; i < count; i++)
        {
            _inputMask.AsSpan((i * Inputs) + NameNetwork.VectorWidth, NameNetwork.TableWidth).Fill(1 / (1 - FeatureDropout));
            if (_random.NextSingle() < VectorDropout)
            {
                _inputMask.AsSpan(i * Inputs, NameNetwork.VectorWidth).Clear();
            }
        }

        _encodedMask = Mask(_encodedMask, count * Encoded, EncodedDropout);
        TensorPrimitives.Multiply(_workspace.Inputs.AsSpan(0, count * Inputs), _inputMask.AsSpan(0, count * Inputs), _workspace.Inputs);
        _network.Encode(_packing, _workspace.Inputs, _workspace);
        TensorPrimitives.Multiply(_workspace.Encoded.AsSpan(0, count * Encoded), _encodedMask.AsSpan(0, count * Encoded), _workspace.Encoded);
        var outputs = new float[count * Outputs];
        _network.Map(_workspace.Encoded, count, outputs);
        var emissions = new float[count * NameTag.Names];
        NameNetwork.Share(input, outputs, emissions);
        return emissions;
    }

    /// <summary>Takes a step against the slopes of the scores of the texts that were scored last.</summary>
    public void Learn(NetworkInput input, ReadOnlySpan<float> slopes, float rate)
    {
        var count = input.Rows.Length;
        var outputSlopes = ShareBack(input, slopes);
        _encodedSlopes = LstmTrainer.Grown(_encodedSlopes, count * Encoded);
        var encodedSlopes = _encodedSlopes.AsSpan(0, count * Encoded);
        encodedSlopes.Clear();
        _outputTransposed.PackTransposed(_network.OutputWeights);
        _outputTransposed.AddProduct(outputSlopes, count, encodedSlopes);
        _outputSlopes.Pack(outputSlopes);
        _outputSlopes.AddTransposedProduct(_workspace.Encoded, Encoded, _output.Gradient);
        TensorPrimitives.Multiply(encodedSlopes, _encodedMask.AsSpan(0, count * Encoded), encodedSlopes);

        _inputSlopes = LstmTrainer.Grown(_inputSlopes, count * Inputs);
        var inputSlopes = _inputSlopes.AsSpan(0, count * Inputs);
        inputSlopes.Clear();
        LearnSide(_left, _workspace.LeftInputs, _workspace.LeftState, encodedSlopes, inputSlopes, backwards: false);
        LearnSide(_right, _workspace.RightInputs, _workspace.RightState, encodedSlopes, inputSlopes, backwards: true);
        TensorPrimitives.Multiply(inputSlopes, _inputMask.AsSpan(0, count * Inputs), inputSlopes);
        LearnTable(_seen!, inputSlopes, rate * TableRateFactor);

        var length = MathF.Sqrt(_optimizers.Sum(optimizer => TensorPrimitives.SumOfSquares<float>(optimizer.Gradient)));
        foreach (var optimizer in _optimizers)
        {
            optimizer.Step(rate, Math.Min(1, LongestGradient / length));
        }

        _network.Repack();
    }

    /// <summary>Empties rows of the table that no example used, so that they cost nothing to store.</summary>
    public void Finish()
    {
        for (var row = 0; row < _tableSquares.Length; row++)
        {
            if (_tableSquares[row] == 0)
            {
                _network.Table.AsSpan(row * NameNetwork.TableWidth, NameNetwork.TableWidth).Clear();
            }
        }
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

    private void LearnSide(
        LstmTrainer trainer, float[] inputs, LstmState state, Span<float> encodedSlopes, Span<float> inputSlopes, bool backwards)
    {
        var tokens = _packing!.TokensOf(backwards);
        _sideSlopes = LstmTrainer.Grown(_sideSlopes, tokens.Length * Hidden);
        var slopes = _sideSlopes.AsSpan(0, tokens.Length * Hidden);
        for (var row = 0; row < tokens.Length; row++)
        {
            encodedSlopes.Slice((tokens[row] * Encoded) + (backwards ? Hidden : 0), Hidden).CopyTo(slopes[(row * Hidden)..]);
        }

        _sideInputSlopes = LstmTrainer.Grown(_sideInputSlopes, tokens.Length * Inputs);
        trainer.Learn(_packing, inputs, state, slopes, _sideInputSlopes);
        for (var row = 0; row < tokens.Length; row++)
        {
            var to = inputSlopes.Slice(tokens[row] * Inputs, Inputs);
            TensorPrimitives.Add(to, _sideInputSlopes.AsSpan(row * Inputs, Inputs), to);
        }
    }

    // Rows of the table are rare and many: each has its own rate (AdaGrad), taken from the mean square of its slopes.
    private void LearnTable(NetworkInput input, ReadOnlySpan<float> inputSlopes, float rate)
    {
        for (int i = 0, f = 0; i < input.Ends.Length; i++)
        {
            var slope = inputSlopes.Slice((i * Inputs) + NameNetwork.VectorWidth, NameNetwork.TableWidth);
            var square = TensorPrimitives.SumOfSquares(slope) / NameNetwork.TableWidth;
            for (; f < input.Ends[i]; f++)
            {
                var row = input.Features[f];
                _tableSquares[row] += square;
                var weights = _network.Table.AsSpan(row * NameNetwork.TableWidth, NameNetwork.TableWidth);
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

    // Eight draws come of one number of SplitMix64 (Steele et al. 2014): masks are long, and Random with a seed is slow.
    private float[] Mask(float[] buffer, int length, float dropout)
    {
        var mask = LstmTrainer.Grown(buffer, length);
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
