using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>Reads a page from top to bottom into blocks of visible text.</summary>
internal sealed class BlockReader
{
    /// <summary>Deeper elements are not entered: no article is nested like this, but an attack is.</summary>
    private const int MaxDepth = 250;

    private readonly List<TextBlock> _blocks = [];
    private readonly InlineText _text = new();
    private IElement? _holder;
    private int _linkLength;

    private BlockReader()
    {
    }

    /// <summary>The blocks under <paramref name="root"/>, in reading order.</summary>
    public static List<TextBlock> Read(IElement root)
    {
        var reader = new BlockReader();
        reader.Enter(root, depth: 0, inLink: false);
        reader.Close();
        return reader._blocks;
    }

    private void Enter(IElement element, int depth, bool inLink)
    {
        if (depth > MaxDepth || PageSignals.IsNeverText(element) || PageSignals.IsHidden(element) || HoverCard.Is(element))
        {
            return;
        }

        var isBlock = PageSignals.IsBlock(element);
        if (isBlock)
        {
            Close();
        }
        else
        {
            _text.Enter(element);
        }

        inLink |= element.LocalName == "a";
        for (var child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            switch (child)
            {
                case IText text:
                    Append(element, text.Data, inLink);
                    break;
                case IElement { LocalName: "br" } br:
                    // Two line breaks in a row are how old pages part paragraphs.
                    if (NextMeaningful(br) is IElement { LocalName: "br" })
                    {
                        Close();
                    }
                    else
                    {
                        Append(element, " ", inLink: false);
                    }

                    break;
                case IElement inner:
                    Enter(inner, depth + 1, inLink);
                    break;
            }
        }

        if (isBlock)
        {
            Close();
        }
    }

    private static INode? NextMeaningful(INode node)
    {
        var next = node.NextSibling;
        while (next is IText text && string.IsNullOrWhiteSpace(text.Data))
        {
            next = next.NextSibling;
        }

        return next;
    }

    private void Append(IElement parent, string data, bool inLink)
    {
        var before = _text.Length;
        _text.Append(data);
        if (_text.Length > before)
        {
            _holder ??= parent;
            _linkLength += inLink ? _text.Length - before : 0;
        }
    }

    private void Close()
    {
        var text = _text.ToString();
        if (text.Length > 0 && BlockElement(_holder!) is { } element)
        {
            _blocks.Add(new TextBlock(element, text, Math.Min(_linkLength, text.Length), KindOf(element)));
        }

        _text.Clear();
        _holder = null;
        _linkLength = 0;
    }

    private static IElement BlockElement(IElement element)
    {
        while (!PageSignals.IsBlock(element) && element.ParentElement is { } parent)
        {
            element = parent;
        }

        return element;
    }

    private static BlockKind KindOf(IElement element)
    {
        for (var at = element; at is not null; at = at.ParentElement)
        {
            switch (at.LocalName)
            {
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    return BlockKind.Heading;
                case "figcaption" or "figure":
                    return BlockKind.Caption;
                case "li" or "dt" or "dd":
                    return BlockKind.ListItem;
                case "td" or "th":
                    return BlockKind.TableRow;
                case "article" or "main" or "body" or "section":
                    return BlockKind.Paragraph;
            }
        }

        return BlockKind.Paragraph;
    }
}
