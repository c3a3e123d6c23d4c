using System.Numerics.Tensors;

namespace OnRecord.Ingest;

/// <summary>The language of a text, and how sure that is.</summary>
/// <param name="Language">ISO 639-1 code, or "und" where it cannot be told.</param>
/// <param name="Confidence">0 to 1; for mixed text about the share of the language.</param>
public readonly record struct IdentifiedLanguage(string Language, float Confidence)
{
    /// <summary>The answer for text that tells nothing: numbers, marks, a script of no known language.</summary>
    public static IdentifiedLanguage Undetermined { get; } = new("und", 0);
}

/// <summary>Tells the language of a text among those of the model. Deterministic and thread-safe.</summary>
public sealed class LanguageIdentifier(LanguageModel model)
{
    private const int ChunkLength = 400;
    private const int MostChunks = 5;
    private const float LeastConfidence = 0.35f;
    private const float StatedWeight = 5;
    private const int ShortText = 120;
    private static readonly Lazy<LanguageIdentifier> Shared = new(() => new LanguageIdentifier(LanguageModel.LoadShipped()));

    /// <summary>The identifier with the model that ships with the service.</summary>
    public static LanguageIdentifier Default => Shared.Value;

    /// <summary>Identifies the language of <paramref name="text"/>; reads five pieces spread over it at most.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expected">
    /// ISO 639-1 code that a page states, or empty. It decides where a short text tells little, such as a line full of names; the longer
    /// the text, the less it counts, for many pages state a language that they are not written in.
    /// </param>
    public IdentifiedLanguage Identify(ReadOnlySpan<char> text, string expected = "")
    {
        Span<float> mean = stackalloc float[model.Languages.Count];
        Span<float> probabilities = stackalloc float[model.Languages.Count];
        mean.Clear();
        var features = new List<int>(ChunkLength * 6);
        var total = 0;
        var step = Math.Max(ChunkLength, text.Length / MostChunks);
        for (var start = 0; start < text.Length; start += step)
        {
            features.Clear();
            NgramFeatures.Collect(text.Slice(start, Math.Min(ChunkLength, text.Length - start)), features);
            if (features.Count == 0)
            {
                continue;
            }

            model.Predict(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(features), probabilities);
            TensorPrimitives.MultiplyAdd(probabilities, features.Count, mean, mean);
            total += features.Count;
        }

        if (total == 0)
        {
            return IdentifiedLanguage.Undetermined;
        }

        var stated = expected.Length == 0 ? -1 : model.Languages.ToList().IndexOf(expected);
        if (stated >= 0)
        {
            // A prior odds ratio, as strong as it is worth at this length; then the shares sum to one again.
            mean[stated] *= MathF.Exp(StatedWeight * Math.Min(1, (float)ShortText / text.Length));
            TensorPrimitives.Multiply(mean, total / TensorPrimitives.Sum<float>(mean), mean);
        }

        var best = TensorPrimitives.IndexOfMax(mean);
        var confidence = mean[best] / total;
        return confidence < LeastConfidence ? IdentifiedLanguage.Undetermined : new(model.Languages[best], confidence);
    }
}
