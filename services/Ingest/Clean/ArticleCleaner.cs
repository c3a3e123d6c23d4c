using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using OnRecord.Api.Ingest.V1;
using SmartReader;

namespace OnRecord.Ingest;

/// <summary>
/// Turns what a client handed in into clean text: the main text of a page without the furniture around it, or pasted text
/// without page residue. Facts that the client states (title, outlet, …) win over those that the page states.
/// </summary>
public sealed class ArticleCleaner
{
    private const string FallbackUrl = "https://page.invalid/";

    /// <summary>Cleans one article. The result's text is empty when nothing readable is left.</summary>
    /// <param name="input">Html or text with what the client knows; see ingest.proto.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public CleanArticle Clean(ArticleInput input, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var page = input.ContentCase == ArticleInput.ContentOneofCase.Html
            ? ReadPage(input.Html.ToByteArray(), input.Url)
            : new Page("", PlainText.Paragraphs(input.Text), null, "", null, null);

        var title = PlainText.Line(input.Title) is { Length: > 0 } stated ? stated : page.Title;
        var body = page.Paragraphs.Where(paragraph => !PageResidue.IsResidue(paragraph)).ToList();
        if (title.Length > 0 && body.Count > 0 && SameLine(body[0], title))
        {
            body.RemoveAt(0);
        }

        var bodyText = string.Join("\n\n", body);
        var text = bodyText.Length == 0 ? "" : title.Length == 0 ? bodyText : $"{title}\n\n{bodyText}";
        var (language, confidence) = input.Language.Length > 0 ? (input.Language, 1f) : EnglishDetector.Detect(bodyText);
        IReadOnlyList<string> authors = input.Authors.Count > 0
            ? [.. input.Authors.Select(PlainText.Line).Where(name => name.Length > 0)]
            : page.Byline is { Length: > 0 } byline ? [byline] : [];

        return new CleanArticle(
            title, text, title.Length == 0 || text.Length == 0 ? 0 : title.Length + 2, authors,
            PlainText.Line(input.Outlet) is { Length: > 0 } outlet ? outlet : page.Outlet,
            input.PublishTime?.ToDateTimeOffset() ?? page.PublishedAt, language, confidence, page.CanonicalUrl, PageKind.Article);
    }

    private static bool SameLine(string paragraph, string title) =>
        string.Equals(paragraph.TrimEnd('.'), title.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static Page ReadPage(byte[] html, string url)
    {
        using var stream = new MemoryStream(html, writable: false);
        var document = new HtmlParser().ParseDocument(stream);       // the parser finds the charset: byte order mark, then meta
        var canonical = document.QuerySelector("link[rel=canonical]")?.GetAttribute("href");
        using var reader = new Reader(url.Length > 0 ? url : FallbackUrl, document) { ContinueIfNotReadable = true };
        var article = reader.GetArticle();
        var content = new HtmlParser().ParseDocument(article.Content ?? "");
        return new Page(
            PlainText.Line(article.Title ?? ""), Paragraphs(content), canonical, PlainText.Line(article.SiteName ?? ""),
            PlainText.Line(article.Byline ?? ""),
            article.PublicationDate is { } date ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)) : null);
    }

    private static List<string> Paragraphs(IHtmlDocument content)
    {
        var text = new StringBuilder();
        foreach (var block in content.QuerySelectorAll("p, h2, h3, h4, li, blockquote, pre").Where(block => block.QuerySelector("p, li") is null))
        {
            text.Append(block.TextContent.ReplaceLineEndings(" ")).Append("\n\n");
        }

        return PlainText.Paragraphs(text.Length > 0 ? text.ToString() : content.Body?.TextContent ?? "");
    }

    private sealed record Page(
        string Title, List<string> Paragraphs, string? CanonicalUrl, string Outlet, string? Byline, DateTimeOffset? PublishedAt);
}
