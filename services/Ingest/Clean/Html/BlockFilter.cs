using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>Keeps the article's own blocks of a container and drops what a page puts around and between them.</summary>
internal static class BlockFilter
{
    private const int FewestNeighbours = 2;
    private const int ShortestSentence = 50;
    private const int FewestBlanks = 8;
    private const double MostCapitals = 0.7;

    public static List<TextBlock> Keep(List<TextBlock> blocks, IElement container, FurnitureMap furniture, string title)
    {
        var inside = blocks.Where(block => container.Contains(block.Element)).ToList();
        // A container that is furniture by its name but was chosen all the same: its name says nothing.
        var nameMisleads = furniture.Covers(container);
        var neighbours = new Neighbours(inside, container);
        var kept = new List<TextBlock>();
        foreach (var block in inside)
        {
            if ((nameMisleads || !furniture.Covers(block.Element))
                && (IsArticleText(block, container, title) || IsLinkedSentence(block, container, neighbours)))
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
            BlockKind.ListItem => block.LinkDensity < 0.5 || (block.Text.Length - block.LinkLength >= ShortestSentence && EndsSentence(block.Text)),
            _ => block.LinkDensity < 0.6 || (block.Text.Length > 100 && block.LinkDensity < 0.85),
        };
    }

    /// <summary>
    /// A paragraph that is one link, among plain ones: some papers link whole sentences of their reports. A link to another story is
    /// a headline, or says that it leads away.
    /// </summary>
    private static bool IsLinkedSentence(TextBlock block, IElement container, Neighbours neighbours) =>
        block.Kind == BlockKind.Paragraph && neighbours.Plain(block) >= FewestNeighbours
        && block.Text.Length >= ShortestSentence && block.Text.AsSpan().Count(' ') >= FewestBlanks
        && EndsSentence(block.Text) && !PageResidue.LeadsElsewhere(block.Text) && !IsInTitleCase(block.Text) && !PageSignals.IsPointer(block.Element)
        && !(block.Element.QuerySelector("a[class]") is { } link && PageSignals.IsPointer(link)) && !IsNearArticle(block.Element, container);

    private static IElement BlockAround(IElement element)
    {
        var at = element.ParentElement ?? element;
        while (!PageSignals.IsBlock(at) && at.ParentElement is { } parent)
        {
            at = parent;
        }

        return at;
    }

    /// <summary>Behind the mark may stand the number of a note.</summary>
    private static bool EndsSentence(string text) => text.AsSpan().TrimEnd("\"'”’()[]»0123456789*† ") is [.., '.' or '!' or '?' or '…'];

    private static bool IsInTitleCase(string text)
    {
        var words = text.Split(' ').Where(word => word.Length > 3 && char.IsLetter(word[0])).ToList();
        return words.Count(word => char.IsUpper(word[0])) > words.Count * MostCapitals;
    }

    private static bool IsNearArticle(IElement element, IElement container)
    {
        for (var at = element; at is not null && at != container; at = at.ParentElement)
        {
            if (PageSignals.IsByline(at) || PageSignals.IsAnnotation(at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The paragraphs beside a block: those in the same element, or around it where it has that element to itself.</summary>
    private sealed class Neighbours
    {
        private readonly IElement _container;
        private readonly Dictionary<IElement, int> _all = [];
        private readonly Dictionary<IElement, int> _plain = [];

        public Neighbours(List<TextBlock> blocks, IElement container)
        {
            _container = container;
            foreach (var block in blocks)
            {
                for (var at = block.Element.ParentElement; at is not null; at = at == container ? null : at.ParentElement)
                {
                    Count(_all, at);
                    if (block.IsRunningText)
                    {
                        Count(_plain, at);
                    }
                }
            }
        }

        public int Plain(TextBlock block)
        {
            var holder = BlockAround(block.Element);
            while (holder != _container && _all.GetValueOrDefault(holder) <= 1 && holder.ParentElement is not null)
            {
                holder = BlockAround(holder);
            }

            return _plain.GetValueOrDefault(holder);
        }

        private static void Count(Dictionary<IElement, int> counts, IElement element) => counts[element] = counts.GetValueOrDefault(element) + 1;
    }
}
