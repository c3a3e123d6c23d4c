using System.Numerics.Tensors;

namespace OnRecord.Stances;

/// <summary>How much of a claim's words, runs of words, names and word vectors sentences hold.</summary>
internal static class ClaimOverlap
{
    /// <summary>What each content word of a claim weighs, but those that only tell whether it is so.</summary>
    public static Dictionary<string, float> Weights(PreparedWord[] words)
    {
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.IsContent && word.Tone is Tone.Plain)
            {
                weights[word.Stem] = word.Weight;
            }
        }

        return weights;
    }

    /// <summary>Per sentence: the share of the claim's weight that it holds, and a little of its vector's nearness.</summary>
    public static float[] Score(PreparedText article, Dictionary<string, float> weights, float[] askedMean)
    {
        var total = weights.Values.Sum() + 1e-6f;
        var scores = new float[article.Sentences.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var sentence = article.Sentences[i];
            var held = weights.Where(pair => sentence.Stems.Contains(pair.Key)).Sum(pair => pair.Value);
            scores[i] = (held / total) + (0.3f * Cosine(sentence.Mean, askedMean));
        }

        return scores;
    }

    /// <summary>Share of the claim's weight, TF-IDF cosine, share of words, cosine of mean vectors.</summary>
    public static void Overlap(ref FeatureWriter write, Dictionary<string, float> weights, float[] askedMean, IReadOnlyList<PreparedSentence> sentences)
    {
        var frequency = new Dictionary<string, (float Weight, int Count)>(StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(sentence => sentence.Words))
        {
            if (word.IsContent)
            {
                frequency[word.Stem] = (word.Weight, frequency.GetValueOrDefault(word.Stem).Count + 1);
            }
        }

        float held = 0, total = 1e-6f, dot = 0, square = 1e-6f, other = 1e-6f;
        var words = 0;
        foreach (var (stem, weight) in weights)
        {
            total += weight;
            square += weight * weight * weight * weight;
            if (frequency.TryGetValue(stem, out var found))
            {
                held += weight;
                words++;
                dot += weight * weight * found.Weight * found.Weight * (1 + MathF.Log(found.Count));
            }
        }

        foreach (var (weight, count) in frequency.Values)
        {
            var value = weight * weight * (1 + MathF.Log(count));
            other += value * value;
        }

        write.Add(held / total);
        write.Add(dot / MathF.Sqrt(square * other));
        write.Add((float)words / Math.Max(1, weights.Count));
        write.Add(Cosine(askedMean, Mean(sentences)));
    }

    /// <summary>Runs of two to four words that both hold, as shares of the claim's runs; and how early the first pair stands.</summary>
    public static void Grams(ref FeatureWriter write, PreparedWord[] asked, IReadOnlyList<PreparedSentence> sentences)
    {
        for (var length = 2; length <= 4; length++)
        {
            var grams = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i + length <= asked.Length; i++)
            {
                grams.Add(Gram(asked, i, length));
            }

            var all = grams.Count;
            var first = 1f;
            for (var at = 0; at < sentences.Count && grams.Count > 0; at++)
            {
                var words = sentences[at].Words;
                for (var i = 0; i + length <= words.Length; i++)
                {
                    if (grams.Remove(Gram(words, i, length)))
                    {
                        first = Math.Min(first, (float)at / sentences.Count);
                    }
                }
            }

            write.Add(all == 0 ? 0 : (float)(all - grams.Count) / all);
            write.Add(first);
        }
    }

    private static string Gram(PreparedWord[] words, int start, int length) =>
        string.Join(' ', words.Skip(start).Take(length).Select(word => word.Stem));

    /// <summary>Names and numbers of the claim that the sentences hold, and how many there are.</summary>
    public static void Names(ref FeatureWriter write, PreparedWord[] asked, IReadOnlyList<PreparedSentence> sentences)
    {
        var names = asked.Where(word => word.IsName && word.IsContent).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var held = names.Count(name => sentences.Any(sentence => sentence.Stems.Contains(name)));
        var numbers = asked.Where(word => char.IsAsciiDigit(word.Lower[0])).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var numbersHeld = numbers.Count(number => sentences.Any(sentence => sentence.Stems.Contains(number)));
        write.Add(names.Count == 0 ? 0.5f : (float)held / names.Count);
        write.Add(numbers.Count == 0 ? 0.5f : (float)numbersHeld / numbers.Count);
    }

    /// <summary>For each word of the claim its nearest word in the sentences, by vector; the weighted mean.</summary>
    public static float Soft(PreparedWord[] asked, IReadOnlyList<PreparedSentence> sentences)
    {
        var vectors = WordVectors.Default;
        float sum = 0, total = 1e-6f;
        foreach (var word in asked.Where(word => word.IsContent && word.Row >= 0))
        {
            var nearest = 0f;
            foreach (var other in sentences.SelectMany(sentence => sentence.Words))
            {
                if (other.IsContent && other.Row >= 0)
                {
                    nearest = other.Row == word.Row ? 1 : Math.Max(nearest, TensorPrimitives.Dot(vectors[word.Row], vectors[other.Row]));
                }

                if (nearest >= 1)
                {
                    break;
                }
            }

            sum += nearest * word.Weight;
            total += word.Weight;
        }

        return sum / total;
    }

    /// <summary>The sum of the mean vectors of sentences.</summary>
    public static float[] Mean(IReadOnlyList<PreparedSentence> sentences)
    {
        var mean = new float[WordVectors.Dimensions];
        foreach (var sentence in sentences)
        {
            TensorPrimitives.Add(mean, sentence.Mean, mean);
        }

        return mean;
    }

    private static float Cosine(float[] one, float[] other)
    {
        var norms = TensorPrimitives.Norm<float>(one) * TensorPrimitives.Norm<float>(other);
        return norms < 1e-6f ? 0 : TensorPrimitives.Dot<float>(one, other) / norms;
    }
}
