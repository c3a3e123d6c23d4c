using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>What the names, roles and attributes of an element tell about the text in it. No site is known by name.</summary>
internal static partial class PageSignals
{
    private static readonly HashSet<string> NeverText = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "map",
        "button", "select", "option", "input", "textarea", "label", "fieldset", "head", "dialog", "menu", "meta", "link", "img", "source",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private const int MostNodesInHeading = 6;

    /// <summary>Whether the element never holds text that a reader sees.</summary>
    public static bool IsNeverText(IElement element) => NeverText.Contains(element.LocalName);

    /// <summary>Whether the element begins and ends a line.</summary>
    public static bool IsBlock(IElement element) => Blocks.Contains(element.LocalName);

    /// <summary>Whether the element is not shown.</summary>
    public static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || string.Equals(element.GetAttribute("aria-hidden"), "true", StringComparison.OrdinalIgnoreCase)
        || (element.GetAttribute("style") is { Length: > 0 } style && HiddenStyle().IsMatch(style))
        || (element.ClassName is { Length: > 0 } names && IsForListeners(names));

    /// <summary>Whether the names say that a screen reader reads the text and nobody sees it.</summary>
    private static bool IsForListeners(string names) =>
        (names.Contains("sr-only", StringComparison.OrdinalIgnoreCase) || names.Contains("hidden", StringComparison.OrdinalIgnoreCase) || names.Contains("screen-reader", StringComparison.OrdinalIgnoreCase))
        && ForListeners().IsMatch(names);

    /// <summary>Whether the element lies over the page until the reader has answered it: consent, sign-in, an offer.</summary>
    public static bool IsOverlay(IElement element) =>
        element.GetAttribute("role") is "dialog" or "alertdialog"
        || (element.LocalName is not ("body" or "html" or "main" or "article") && Names(element) is { Length: > 0 } names && Overlay().IsMatch(names));

    /// <summary>Whether the element stands beside the text and not in it: the words under a picture, who took it, a sentence of the text in large letters.</summary>
    public static bool IsAnnotation(IElement element) => Names(element) is { Length: > 0 } names && Annotation().IsMatch(names);

    /// <summary>Whether the element is page furniture: navigation, sharing, promotion, comments and the like.</summary>
    public static bool IsFurniture(IElement element)
    {
        switch (element.LocalName)
        {
            case "nav" or "aside" or "footer" or "form":
                return true;
            // A quoted post ("twitter-tweet") is part of the article; so is a paragraph, whatever its class.
            case "body" or "html" or "main" or "p" or "blockquote" or "h1" or "h2" or "h3":
                return false;
        }

        if (element.GetAttribute("role") is "navigation" or "complementary" or "contentinfo" or "banner" or "search" or "dialog" or "menu" or "alert")
        {
            return true;
        }

        if (IsComments(element) || OpensOtherStories(element))
        {
            return true;
        }

        var names = Names(element);
        return names.Length > 0 && Furniture().IsMatch(names) && !(Content().IsMatch(names) && !Strong().IsMatch(names));
    }

    /// <summary>Whether the element says of itself that it holds the article.</summary>
    public static bool IsDeclaredBody(IElement element) =>
        string.Equals(element.GetAttribute("itemprop"), "articleBody", StringComparison.OrdinalIgnoreCase)
        || (Names(element) is { Length: > 0 } names && DeclaredBody().IsMatch(names));

    /// <summary>Whether the element tells who wrote the article, when, or how to share it: near the article, not of it.</summary>
    public static bool IsByline(IElement element) =>
        element.LocalName is "time"
        || element.GetAttribute("rel") == "author"
        || element.GetAttribute("itemprop") is "author" or "datePublished" or "dateModified" or "headline" or "caption" or "publisher"
        || (Names(element) is { Length: > 0 } names && Byline().IsMatch(names))
        || (Label(element) is { Length: > 0 } label && Byline().IsMatch(label));

    /// <summary>Whether the element holds what readers wrote below the article: by its names, its label, its type or its heading.</summary>
    public static bool IsComments(IElement element)
    {
        if (element.LocalName is "body" or "html" or "main" or "p" or "a" or "span")
        {
            return false;
        }

        return (Names(element) is { Length: > 0 } names && Comments().IsMatch(names))
            || (Label(element) is { Length: > 0 } label && (Comments().IsMatch(label) || PageResidue.OpensComments(label)))
            || (element.LocalName.Contains('-', StringComparison.Ordinal) && Comments().IsMatch(element.LocalName))
            || (element.GetAttribute("itemtype") is { } type && (type.EndsWith("/Comment", StringComparison.OrdinalIgnoreCase) || type.EndsWith("/UserComments", StringComparison.OrdinalIgnoreCase)))
            || element.GetAttribute("itemprop") == "comment"
            || element.GetAttribute("typeof") is "Comment" or "schema:Comment"
            || (Heading(element) is { } heading && (heading.IsHeading ? PageResidue.OpensComments(heading.Text) : PageResidue.NamesComments(heading.Text)));
    }

    /// <summary>Whether the element holds other stories, comments or the frame of the page: nothing in it tells of this article.</summary>
    public static bool IsElsewhere(IElement element) =>
        (element.LocalName is "nav" or "aside" or "footer" && !(IsInArticle(element) && (element.LocalName == "footer" || IsByline(element))))
        || element.GetAttribute("role") is "navigation" or "complementary" or "contentinfo"
        || (element.LocalName is not ("body" or "html" or "main") && Names(element) is { Length: > 0 } names && OtherStories().IsMatch(names))
        || IsComments(element)
        || OpensOtherStories(element);

    /// <summary>Whether a paragraph that is all link says by its names that it leads to another story.</summary>
    public static bool IsPointer(IElement element) => Names(element) is { Length: > 0 } names && (OtherStories().IsMatch(names) || StoryLink().IsMatch(names));

    /// <summary>Whether a box begins with a heading or has a label such as "Related stories".</summary>
    private static bool OpensOtherStories(IElement element) =>
        (element.LocalName is "div" or "section" or "ul" or "aside" && Label(element) is { Length: > 0 } label && OtherStories().IsMatch(label))
        || (Heading(element) is { IsHeading: true } heading && (PageResidue.OpensTail(heading.Text) || PageResidue.AsksToSubscribe(heading.Text)));

    /// <summary>The foot of an article is its own (HTML standard, section 4.3.8).</summary>
    private static bool IsInArticle(IElement element) => element.ParentElement?.Closest("article, main") is not null;

    /// <summary>Whether a time is that of a change, by its names or by the word before it.</summary>
    public static bool IsOfChange(IElement element) =>
        ChangeName().IsMatch($"{Names(element)} {(element.ParentElement is { ChildElementCount: 1 } parent ? Names(parent) : "")}")
        || ChangeWord().IsMatch(element.PreviousSibling?.TextContent ?? "");

    /// <summary>The short line that a section or a box begins with, and whether it is marked up as a heading; null where there is none.</summary>
    private static (string Text, bool IsHeading)? Heading(IElement element)
    {
        if (element.LocalName is not ("section" or "div" or "aside" or "article" or "ul" or "ol" or "details"))
        {
            return null;
        }

        var first = element.FirstElementChild;
        for (var depth = 0; depth < 2 && first is { LocalName: "div" or "header", FirstElementChild.LocalName: not "span" }; depth++)
        {
            first = first.FirstElementChild;
        }

        return first switch
        {
            null => null,
            { LocalName: "h2" or "h3" or "h4" or "h5" or "summary" } => (PlainText.Line(InlineText.Of(first)), true),
            { LocalName: "p" or "div" or "span" or "strong" } when !first.Descendants().Skip(MostNodesInHeading).Any() => (PlainText.Line(InlineText.Of(first)), false),
            _ => null,
        };
    }

    private static string Label(IElement element) =>
        element.GetAttribute("aria-label") ?? element.GetAttribute("data-testid") ?? element.GetAttribute("data-component") ?? element.GetAttribute("data-module")
        ?? element.GetAttribute("data-qa") ?? element.GetAttribute("data-test") ?? "";

    /// <summary>Class and id of an element, in words: camel case and separators become hyphens.</summary>
    private static string Names(IElement element)
    {
        var classes = element.ClassName;
        var id = element.Id;
        return string.IsNullOrEmpty(classes) ? id ?? "" : string.IsNullOrEmpty(id) ? classes : $"{classes} {id}";
    }

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(
        @"(^|[\s_-])(ads?|advert\w*|banner|breadcrumbs?|captions?|carousel|combx|comments?|commentlist|community|contributors?|cookies?|consent|copyright|credits?|"
        + @"disclaimer|disqus|footer|foot-?notes?|follow|gallery|hidden|inline-?links?|login|masthead|menu|metadata|modal|more|most-?(read|popular)|nav|navigation|newsletters?|"
        + @"outbrain|overlay|pager|pagination|paywall|popular|popup|post-?nav\w*|premium|print|promos?|pullquote|rating|readmore|recirc\w*|recommend\w*|"
        + @"related\w*|remark|replies|respond|rss|screen-reader-text|sr-only|visually-hidden|share\w*|sharing|shoutbox|sidebar|signup|sign-up|skyscraper|slideshow|social\w*|"
        + @"sponsor\w*|subscribe\w*|subscription|syndication|taboola|tags?|teaser|tools?|toolbar|top-?stories|topics?|tooltip|trending|tweet|widgets?|video-?player|yarpp\w*|jp-relatedposts)([\s_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();

    /// <summary>Whole words only: "comments-open" on an article says that it may be commented on.</summary>
    [GeneratedRegex(
        @"(^|\s)(?!(has|no|with|show|hide|allow)(-|(?-i:[A-Z])))([\w-]*[_-]|(?-i:[\w-]*[a-z](?=[A-Z])))?(comments?|commentlist|kommentare?|commentaires?|comentarios|discussion(?=[_-]?(list|section|thread))|disqus|replies|responses|respond|talkback|livefyre|viafoura|spotim|openweb|coral|"
        + @"commento|hyvor-talk|intensedebate|isso-thread|remark42|vuukle|wpdcom|wpdiscuz)"
        + @"([_-]{0,2}(list|sections?|areas?|threads?|stream|containers?|wrapper|wrap|box|boxes|body|items?|blocks?|feed|contents?|text|app|root|module|component|widget|inner|outer|panel|holder|embed|\d+))*((__|--|-sc-)[\w-]+|[_-]{1,2}(?=\w*\d)\w+)?(?=\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"(^|[\s_-])(related\w*|recommend\w*|recirc\w*|most-?(read|popular|viewed)|popular|trending|sidebar|latest(-?(news|stories|posts|articles))?|ticker|teasers?|promos?|more-?(stories|news|articles|from)|"
        + @"top-?stories|newsletter|carousel|read-?next|up-?next|outbrain|taboola|next-?(article|story|post)|prev(ious)?-?(article|story|post))([\s_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherStories();

    [GeneratedRegex(@"(^|\s)(sr-only|visually-?hidden|screen-reader(-text|-only)?|hidden-visually|u-hidden-visually)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForListeners();

    [GeneratedRegex(@"(^|[\s_-])(cookies?|consent|gdpr|onetrust|didomi|cmp)([\s_-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Overlay();

    [GeneratedRegex(
        @"(^|[\s_-])((wp|image|photo|img|picture|media|figure|video|gallery)[_-]?(captions?|credits?)|captions?(-text)?|pull-?quotes?)([\s_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Annotation();

    [GeneratedRegex(@"(^|[\s_-])(story|article|news|inline|internal|see|read)[_-]?(also|more|links?)([\s_-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StoryLink();

    [GeneratedRegex(@"(^|[\s_-])(date-?)?(updated?|modified|last-?(updated?|modified))([\s_-]|$)|dateModified", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ChangeName();

    [GeneratedRegex(@"\b(updated?|modified|changed|corrected)\b[^.]{0,12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ChangeWord();

    [GeneratedRegex(@"article|body|content|story|entry|column|main|hentry|text", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Content();

    [GeneratedRegex(
        @"(^|[\s_-])(comments?|commentlist|related\w*|newsletters?|share\w*|sharing|social\w*|sidebar|footer|recirc\w*|recommend\w*|captions?|promos?|tags?|nav|menu|most-?(read|popular)|taboola|outbrain|advert\w*|ads?|"
        + @"subscribe\w*|signup|pullquote|trending|teaser)([\s_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Strong();

    [GeneratedRegex(
        @"(^|\s)(article|story|post|entry|news|page)?[_-]{0,2}(article|story|post|entry)[_-]{0,2}(body|content|text|copy)([_-]{0,2}(text|content|copy|inner))?(\s|$)|(^|\s)articleBody(\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeclaredBody();

    [GeneratedRegex(
        @"(^|[\s_-])(byline|author\w*|dateline|date|time-?stamp|published|post-?meta|entry-?meta|article-?meta|article-?info|headline|kicker|dek|standfirst-?meta|bio)([\s_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Byline();
}
