using System.Numerics.Tensors;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances;

/// <summary>
/// What a claim and an article have in common, as numbers: overlap of words, n-grams, names and word vectors with the whole
/// article, its lead and its best sentences, nearness in meaning to these, on which side sentences stand, and words of refutation, doubt
/// and confirmation. In the spirit of
/// the Fake News Challenge's winners (Pan, Sibley and Baird 2017; Hanselowski et al. 2018), without topic-bound features.
/// </summary>
internal static class ClaimFeatures
{
    /// <summary>Numbers per pair.</summary>
    public const int Count = Words + Meanings + SideNumbers;

    /// <summary>Where the share of the claim's weight stands that its best sentence holds.</summary>
    public const int EvidenceShare = 15;

    private const int Words = 103;
    private const int Meanings = 8;
    private const int SideNumbers = 14;
    private const int LeadSentences = 4;
    private const int BestSentences = 3;
    private const int Tones = 6;

    /// <summary>Fills <paramref name="features"/>.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="article">The article; at least one sentence.</param>
    /// <param name="features">Receives <see cref="Count"/> numbers.</param>
    /// <param name="leastEvidence">When the best sentence holds less of the claim, only the first numbers are filled.</param>
    /// <returns>The best sentences, and on which side each sentence stands.</returns>
    public static (int[] Best, ClaimSides Sides) Extract(PreparedText claim, PreparedText article, Span<float> features, float leastEvidence = 0)
    {
        var best = ExtractWords(claim, article, features[..Words]);
        var sides = ClaimSides.Of(claim, article);
        if (features[EvidenceShare] >= leastEvidence)
        {
            ExtractMeaning(claim, article, best, features.Slice(Words, Meanings));
            ExtractSides(sides, best, features[(Words + Meanings)..]);
        }

        return (best, sides);
    }

    private static void ExtractMeaning(PreparedText claim, PreparedText article, int[] best, Span<float> features)
    {
        var write = new Writer(features);
        int[] read = [.. best, .. Enumerable.Range(0, Math.Min(3, article.Sentences.Count))];
        var vectors = MeaningEncoder.Default.Encode(
            [string.Join(' ', claim.Sentences.Select(sentence => sentence.Text)), .. read.Select(i => article.Sentences[i].Text)]);
        var cosines = new float[read.Length];
        for (var i = 0; i < read.Length; i++)
        {
            cosines[i] = TensorPrimitives.Dot(vectors[0].Span, vectors[i + 1].Span);
        }

        for (var i = 0; i < BestSentences; i++)
        {
            write.Add(i < best.Length ? cosines[i] : 0);
        }

        write.Add(cosines[best.Length]);
        write.Add(cosines.Max());
        write.Add(cosines.Average());
        write.Add(cosines.Skip(best.Length).Max());

        // Sentences that are near to each other but not to the claim tell of another thing.
        write.Add(best.Length > 1 ? TensorPrimitives.Dot(vectors[1].Span, vectors[2].Span) : 0);
        write.Finish();
    }

    private static void ExtractSides(ClaimSides sides, int[] best, Span<float> features)
    {
        var write = new Writer(features);
        foreach (var side in new[] { Side.For, Side.Against, Side.Open })
        {
            write.Add(sides.Count(side));
            write.Add((float)sides.Count(side) / sides.All.Count);
            write.Add(sides.MostShare(side));
            write.Add(best.Count(i => sides.All[i].Side == side));
        }

        write.Add((int)sides.All[best[0]].Side);
        write.Add((int)sides.All[0].Side);
        write.Finish();
    }

    private static int[] ExtractWords(PreparedText claim, PreparedText article, Span<float> features)
    {
        var write = new Writer(features);
        PreparedWord[] asked = [.. claim.Sentences.SelectMany(sentence => sentence.Words)];
        var askedMean = Mean(claim.Sentences);
        var weights = Weights(asked);
        var scores = Score(article, weights, askedMean);
        var best = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(BestSentences).ToArray();
        PreparedSentence[] bestSentences = [.. best.Select(i => article.Sentences[i])];
        PreparedSentence[] lead = [.. article.Sentences.Take(LeadSentences)];

        write.Add(asked.Length);
        write.Add(article.Sentences.Count);
        write.Add(weights.Count);
        Overlap(ref write, weights, askedMean, article.Sentences);
        Overlap(ref write, weights, askedMean, lead);
        Overlap(ref write, weights, askedMean, bestSentences);
        Overlap(ref write, weights, askedMean, bestSentences[..1]);
        Overlap(ref write, weights, askedMean, [article.Sentences[0]]);
        for (var i = 0; i < BestSentences; i++)
        {
            write.Add(i < best.Length ? scores[best[i]] : 0);
            write.Add(i < best.Length ? (float)best[i] / article.Sentences.Count : 1);
        }

        write.Add(scores.Average());
        write.Add((float)scores.Count(score => score > 0.5f) / scores.Length);
        Grams(ref write, asked, article.Sentences);
        Names(ref write, asked, article.Sentences);
        Names(ref write, asked, bestSentences);
        write.Add(Soft(asked, bestSentences));
        write.Add(Soft(asked, lead));

        ToneShares(ref write, asked);
        ToneShares(ref write, article.Sentences);
        ToneShares(ref write, lead);
        ToneShares(ref write, bestSentences);
        ToneShares(ref write, bestSentences[..1]);
        Near(ref write, weights, article.Sentences);
        write.Add(FirstOf(article, Tone.Refute));
        write.Add(FirstOf(article, Tone.Doubt));
        write.Add(Polarity(asked) == Polarity(bestSentences[0].Words) ? 1 : 0);
        write.Add(Polarity(asked));
        write.Add(Polarity(bestSentences[0].Words));
        write.Finish();
        return best;
    }

    private static Dictionary<string, float> Weights(PreparedWord[] words)
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

    private static float[] Mean(IReadOnlyList<PreparedSentence> sentences)
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

    /// <summary>Per sentence: the share of the claim's weight that it holds, and a little of its vector's nearness.</summary>
    private static float[] Score(PreparedText article, Dictionary<string, float> weights, float[] askedMean)
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
    private static void Overlap(ref Writer write, Dictionary<string, float> weights, float[] askedMean, IReadOnlyList<PreparedSentence> sentences)
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
    private static void Grams(ref Writer write, PreparedWord[] asked, IReadOnlyList<PreparedSentence> sentences)
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
    private static void Names(ref Writer write, PreparedWord[] asked, IReadOnlyList<PreparedSentence> sentences)
    {
        var names = asked.Where(word => word.IsName && word.IsContent).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var held = names.Count(name => sentences.Any(sentence => sentence.Stems.Contains(name)));
        var numbers = asked.Where(word => char.IsAsciiDigit(word.Lower[0])).Select(word => word.Stem).ToHashSet(StringComparer.Ordinal);
        var numbersHeld = numbers.Count(number => sentences.Any(sentence => sentence.Stems.Contains(number)));
        write.Add(names.Count == 0 ? 0.5f : (float)held / names.Count);
        write.Add(numbers.Count == 0 ? 0.5f : (float)numbersHeld / numbers.Count);
    }

    /// <summary>For each word of the claim its nearest word in the sentences, by vector; the weighted mean.</summary>
    private static float Soft(PreparedWord[] asked, IReadOnlyList<PreparedSentence> sentences)
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

    private static void ToneShares(ref Writer write, PreparedWord[] words)
    {
        for (var tone = Tone.Negation; (int)tone < Tones; tone++)
        {
            write.Add(words.Count(word => word.Tone == tone));
        }
    }

    private static void ToneShares(ref Writer write, IReadOnlyList<PreparedSentence> sentences)
    {
        for (var tone = Tone.Negation; (int)tone < Tones; tone++)
        {
            var with = sentences.Count(sentence => Array.Exists(sentence.Words, word => word.Tone == tone));
            write.Add((float)with / sentences.Count);
            write.Add((float)sentences.Sum(sentence => sentence.Words.Count(word => word.Tone == tone)) / sentences.Sum(sentence => sentence.Words.Length + 1));
        }
    }

    /// <summary>For each tone, how near its words stand to words of the claim: the sum over sentences of the shared weight there.</summary>
    private static void Near(ref Writer write, Dictionary<string, float> weights, IReadOnlyList<PreparedSentence> sentences)
    {
        var total = weights.Values.Sum() + 1e-6f;
        Span<float> sums = stackalloc float[Tones];
        Span<float> most = stackalloc float[Tones];
        sums.Clear();
        most.Clear();
        foreach (var sentence in sentences)
        {
            var held = weights.Where(pair => sentence.Stems.Contains(pair.Key)).Sum(pair => pair.Value) / total;
            for (var tone = Tone.Negation; (int)tone < Tones; tone++)
            {
                if (held > 0 && Array.Exists(sentence.Words, word => word.Tone == tone))
                {
                    sums[(int)tone] += held;
                    most[(int)tone] = Math.Max(most[(int)tone], held);
                }
            }
        }

        for (var tone = 1; tone < Tones; tone++)
        {
            write.Add(sums[tone]);
            write.Add(most[tone]);
        }
    }

    private static float FirstOf(PreparedText article, Tone tone)
    {
        for (var i = 0; i < article.Sentences.Count; i++)
        {
            if (Array.Exists(article.Sentences[i].Words, word => word.Tone == tone))
            {
                return (float)i / article.Sentences.Count;
            }
        }

        return 1;
    }

    private static int Polarity(PreparedWord[] words) => words.Count(word => word.Tone is Tone.Negation or Tone.Refute) % 2;

    private ref struct Writer(Span<float> features)
    {
        private readonly Span<float> _features = features;
        private int _count;

        public void Add(float value) => _features[_count++] = value;

        public readonly void Finish()
        {
            if (_count != _features.Length)
            {
                throw new InvalidOperationException($"{_count} features were written, {_features.Length} declared.");
            }
        }
    }
}
