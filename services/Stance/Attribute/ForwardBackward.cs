namespace OnRecord.Stances;

/// <summary>Expected labels of a linear chain, in the probability domain and rescaled at each token (Rabiner 1989).</summary>
internal static class ForwardBackward
{
    /// <summary>Fills the marginals and returns the logarithm of the partition function.</summary>
    /// <param name="labels">Number of labels.</param>
    /// <param name="emissions">Log scores, [token, label].</param>
    /// <param name="transitions">Log scores, [from, to], with one more row for the start.</param>
    /// <param name="marginals">Receives the probabilities, [token, label].</param>
    /// <param name="pairs">Receives the expected transition counts, added, laid out as <paramref name="transitions"/>; or empty.</param>
    /// <param name="scratch">Reused memory.</param>
    public static double Run(
        int labels,
        ReadOnlySpan<float> emissions,
        ReadOnlySpan<float> transitions,
        Span<float> marginals,
        Span<float> pairs,
        ChainScratch scratch)
    {
        var count = emissions.Length / labels;
        if (count == 0)
        {
            return 0;
        }

        var (alpha, beta, local, steps) = scratch.ForMarginals(count * labels, transitions.Length);
        for (var k = 0; k < transitions.Length; k++)
        {
            steps[k] = MathF.Exp(transitions[k]);
        }

        double logPartition = 0;
        for (var i = 0; i < count; i++)
        {
            var top = float.NegativeInfinity;
            for (var label = 0; label < labels; label++)
            {
                top = Math.Max(top, emissions[(i * labels) + label]);
            }

            float sum = 0;
            for (var label = 0; label < labels; label++)
            {
                local[(i * labels) + label] = MathF.Exp(emissions[(i * labels) + label] - top);
                float reach = 0;
                if (i == 0)
                {
                    reach = steps[(labels * labels) + label];
                }
                else
                {
                    for (var from = 0; from < labels; from++)
                    {
                        reach += alpha[((i - 1) * labels) + from] * steps[(from * labels) + label];
                    }
                }

                sum += alpha[(i * labels) + label] = reach * local[(i * labels) + label];
            }

            sum = Math.Max(sum, 1e-30f);
            for (var label = 0; label < labels; label++)
            {
                alpha[(i * labels) + label] /= sum;
            }

            logPartition += top + Math.Log(sum);
        }

        Backward(labels, count, alpha, beta, local, steps, marginals, pairs);
        return logPartition;
    }

    private static void Backward(
        int labels, int count, Span<float> alpha, Span<float> beta, Span<float> local, Span<float> steps, Span<float> marginals, Span<float> pairs)
    {
        beta.Slice((count - 1) * labels, labels).Fill(1);
        for (var i = count - 1; i >= 0; i--)
        {
            float total = 0;
            for (var label = 0; label < labels; label++)
            {
                total += alpha[(i * labels) + label] * beta[(i * labels) + label];
            }

            total = Math.Max(total, 1e-30f);
            for (var label = 0; label < labels; label++)
            {
                marginals[(i * labels) + label] = alpha[(i * labels) + label] * beta[(i * labels) + label] / total;
            }

            if (i == 0)
            {
                break;
            }

            float sum = 0;
            float pairSum = 0;
            for (var from = 0; from < labels; from++)
            {
                float reach = 0;
                for (var to = 0; to < labels; to++)
                {
                    reach += steps[(from * labels) + to] * local[(i * labels) + to] * beta[(i * labels) + to];
                }

                beta[((i - 1) * labels) + from] = reach;
                sum += reach;
                pairSum += alpha[((i - 1) * labels) + from] * reach;
            }

            if (!pairs.IsEmpty)
            {
                pairSum = Math.Max(pairSum, 1e-30f);
                for (var from = 0; from < labels; from++)
                {
                    for (var to = 0; to < labels; to++)
                    {
                        pairs[(from * labels) + to] += alpha[((i - 1) * labels) + from] * steps[(from * labels) + to]
                            * local[(i * labels) + to] * beta[(i * labels) + to] / pairSum;
                    }
                }
            }

            sum = Math.Max(sum, 1e-30f);
            for (var label = 0; label < labels; label++)
            {
                beta[((i - 1) * labels) + label] /= sum;
            }
        }

        if (!pairs.IsEmpty)
        {
            for (var label = 0; label < labels; label++)
            {
                pairs[(labels * labels) + label] += marginals[label];
            }
        }
    }
}
