using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Document in, attributions and positions out. Deterministic and thread-safe; models and word lists are immutable and shared.
/// </summary>
public sealed class StanceAnalyzer
{
    private static readonly Lazy<StanceAnalyzer> Shared = new(() => new StanceAnalyzer(AttributionModel.Default, PositionModel.Default));

    private readonly AttributionModel _model;
    private readonly PositionModel _positions;

    internal StanceAnalyzer(AttributionModel model, PositionModel positions) => (_model, _positions) = (model, positions);

    /// <summary>The analyzer with the model and the word lists that ship with the service; loaded once per process.</summary>
    public static StanceAnalyzer Default => Shared.Value;

    /// <summary>Finds who says what and who stands where.</summary>
    /// <param name="document">An analysed text.</param>
    /// <param name="links">Entities of the document's mentions, as far as they are known; null for none.</param>
    /// <param name="cancellation">Checked between the stages.</param>
    public StanceAnalysis Analyze(
        Document document, IReadOnlyList<LinkedMention>? links = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        cancellation.ThrowIfCancellationRequested();
        var view = new SyntaxView(document);
        var raw = Attributor.Find(_model, view);
        cancellation.ThrowIfCancellationRequested();
        var entities = new EntityResolver(view, links ?? []);
        var holders = new HolderFinder(view, entities);
        var attributions = new List<Attribution>(raw.Count);
        foreach (var attribution in raw)
        {
            attributions.Add(new Attribution(
                view.RangesOf(attribution.Source),
                [view.RangeOf(attribution.Cue.First, attribution.Cue.End)],
                view.RangesOf(attribution.Content),
                FormFinder.FormOf(view, attribution.Content),
                holders.Find(attribution.Source),
                attribution.Cue.Confidence));
        }

        cancellation.ThrowIfCancellationRequested();
        return new StanceAnalysis(attributions, new PositionDecider(view, entities, holders, _positions).Find(raw));
    }
}
