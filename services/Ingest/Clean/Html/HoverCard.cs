using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>
/// Tells what opens when the reader points at a name: headlines of other stories in the middle of a sentence, in inline elements that
/// a style hides.
/// </summary>
internal static class HoverCard
{
    private const int MostNodes = 60;
    private const int LeastWords = 4;
    private const int LeastHeadlines = 2;

    /// <summary>Share of the card's text that stands in links, at least: the rest is "MORE".</summary>
    private const double LinkShare = 0.9;

    /// <summary>Characters of the paragraph around it, at least: a line that is nothing but links is a list and judged as such.</summary>
    private const int LeastAround = 60;

    /// <summary>Whether an element is such a card, or holds nothing else.</summary>
    public static bool Is(IElement element)
    {
        if (element.LocalName is not ("span" or "small") || element.ChildElementCount == 0 || Opener(element) is not IElement { LocalName: "a" })
        {
            return false;
        }

        var (headlines, linked) = (0, 0);
        foreach (var node in element.Descendants().Take(MostNodes))
        {
            if (node is IElement { LocalName: "a" } link)
            {
                var text = link.TextContent.Trim();
                linked += text.Length;
                headlines += text.AsSpan().Count(' ') + 1 >= LeastWords ? 1 : 0;
            }
        }

        return headlines >= LeastHeadlines
            && linked >= LinkShare * element.TextContent.AsSpan().Trim().Length
            && Block(element)?.TextContent.Length - element.TextContent.Length >= LeastAround;
    }

    /// <summary>What stands right before it: the name that one points at.</summary>
    private static INode? Opener(IElement element)
    {
        var before = element.PreviousSibling;
        while (before is IText text && string.IsNullOrWhiteSpace(text.Data))
        {
            before = before.PreviousSibling;
        }

        return before;
    }

    private static IElement? Block(IElement element)
    {
        var at = element.ParentElement;
        while (at is not null && !PageSignals.IsBlock(at))
        {
            at = at.ParentElement;
        }

        return at;
    }
}
