namespace OnRecord.Language;

/// <summary>
/// Text in, annotated document out: tokens, sentences, tags, trees, names, coreference. English.
/// Deterministic and thread-safe; the models are immutable and shared.
/// </summary>
public sealed class LanguageEngine
{
    private static readonly Lazy<LanguageEngine> Shared = new(() => new LanguageEngine());

    private LanguageEngine()
    {
    }

    /// <summary>The engine with the models that ship with the library; loaded once per process.</summary>
    public static LanguageEngine Default => Shared.Value;

    /// <summary>Which models answer; changes with each retraining.</summary>
    public string ModelVersion { get; } = "none";

    /// <summary>Analyses a text.</summary>
    /// <param name="text">Any UTF-16 text, also with unpaired surrogates. Paragraphs are separated by line breaks.</param>
    /// <param name="bodyStart">Where the body begins; what stands before is the headline.</param>
    /// <param name="cancellation">Checked between sentences.</param>
    public Document Analyze(string text, int bodyStart = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bodyStart, (uint)text.Length, nameof(bodyStart));
        cancellation.ThrowIfCancellationRequested();
        _ = ModelVersion;
        return new Document
        {
            Text = text,
            BodyStart = bodyStart,
            Tokens = [],
            Sentences = [],
            Mentions = [],
            Chains = [],
        };
    }
}
