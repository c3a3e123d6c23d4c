namespace OnRecord.Trainer.Portrayal;

/// <summary>A training example: slots that are 1, numbers that follow them, and the index of its label.</summary>
internal sealed record SoftmaxRow(int[] Slots, float[] Numbers, int Label);

/// <summary>
/// Multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer 2011) with a quadratic penalty; the weights are the mean
/// over the second half of the passes. Seeded and single-threaded: the same rows give the same weights.
/// </summary>
internal sealed class SoftmaxTrainer(int slots, int numbers, int labels, int seed)
{
    /// <summary>How often the rows are read.</summary>
    public int Passes { get; init; } = 20;

    /// <summary>Step size.</summary>
    public float Rate { get; init; } = 0.1f;

    /// <summary>Penalty on the weights of slots, per row in which they occur.</summary>
    public float SlotPenalty { get; init; } = 1e-3f;

    /// <summary>Penalty on the weights of numbers, per row.</summary>
    public float NumberPenalty { get; init; } = 1e-3f;

    /// <summary>Trains; gives weights per label (slots, then numbers) and a bias per label.</summary>
    public (float[][] Weights, float[] Biases) Fit(IReadOnlyList<SoftmaxRow> rows)
    {
        var width = slots + numbers + 1;
        var weights = Matrix(width);
        var squares = Matrix(width);
        var mean = Matrix(width);
        var order = Enumerable.Range(0, rows.Count).ToArray();
        var random = new Random(seed);
        var shares = new float[labels];
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var index in order)
            {
                Step(rows[index], weights, squares, shares);
            }

            if (pass >= Passes / 2)
            {
                for (var label = 0; label < labels; label++)
                {
                    System.Numerics.Tensors.TensorPrimitives.Add(mean[label], weights[label], mean[label]);
                }
            }
        }

        var counted = Passes - (Passes / 2);
        return (
            [.. mean.Select(row => row.AsSpan(0, width - 1).ToArray().Select(weight => weight / counted).ToArray())],
            [.. mean.Select(row => row[width - 1] / counted)]);
    }

    private void Step(SoftmaxRow row, float[][] weights, float[][] squares, float[] shares)
    {
        for (var label = 0; label < labels; label++)
        {
            var score = weights[label][^1];
            foreach (var slot in row.Slots)
            {
                score += weights[label][slot];
            }

            shares[label] = score + System.Numerics.Tensors.TensorPrimitives.Dot<float>(weights[label].AsSpan(slots, numbers), row.Numbers);
        }

        System.Numerics.Tensors.TensorPrimitives.SoftMax<float>(shares, shares);
        for (var label = 0; label < labels; label++)
        {
            var slope = shares[label] - (row.Label == label ? 1 : 0);
            var (weight, square) = (weights[label], squares[label]);
            foreach (var slot in row.Slots)
            {
                Move(ref weight[slot], ref square[slot], slope + (SlotPenalty * weight[slot]));
            }

            for (var i = 0; i < numbers; i++)
            {
                Move(ref weight[slots + i], ref square[slots + i], (slope * row.Numbers[i]) + (NumberPenalty * weight[slots + i]));
            }

            Move(ref weight[^1], ref square[^1], slope);
        }
    }

    private void Move(ref float weight, ref float square, float gradient)
    {
        square += gradient * gradient;
        weight -= Rate * gradient / (MathF.Sqrt(square) + 1e-6f);
    }

    private float[][] Matrix(int width) => [.. Enumerable.Range(0, labels).Select(_ => new float[width])];
}
