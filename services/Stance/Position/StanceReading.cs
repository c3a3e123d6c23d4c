using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What stance finds out about a document.</summary>
internal enum StanceLayer
{
    /// <summary>The analysed text.</summary>
    Document,

    /// <summary>The entities of its mentions.</summary>
    Links,

    /// <summary>The document as its stages ask for it: trees from above, quotations, mentions by token.</summary>
    View,

    /// <summary>Sources, cues and contents in tokens.</summary>
    Statements,

    /// <summary>Who a mention is.</summary>
    Entities,

    /// <summary>Who a phrase is.</summary>
    Holders,

    /// <summary>Statements with their holders, as the API tells them.</summary>
    Attributions,

    /// <summary>Who stands where.</summary>
    Positions,
}

/// <summary>A document while stance reads it; each layer is set by the stage that gives it.</summary>
/// <param name="document">The analysed text.</param>
/// <param name="links">The entities of its mentions.</param>
internal sealed class StanceReading(Document document, IReadOnlyList<LinkedMention> links)
{
    public Document Document => document;

    public IReadOnlyList<LinkedMention> Links => links;

    public SyntaxView View { get; set; } = null!;

    public List<RawAttribution> Statements { get; set; } = [];

    public EntityResolver Entities { get; set; } = null!;

    public HolderFinder Holders { get; set; } = null!;

    public IReadOnlyList<Attribution> Attributions { get; set; } = [];

    public EncodedRanges? Encoded { get; set; }

    public IReadOnlyList<Position> Positions { get; set; } = [];
}
