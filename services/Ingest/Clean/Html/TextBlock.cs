using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>What sort of text a block is.</summary>
internal enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Caption,
    TableRow,
}

/// <summary>A run of text between two block boundaries of a page, in reading order.</summary>
/// <param name="Element">The element that holds the text directly.</param>
/// <param name="Text">White space runs folded to one blank.</param>
/// <param name="LinkLength">How many of the characters stand in links.</param>
/// <param name="Kind">What sort of text it is.</param>
internal sealed record TextBlock(IElement Element, string Text, int LinkLength, BlockKind Kind)
{
    private const int ShortestRunningText = 25;
    private const double MostLinksInRunningText = 0.5;

    /// <summary>Share of the characters that stand in links.</summary>
    public double LinkDensity => Text.Length == 0 ? 1 : (double)LinkLength / Text.Length;

    /// <summary>Whether it reads like a paragraph: the stuff that articles are found by.</summary>
    public bool IsRunningText =>
        Text.Length >= ShortestRunningText && LinkDensity < MostLinksInRunningText && Kind is BlockKind.Paragraph or BlockKind.TableRow;
}
