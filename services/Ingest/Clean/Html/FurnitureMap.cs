using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>Remembers which elements stand inside page furniture.</summary>
internal sealed class FurnitureMap
{
    /// <summary>An element with this share of the page's running text is no furniture, whatever its name says.</summary>
    private const double MostOfPage = 0.35;

    private readonly IElement _body;
    private readonly Dictionary<IElement, int> _runningText = [];
    private readonly Dictionary<IElement, bool> _covered = [];
    private readonly int _all;

    public FurnitureMap(IElement body, IEnumerable<TextBlock> blocks)
    {
        _body = body;
        foreach (var block in blocks.Where(block => block.IsRunningText))
        {
            _all += block.Text.Length;
            for (var at = block.Element; at is not null && at != body; at = at.ParentElement)
            {
                _runningText[at] = _runningText.GetValueOrDefault(at) + block.Text.Length;
            }
        }
    }

    /// <summary>Whether the element or one above it, up to the page's body, is furniture.</summary>
    public bool Covers(IElement element)
    {
        if (element == _body)
        {
            return false;
        }

        if (!_covered.TryGetValue(element, out var covered))
        {
            covered = (PageSignals.IsFurniture(element) && _runningText.GetValueOrDefault(element) < _all * MostOfPage)
                || (element.ParentElement is { } parent && Covers(parent));
            _covered[element] = covered;
        }

        return covered;
    }
}
