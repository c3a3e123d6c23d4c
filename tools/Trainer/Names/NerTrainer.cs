using System.Numerics.Tensors;
using OnRecord.Language;
using OnRecord.Language.Models;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Fits a conditional random field whose scores are those of sparse features plus those of a network, both at once, by stochastic
/// gradient steps over small batches; rates fall evenly to almost nothing.
/// </summary>
internal sealed class NerTrainer
{
    private const int BatchTokens = 500;
    private const float NetworkRate = 2e-3f;
    private const float TransitionRate = 0.02f;
    private const float LastRate = 0.05f;

    // In some batches the network must do without the sparse features, which learn faster and would leave it nothing to explain.
    private const double AloneShare = 0.2;

    // The weights of the last part of the way are averaged (Polyak and Juditsky 1992), taken every so many batches.
    private const double AveragedShare = 0.3;
    private const int BatchesBetween = 50;

    private readonly Random _random;
    private readonly SparseTrainer _sparse;
    private readonly NetworkTrainer _network;
    private readonly float[] _transitions = new float[NameTag.Count * NameTag.Count];
    private readonly float[] _transitionSquares = new float[NameTag.Count * NameTag.Count];
    private readonly NameChain _chain;
    private readonly NameChain.Workspace _workspace = new();

    /// <summary>A trainer whose result the seed decides.</summary>
    /// <param name="vectors">The word vectors.</param>
    /// <param name="tags">Number of parts of speech in the examples.</param>
    /// <param name="relations">Number of relations in the examples.</param>
    /// <param name="seed">Decides all chance.</param>
    public NerTrainer(QuantizedRows vectors, int tags, int relations, int seed)
    {
        _random = new Random(seed);
        _sparse = new SparseTrainer(_random);
        _network = new NetworkTrainer(vectors, tags, relations, _random);
        _chain = new NameChain(_transitions);
    }

    /// <summary>The network that is fitted.</summary>
    public NetworkTrainer Network => _network;

    /// <summary>Fits the weights, those of the network in place.</summary>
    /// <param name="examples">Documents; reordered.</param>
    /// <param name="epochs">Passes over all of them.</param>
    /// <param name="afterEpoch">Called after each pass with its number and the mean loss per token.</param>
    /// <returns>Weights and transitions for <see cref="NameModel.Write"/>.</returns>
    public (float[] Weights, float[] Transitions) Fit(NerExample[] examples, int epochs, Action<int, double> afterEpoch)
    {
        var tokens = examples.Sum(example => (long)example.Tags.Length);
        var (done, all, batches) = (0L, tokens * epochs, 0);
        var average = new WeightAverage([_sparse.Weights, _transitions, .. _network.Weights]);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            _random.Shuffle(examples);
            var loss = 0.0;
            var batch = new List<NerExample>();
            var size = 0;
            foreach (var example in examples)
            {
                batch.Add(example);
                size += example.Tags.Length;
                if (size >= BatchTokens)
                {
                    done += size;
                    loss += Learn(batch, Math.Max(LastRate, 1 - ((float)done / all)));
                    batch.Clear();
                    size = 0;
                    if (done > all * (1 - AveragedShare) && ++batches % BatchesBetween == 0)
                    {
                        average.Add();
                    }
                }
            }

            afterEpoch(epoch, loss / tokens);
        }

        average.Take();
        _network.Refresh();
        return (_sparse.Weights, _transitions);
    }

    private double Learn(List<NerExample> batch, float rateFactor)
    {
        var input = NetworkInput.Join(batch.ConvertAll(example => example.Input));
        var emissions = _network.Score(input);
        var slopes = new float[emissions.Length];
        var loss = 0.0;
        var offset = 0;
        foreach (var example in batch)
        {
            var first = 0;
            var alone = _random.NextDouble() < AloneShare;
            foreach (var length in example.Input.Lengths)
            {
                var at = (offset + first) * NameTag.Names;
                loss += Learn(
                    example, first, length, alone, emissions.AsSpan(at, length * NameTag.Names), slopes.AsSpan(at, length * NameTag.Names), rateFactor);
                first += length;
            }

            offset += first;
        }

        _network.Learn(
            input, slopes, batch.SelectMany(example => example.Speech).ToArray(), batch.SelectMany(example => example.Relations).ToArray(), NetworkRate * rateFactor);
        return loss;
    }

    private double Learn(NerExample example, int first, int length, bool alone, Span<float> emissions, Span<float> slopes, float rateFactor)
    {
        var kept = new int[length][];
        for (var i = 0; i < length && !alone; i++)
        {
            var features = example.Features.AsSpan()[(first + i == 0 ? 0 : example.Ends[first + i - 1])..example.Ends[first + i]];
            kept[i] = _sparse.AddScores(features, emissions.Slice(i * NameTag.Names, NameTag.Names)).ToArray();
        }

        Span<float> pairs = stackalloc float[NameTag.Count * NameTag.Count];
        pairs.Clear();
        var tags = example.Tags.AsSpan(first, length);
        var loss = _chain.FindMarginals(emissions, length, _workspace);
        _chain.AddExpectedPairs(length, _workspace, pairs);
        for (var i = 0; i < length; i++)
        {
            _workspace.Marginals.AsSpan(i * NameChain.Stride, NameTag.Names).CopyTo(slopes[(i * NameTag.Names)..]);
        }

        loss -= example.Set.OthersMarked ? SubtractTags(tags, emissions, slopes, pairs) : SubtractAllowed(tags, example.Set.Hinted, emissions, slopes, pairs);
        TensorPrimitives.Multiply(slopes, example.Set.Weight, slopes);
        for (var i = 0; i < length && !alone; i++)
        {
            _sparse.Learn(kept[i], slopes.Slice(i * NameTag.Names, NameTag.Names), rateFactor);
        }

        LearnTransitions(pairs, example.Set.Weight * rateFactor);
        return loss;
    }

    // What the right tags score; their counts are taken from the slopes.
    private double SubtractTags(ReadOnlySpan<byte> tags, ReadOnlySpan<float> emissions, Span<float> slopes, Span<float> pairs)
    {
        var score = 0.0;
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i] != NameTag.None)
            {
                score += emissions[(i * NameTag.Names) + tags[i]];
                slopes[(i * NameTag.Names) + tags[i]]--;
            }

            if (i > 0)
            {
                var pair = (tags[i - 1] * NameTag.Count) + tags[i];
                score += _transitions[pair];
                pairs[pair]--;
            }
        }

        return score;
    }

    // The same where a word outside the marked names may be part of one of the types that are not marked: all sequences that agree with
    // the marks are right, each as far as it is likely (Bellare and McCallum 2007).
    private double SubtractAllowed(ReadOnlySpan<byte> tags, bool hinted, ReadOnlySpan<float> emissions, Span<float> slopes, Span<float> pairs)
    {
        const float Forbidden = 40;
        var allowed = emissions.ToArray();
        var shift = 0.0;
        for (var i = 0; i < tags.Length; i++)
        {
            var row = allowed.AsSpan(i * NameTag.Names, NameTag.Names);
            switch (tags[i])
            {
                case OpenTag.Any:
                    break;
                case NameTag.None:
                    row[..(hinted ? NameTag.Names : NameTag.Of(NameType.Other, NameTag.Begin))].Fill(-Forbidden);
                    break;
                case OpenTag.AnyName:
                    // That O is forbidden is said by raising the others above it.
                    TensorPrimitives.Add(row, Forbidden, row);
                    shift += Forbidden;
                    break;
                default:
                    var score = row[tags[i]];
                    row.Fill(-Forbidden);
                    row[tags[i]] = score + Forbidden;
                    shift += Forbidden;
                    break;
            }
        }

        var total = _chain.FindMarginals(allowed, tags.Length, _workspace) - shift;
        for (var i = 0; i < tags.Length; i++)
        {
            var slope = slopes.Slice(i * NameTag.Names, NameTag.Names);
            TensorPrimitives.Subtract(slope, _workspace.Marginals.AsSpan(i * NameChain.Stride, NameTag.Names), slope);
        }

        Span<float> right = stackalloc float[pairs.Length];
        right.Clear();
        _chain.AddExpectedPairs(tags.Length, _workspace, right);
        TensorPrimitives.Subtract(pairs, right, pairs);
        return total;
    }

    private void LearnTransitions(ReadOnlySpan<float> slopes, float weight)
    {
        for (var i = 0; i < slopes.Length; i++)
        {
            _transitionSquares[i] += slopes[i] * slopes[i];
            _transitions[i] -= TransitionRate * weight * slopes[i] / (MathF.Sqrt(_transitionSquares[i]) + 1e-4f);
        }

        _chain.SetTransitions(_transitions);
    }
}
