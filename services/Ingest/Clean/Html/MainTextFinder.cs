using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>
/// Finds the element that holds the article, by the weight of the paragraphs in it (after Arc90's Readability, 2009), and the
/// blocks in it that are the article's own.
/// </summary>
internal static class MainTextFinder
{
    /// <summary>The article's blocks in reading order; empty when the page has no running text.</summary>
    /// <param name="body">The page's body.</param>
    /// <param name="blocks">All of its visible blocks.</param>
    /// <param name="title">The headline, which is not part of the text.</param>
    public static List<TextBlock> Find(IElement body, List<TextBlock> blocks, string title)
    {
        blocks = WithoutNextArticles(body, blocks, title);
        var furniture = new FurnitureMap(body, blocks);
        var container = FindContainer(body, blocks, furniture) ?? FindShort(body, blocks, furniture);
        return container is null ? [] : BlockFilter.Keep(blocks, container, furniture, title);
    }

    /// <summary>A page that goes on to further articles, each with a headline of its own: only the one that the page is about.</summary>
    private static List<TextBlock> WithoutNextArticles(IElement body, List<TextBlock> blocks, string title)
    {
        var headed = body.QuerySelectorAll("article h1").Select(heading => (Article: heading.Closest("article")!, Text: PlainText.Line(InlineText.Of(heading)))).DistinctBy(headed => headed.Article).ToList();
        if (headed.Count < 2 || title.Length == 0 || headed.FindIndex(article => article.Text.Equals(title, StringComparison.OrdinalIgnoreCase)) is not (>= 0 and var own))
        {
            return blocks;
        }

        var others = headed.Where((article, at) => at != own && !article.Article.Contains(headed[own].Article) && !headed[own].Article.Contains(article.Article)).Select(article => article.Article).ToList();
        return others.Count == 0 ? blocks : blocks.FindAll(block => !others.Exists(other => other.Contains(block.Element)));
    }

    /// <summary>Where no paragraph is long enough to weigh, what says of itself that it is the article: a flash is a line.</summary>
    private static IElement? FindShort(IElement body, List<TextBlock> blocks, FurnitureMap furniture) =>
        blocks.Find(block => block.Element.LocalName == "p" && block.LinkLength == 0 && !furniture.Covers(block.Element))?.Element.Closest("article, main, [itemprop=articleBody]");

    private static IElement? FindContainer(IElement body, List<TextBlock> blocks, FurnitureMap furniture)
    {
        var scores = new Dictionary<IElement, double>();
        var good = new Dictionary<IElement, int>();
        foreach (var block in blocks)
        {
            if (!block.IsRunningText || furniture.Covers(block.Element))
            {
                continue;
            }

            var weight = 1 + Math.Min(block.Text.Length / 100.0, 3) + block.Text.AsSpan().CountAny(",、،;") * 0.5;
            var share = 1.0;
            var depth = 0;
            for (var at = Holder(block.Element); at is not null; at = at.ParentElement)
            {
                if (depth < 3)
                {
                    scores[at] = scores.GetValueOrDefault(at) + (weight * share);
                    share *= 0.5;
                    depth++;
                }

                good[at] = good.GetValueOrDefault(at) + block.Text.Length;
                if (at == body)
                {
                    break;
                }
            }
        }

        if (scores.Count == 0)
        {
            return null;
        }

        var all = good.GetValueOrDefault(body);
        var declared = scores.Keys.Concat(good.Keys).Distinct()
            .Where(element => PageSignals.IsDeclaredBody(element) && good[element] >= all * 0.4)
            .MaxBy(element => good[element]);
        var best = declared ?? scores.MaxBy(entry => entry.Value * (PageSignals.IsDeclaredBody(entry.Key) ? 1.5 : 1)).Key;
        return Widen(best, body, good);
    }

    /// <summary>Climbs while the parent brings a good deal more running text: articles are cut in parts by ads and pictures.</summary>
    private static IElement Widen(IElement best, IElement body, Dictionary<IElement, int> good)
    {
        for (var at = best; at.ParentElement is { } parent && at != body; at = parent)
        {
            if (good.GetValueOrDefault(parent) >= good[best] * 1.25)
            {
                best = parent;
            }
        }

        return best;
    }

    private static IElement? Holder(IElement element) =>
        element.LocalName is "p" or "li" or "td" or "blockquote" or "pre" ? element.ParentElement : element;
}
