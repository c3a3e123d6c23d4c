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
    private readonly HashSet<IElement> _posts = [];
    private readonly int _all;

    public FurnitureMap(IElement body, List<TextBlock> blocks)
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

        var posts = ReplyThreads.Find(body).ToHashSet();
        if (posts.Count > 0 && blocks.Where(block => block.IsRunningText && !Covers(block.Element) && !IsIn(posts, block.Element)).Sum(block => block.Text.Length) >= CleanArticle.LeastText)
        {
            _posts = posts;
            _covered.Clear();
        }
    }

    private static bool IsIn(HashSet<IElement> elements, IElement element) => elements.Contains(element) || element.Ancestors().OfType<IElement>().Any(elements.Contains);

    private bool IsSmall(IElement element) => _runningText.GetValueOrDefault(element) < _all * MostOfPage;

    /// <summary>Comments, what asks for consent, and what stands aside may well be longer than the article; they hold neither its headline nor all of the text.</summary>
    private bool IsBelowArticle(IElement element) =>
        _all - _runningText.GetValueOrDefault(element) >= CleanArticle.LeastText && (element.LocalName == "aside" || PageSignals.IsComments(element) || PageSignals.IsOverlay(element)) && element.QuerySelector("h1") is null;

    /// <summary>Whether the element or one above it, up to the page's body, is furniture.</summary>
    public bool Covers(IElement element)
    {
        if (element == _body)
        {
            return false;
        }

        if (!_covered.TryGetValue(element, out var covered))
        {
            covered = _posts.Contains(element)
                || (PageSignals.IsFurniture(element) && (IsSmall(element) || IsBelowArticle(element)))
                || (element.ParentElement is { } parent && Covers(parent));
            _covered[element] = covered;
        }

        return covered;
    }
}
