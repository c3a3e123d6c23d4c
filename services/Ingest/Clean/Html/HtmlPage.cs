using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>What a page says: its main text and what it tells of itself.</summary>
/// <param name="Title">Headline, or empty.</param>
/// <param name="Paragraphs">The article's paragraphs, sub-headings and list items, in order.</param>
/// <param name="Authors">Names as the page gives them.</param>
/// <param name="Outlet">Name of the publication, or empty.</param>
/// <param name="PublishedAt">UTC; null where the page does not say.</param>
/// <param name="CanonicalUrl">As the page states it, or null.</param>
/// <param name="Kind">What sort of page it is.</param>
/// <param name="Language">ISO 639-1 code of the language that the page states, or empty.</param>
public sealed record HtmlPage(
    string Title,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<string> Authors,
    string Outlet,
    DateTimeOffset? PublishedAt,
    string? CanonicalUrl,
    PageKind Kind,
    string Language = "")
{
    /// <summary>Where the page shows less than this share of the text that it states as JSON-LD, a script draws the article.</summary>
    private const double DrawnByScript = 0.3;

    static HtmlPage() => Encodings.Register();

    /// <summary>Reads a page. The charset is the byte order mark's, else UTF-8 where the bytes show it, else the one that the page names (read as browsers
    /// read it), else windows-1252 or UTF-8, as the bytes are.</summary>
    /// <remarks>Scripts are not run and nothing is fetched. Broken markup is read as browsers do (HTML standard, section 13.2).</remarks>
    /// <returns>A page without paragraphs where there is nothing to read, or where it is nested like no page is.</returns>
    public static HtmlPage Read(byte[] html)
    {
        if (HtmlNesting.IsTooDeep(html))
        {
            return new HtmlPage("", [], [], "", null, null, PageKind.Unspecified);
        }

        using var document = Parse(html);
        var data = JsonLd.Read(document);
        var metadata = PageMetadata.Read(document, data);
        var all = document.Body is { } body ? BlockReader.Read(body) : [];
        var article = all.Count > 0 ? MainTextFinder.Find(document.Body!, all, metadata.Title) : [];
        List<string> paragraphs = [.. article.Select(block => block.Text)];
        if ((data.ArticleBody ?? document.QuerySelector("meta[itemprop=articleBody]")?.GetAttribute("content")) is { } stated && paragraphs.Sum(paragraph => paragraph.Length) < stated.Length * DrawnByScript)
        {
            paragraphs = StatedText(stated, paragraphs);
        }
        else if (paragraphs.Count == 0)
        {
            paragraphs = WithoutScripts(document, metadata.Title);
        }

        return new HtmlPage(
            metadata.Title, paragraphs, metadata.Authors, metadata.Outlet, metadata.PublishedAt,
            metadata.CanonicalUrl, PageKinds.Of(document, data, paragraphs.Sum(paragraph => paragraph.Length), all), metadata.Language);
    }

    private static IHtmlDocument Parse(byte[] html)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false });
        if (Encodings.OfPage(html) is { } encoding)
        {
            return parser.ParseDocument(encoding.GetString(html));
        }

        using var stream = new MemoryStream(html, writable: false);
        return parser.ParseDocument(stream);
    }

    /// <summary>What the page shows where no script runs, which may be the article.</summary>
    private static List<string> WithoutScripts(IDocument document, string title) =>
        document.QuerySelectorAll("noscript")
            .Select(noscript => noscript.Children.SelectMany(BlockReader.Read).ToList())
            .Where(blocks => blocks.Where(block => block.IsRunningText).Sum(block => block.Text.Length) >= CleanArticle.LeastText)
            .Select(blocks => MainTextFinder.Find(document.Body!, blocks, title).ConvertAll(block => block.Text))
            .FirstOrDefault() ?? [];

    /// <summary>The article as JSON-LD has it, unless that comes to less than what the page shows.</summary>
    private static List<string> StatedText(string stated, List<string> shown)
    {
        var paragraphs = PlainText.Paragraphs(FeedText.ToPlainText(stated));
        ArticleTail.Cut(paragraphs, paragraph => paragraph, _ => false);
        paragraphs.RemoveAll(PageResidue.IsResidue);
        return paragraphs.Sum(paragraph => paragraph.Length) > shown.Sum(paragraph => paragraph.Length) ? paragraphs : shown;
    }
}
