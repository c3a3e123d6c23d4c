using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>Keeps the article's own blocks of a container and drops what a page puts around and between them.</summary>
internal static class BlockFilter
{
    public static List<TextBlock> Keep(List<TextBlock> blocks, IElement container, FurnitureMap furniture, string title)
    {
        var inside = blocks.Where(block => container.Contains(block.Element)).ToList();
        // A container that is furniture by its name but was chosen all the same: its name says nothing.
        var nameMisleads = furniture.Covers(container);
        var kept = new List<TextBlock>();
        foreach (var block in inside)
        {
            if ((nameMisleads || !furniture.Covers(block.Element)) && IsArticleText(block, container, title))
            {
                kept.Add(block);
            }
        }

        ArticleTail.Cut(kept, block => block.Text, block => block.Kind == BlockKind.Heading);
        kept.RemoveAll(block => PageResidue.IsResidue(block.Text));
        return kept;
    }

    private static bool IsArticleText(TextBlock block, IElement container, string title)
    {
        if (block.Kind == BlockKind.Caption || IsNearArticle(block.Element, container))
        {
            return false;
        }

        return block.Kind switch
        {
            BlockKind.Heading => block.LinkDensity < 0.5 && block.Element.LocalName != "h1" && block.Text != title,
            BlockKind.ListItem => block.LinkDensity < 0.5,
            _ => block.LinkDensity < 0.6 || (block.Text.Length > 100 && block.LinkDensity < 0.85),
        };
    }

    private static bool IsNearArticle(IElement element, IElement container)
    {
        for (var at = element; at is not null && at != container; at = at.ParentElement)
        {
            if (PageSignals.IsByline(at))
            {
                return true;
            }
        }

        return false;
    }
}
