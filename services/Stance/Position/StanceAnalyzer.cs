using OnRecord.Language;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances;

/// <summary>
/// Document in, attributions and positions out. Deterministic and thread-safe; models and word lists are immutable and shared.
/// </summary>
public sealed class StanceAnalyzer
{
    private static readonly Lazy<StanceAnalyzer> Shared = new(() => new StanceAnalyzer(AttributionModel.Default, PositionModel.Default, MeaningEncoder.Default));
    private static readonly Lazy<StanceAnalyzer> SharedWithoutEncoder = new(() => new StanceAnalyzer(AttributionModel.Default, PositionModel.Default, encoder: null));

    private readonly Pipeline<StanceReading, StanceLayer> _pipeline;

    internal StanceAnalyzer(AttributionModel model, PositionModel positions, MeaningEncoder? encoder) => (Encoder, _pipeline) = (encoder, new(
        [StanceLayer.Document, StanceLayer.Links],
        new("view", [StanceLayer.Document], [StanceLayer.View], reading => reading.View = new SyntaxView(reading.Document)),
        new("attribute", [StanceLayer.View], [StanceLayer.Statements], reading => reading.Statements = Attributor.Find(model, reading.View)),
        new("resolve entities", [StanceLayer.View, StanceLayer.Links], [StanceLayer.Entities], reading => reading.Entities = new EntityResolver(reading.View, reading.Links)),
        new("find holders", [StanceLayer.View, StanceLayer.Entities], [StanceLayer.Holders], reading => reading.Holders = new HolderFinder(reading.View, reading.Entities)),
        new("name sources", [StanceLayer.View, StanceLayer.Statements, StanceLayer.Holders], [StanceLayer.Attributions], NameSources),
        new("decide", [StanceLayer.View, StanceLayer.Statements, StanceLayer.Entities, StanceLayer.Holders], [StanceLayer.Positions], reading =>
        {
            reading.Encoded = encoder is null ? null : new EncodedRanges(encoder, reading.Document.Text);
            reading.Positions = new PositionDecider(reading.View, reading.Entities, reading.Holders, positions, reading.Encoded).Find(reading.Statements);
        })));

    /// <summary>The analyzer with the model and the word lists that ship with the service; loaded once per process.</summary>
    public static StanceAnalyzer Default => Shared.Value;

    /// <summary>The same without the encoder: quicker, and less often right.</summary>
    public static StanceAnalyzer WithoutEncoder => SharedWithoutEncoder.Value;

    /// <summary>Reads what candidates mean; null where it is off.</summary>
    internal MeaningEncoder? Encoder { get; }

    /// <summary>The names of the stages, in the order in which they run.</summary>
    public IEnumerable<string> Stages => _pipeline.Stages.Select(stage => stage.Name);

    /// <summary>Finds who says what and who stands where.</summary>
    /// <param name="document">An analysed text.</param>
    /// <param name="links">Entities of the document's mentions, as far as they are known; null for none.</param>
    /// <param name="cancellation">Checked between the stages.</param>
    public StanceAnalysis Analyze(
        Document document, IReadOnlyList<LinkedMention>? links = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var reading = new StanceReading(document, links ?? []);
        _pipeline.Run(reading, cancellation);
        return new StanceAnalysis(reading.Attributions, reading.Positions) { Encoded = reading.Encoded };
    }

    private static void NameSources(StanceReading reading) => reading.Attributions =
    [
        .. reading.Statements.Select(statement => new Attribution(
            reading.View.RangesOf(statement.Source),
            [reading.View.RangeOf(statement.Cue.First, statement.Cue.End)],
            reading.View.RangesOf(statement.Content),
            FormFinder.FormOf(reading.View, statement.Content),
            reading.Holders.Find(statement.Source),
            statement.Cue.Confidence)),
    ];
}
