using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>
/// Tells what readers wrote by the control under each of their posts, "Reply", where no name, type or heading tells it. One such control makes no
/// comment: an article may have it, too.
/// </summary>
internal static class ReplyThreads
{
    /// <summary>Neighbours of one shape that make a thread.</summary>
    private const int FewestPosts = 3;

    /// <summary>Controls that are looked at; what stands between two posts is covered by these.</summary>
    private const int MostControls = 2_000;

    private const int LongestControl = 60;

    /// <summary>The elements that posts are, with what stands between them; none inside another.</summary>
    public static List<IElement> Find(IElement body)
    {
        var children = new Dictionary<IElement, List<Post>>();
        foreach (var control in body.Descendants().OfType<IElement>().Where(IsControl).Take(MostControls))
        {
            var shape = 0;
            for (var at = control; at != body && at.ParentElement is { } parent; at = parent)
            {
                shape = HashCode.Combine(at.LocalName, shape);
                if (!children.TryGetValue(parent, out var posts))
                {
                    children[parent] = posts = [];
                }
                else if (posts[^1].Element == at)
                {
                    continue;
                }

                posts.Add(new Post(at, shape));
            }
        }

        var shapes = children.Values.SelectMany(posts => posts.GroupBy(post => post.Shape).Where(same => same.Skip(FewestPosts - 1).Any()).Select(same => same.Key)).ToHashSet();
        return shapes.Count == 0 ? [] : Outermost([.. children.SelectMany(holder => Thread(holder.Key, holder.Value.FindAll(post => shapes.Contains(post.Shape) && IsPost(post.Element))))]);
    }

    /// <summary>The posts of one holder, and what belongs to them beside them: the name of the reader, or the text where a post holds nothing but its control.</summary>
    private static List<IElement> Thread(IElement holder, List<Post> posts)
    {
        if (posts.Count < FewestPosts)
        {
            return posts.ConvertAll(post => post.Element);
        }

        var elements = holder.Children.ToList();
        var (first, last) = (elements.IndexOf(posts[0].Element), elements.IndexOf(posts[^1].Element));
        // Where a post is several elements in a row, of which the last one holds the control, so is the first one.
        first = Math.Max(0, first + 1 - ((last - first) / (posts.Count - 1)));
        var mayHoldText = posts.TrueForAll(post => IsShort(post.Element));
        var own = posts.Select(post => post.Element).ToHashSet();
        var thread = elements.GetRange(first, last + 1 - first).FindAll(element => own.Contains(element) || ((mayHoldText || IsShort(element)) && !HoldsHeadline(element)));
        // Text that stands in no element of its own is the holder's.
        return thread.Count == elements.Count ? [holder] : thread;
    }

    private static bool IsShort(IElement element) => element.TextContent.Length < LongestControl;

    private static List<IElement> Outermost(HashSet<IElement> elements) =>
        [.. elements.Where(element => !element.Ancestors().OfType<IElement>().Any(elements.Contains))];

    /// <summary>A quoted post is part of the article, whatever stands under it.</summary>
    private static bool IsPost(IElement element) => element.LocalName != "blockquote" && !HoldsHeadline(element);

    private static bool HoldsHeadline(IElement element) => element.LocalName == "h1" || element.QuerySelector("h1") is not null;

    private static bool IsControl(IElement element) => element.LocalName switch
    {
        "a" or "button" => SaysReply(element.TextContent) || SaysReply(element.GetAttribute("aria-label")) || SaysReply(element.GetAttribute("title")),
        "input" => SaysReply(element.GetAttribute("value")),
        // Scripts make a control of any element.
        "span" or "div" or "li" or "small" => element.FirstChild is IText { NextSibling: null } text ? SaysReply(text.Data) : element.GetAttribute("role") == "button" && SaysReply(element.TextContent),
        _ => false,
    };

    private static bool SaysReply(string? text) => text is { Length: > 0 and < LongestControl } && PageResidue.IsReplyControl(text.Trim());

    /// <param name="Element">The child of a holder that holds a control.</param>
    /// <param name="Shape">The names of the elements from there down to the control.</param>
    private readonly record struct Post(IElement Element, int Shape);
}
