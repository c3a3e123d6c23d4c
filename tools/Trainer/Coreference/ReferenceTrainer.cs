using OnRecord.Language.Coreference;
using OnRecord.Language.Models;
using OnRecord.Trainer.Names;

namespace OnRecord.Trainer.Coreference;

/// <summary>
/// Learns the antecedent ranker: the likelihood of all right antecedents together (the latent antecedent of Durrett and Klein 2013), Adam,
/// dropout of features, the mean of the weights of the last epochs.
/// </summary>
internal sealed class ReferenceTrainer
{
    private const int Seed = 20261122;
    private const int Batch = 32;
    private const float Decay = 2e-5f;
    private readonly float[] _rows;
    private readonly float[] _vectors;
    private readonly float[] _output;
    private readonly Adam[] _steps;
    private readonly Random _random = new(Seed);
    private readonly float[] _own = new float[ReferenceModel.Hidden];
    private readonly float[] _ownSlope = new float[ReferenceModel.Hidden];
    private readonly float[][] _hidden = [.. Enumerable.Range(0, ReferenceCandidates.Most + 1).Select(_ => new float[ReferenceModel.Hidden])];
    private readonly int _columns;

    public ReferenceTrainer(int columns)
    {
        _columns = columns;
        _rows = Normal(FeatureSlots.Count * ReferenceModel.Hidden, 0.1f);
        _vectors = Normal(ReferenceModel.VectorSlots * columns * ReferenceModel.Hidden, 0.1f);
        _output = Normal(ReferenceModel.Hidden, 0.3f);
        _steps = [new Adam(_rows), new Adam(_vectors), new Adam(_output)];
    }

    public float FeatureDropout { get; init; } = 0.2f;

    public float VectorDropout { get; init; } = 0.5f;

    public float Rate { get; init; } = 0.003f;

    /// <summary>Trains over the examples and returns the three arrays of weights.</summary>
    public (float[] Rows, float[] Vectors, float[] Output) Fit(ReferenceExample[] examples, int epochs, Action<int, float> report)
    {
        var average = new WeightAverage([_rows, _vectors, _output]);
        var order = (ReferenceExample[])examples.Clone();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            _random.Shuffle(order);
            var loss = 0f;
            var rate = Rate * (1 - ((float)epoch / epochs)) + (Rate * 0.05f);
            for (var i = 0; i < order.Length; i++)
            {
                loss += Learn(order[i]);
                if ((i + 1) % Batch == 0 || i + 1 == order.Length)
                {
                    Step(rate);
                }
            }

            if (epoch >= epochs * 2 / 3)
            {
                average.Add();
            }

            report(epoch, loss / order.Length);
        }

        average.Take();
        return (_rows, _vectors, _output);
    }

    private void Step(float rate)
    {
        foreach (var (step, weights) in _steps.Zip([_rows, _vectors, _output]))
        {
            step.Step(rate, 1f / Batch);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] *= 1 - Decay;
            }
        }
    }

    private float Learn(ReferenceExample example)
    {
        Array.Clear(_own);
        Array.Clear(_ownSlope);
        var own = Thinned(example.Features);
        var noun = Thinned(example.Noun);
        var governor = Thinned(example.Governor);
        AddRows(own, _own);
        AddVector(1, noun, _own);
        AddVector(2, governor, _own);
        var count = example.Candidates.Length;
        Span<float> scores = stackalloc float[count + 1];
        var features = new int[count + 1][];
        var vectors = new float[count + 1][];
        for (var i = 0; i <= count; i++)
        {
            features[i] = i == 0 ? [FeatureSlots.Nobody + (int)example.Kind] : Thinned([.. example.Candidates[i - 1].Own, .. example.Candidates[i - 1].Pair]);
            vectors[i] = i == 0 ? [] : Thinned(example.Candidates[i - 1].Vector);
            _own.CopyTo(_hidden[i], 0);
            AddRows(features[i], _hidden[i]);
            AddVector(0, vectors[i], _hidden[i]);
            Simd.LeakyRelu(_hidden[i], ReferenceModel.Slope);
            for (var k = 0; k < ReferenceModel.Hidden; k++)
            {
                scores[i] += _hidden[i][k] * _output[k];
            }
        }

        var most = scores[0];
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        var (all, right) = (0f, 0f);
        for (var i = 0; i <= count; i++)
        {
            scores[i] = MathF.Exp(scores[i] - most);
            all += scores[i];
            right += IsRight(example, i) ? scores[i] : 0;
        }

        Span<float> slope = stackalloc float[ReferenceModel.Hidden];
        for (var i = 0; i <= count; i++)
        {
            var error = example.Weight * ((scores[i] / all) - (IsRight(example, i) ? scores[i] / (right + 1e-12f) : 0));
            if (MathF.Abs(error) < 1e-5f)
            {
                continue;
            }

            Simd.AddScaled(_hidden[i], error, _steps[2].Gradient);
            for (var k = 0; k < slope.Length; k++)
            {
                slope[k] = error * _output[k] * (_hidden[i][k] > 0 ? 1 : ReferenceModel.Slope);
            }

            Simd.AddScaled(slope, 1, _ownSlope);
            AddSlope(features[i], slope);
            AddVectorSlope(0, vectors[i], slope);
        }

        AddSlope(own, _ownSlope);
        AddVectorSlope(1, noun, _ownSlope);
        AddVectorSlope(2, governor, _ownSlope);
        return -MathF.Log((right / all) + 1e-12f);
    }

    private static bool IsRight(ReferenceExample example, int candidate) => candidate == 0 ? example.IsNobody : example.Candidates[candidate - 1].IsRight;

    private int[] Thinned(int[] features) => FeatureDropout <= 0 ? features : Array.FindAll(features, _ => _random.NextSingle() >= FeatureDropout);

    private float[] Thinned(float[] vector) => vector.Length > 0 && _random.NextSingle() < VectorDropout ? [] : vector;

    private void AddRows(int[] features, Span<float> hidden)
    {
        foreach (var feature in features)
        {
            Simd.AddScaled(_rows.AsSpan(feature * ReferenceModel.Hidden, ReferenceModel.Hidden), 1, hidden);
        }
    }

    private void AddVector(int slot, float[] vector, Span<float> hidden)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            Simd.AddScaled(_vectors.AsSpan(((slot * _columns) + i) * ReferenceModel.Hidden, ReferenceModel.Hidden), vector[i], hidden);
        }
    }

    private void AddSlope(int[] features, ReadOnlySpan<float> slope)
    {
        foreach (var feature in features)
        {
            Simd.AddScaled(slope, 1, _steps[0].Gradient.AsSpan(feature * ReferenceModel.Hidden, ReferenceModel.Hidden));
        }
    }

    private void AddVectorSlope(int slot, float[] vector, ReadOnlySpan<float> slope)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            Simd.AddScaled(slope, vector[i], _steps[1].Gradient.AsSpan(((slot * _columns) + i) * ReferenceModel.Hidden, ReferenceModel.Hidden));
        }
    }

    private float[] Normal(int length, float deviation)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = deviation * MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(2 * MathF.PI * _random.NextSingle());
        }

        return values;
    }
}
