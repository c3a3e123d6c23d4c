using System.Numerics.Tensors;
using OnRecord.Ingest;

namespace OnRecord.Trainer;

/// <summary>
/// Trains the language identifier: multinomial naive Bayes over hashed n-grams with equal priors. The counts of each language
/// are scaled to one total before smoothing, because a language with five times the text would otherwise win every close race
/// (Danish against Norwegian).
/// </summary>
internal sealed class LanguageIdTrainer(IReadOnlyList<(string Language, string Text)> sentences)
{
    /// <summary>
    /// Mass added to each bucket, where a language's total is one. More helps whole sentences, less helps single words.
    /// </summary>
    private const double Smoothing = 4e-6;

    public LanguageModel Train()
    {
        var byLanguage = sentences.GroupBy(sentence => sentence.Language, sentence => sentence.Text)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        var classes = byLanguage.Length;
        var weights = new float[NgramFeatures.Buckets * classes];
        var features = new List<int>();
        for (var language = 0; language < classes; language++)
        {
            var counts = new double[NgramFeatures.Buckets];
            foreach (var text in byLanguage[language])
            {
                features.Clear();
                NgramFeatures.Collect(text, features);
                foreach (var feature in features)
                {
                    counts[feature]++;
                }
            }

            var total = counts.Sum();
            for (var bucket = 0; bucket < counts.Length; bucket++)
            {
                weights[(bucket * classes) + language] = (float)Math.Log((counts[bucket] / total) + Smoothing);
            }
        }

        return Quantise([.. byLanguage.Select(group => group.Key)], weights);
    }

    private static LanguageModel Quantise(string[] languages, float[] weights)
    {
        // The answer does not depend on what all languages share; centring each row spends the 8 bits on differences.
        var classes = languages.Length;
        for (var row = 0; row < weights.Length; row += classes)
        {
            var span = weights.AsSpan(row, classes);
            TensorPrimitives.Subtract(span, TensorPrimitives.Sum<float>(span) / classes, span);
        }

        var scale = TensorPrimitives.MaxMagnitude<float>(weights) / sbyte.MaxValue;
        var quantised = new sbyte[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            quantised[i] = (sbyte)MathF.Round(weights[i] / MathF.Abs(scale));
        }

        return new LanguageModel(languages, quantised, new float[classes], MathF.Abs(scale));
    }
}
