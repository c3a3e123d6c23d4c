using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>
/// Turns what a client handed in into clean text: the main text of a page without the furniture around it, or pasted text
/// without page residue. Facts that the client states (title, outlet, …) win over those that the page states.
/// </summary>
public sealed class ArticleCleaner
{
    /// <summary>A body shorter than this tells its language together with the headline.</summary>
    private const int ShortBody = 200;

    /// <summary>Cleans one article. The result's text is empty when nothing readable is left.</summary>
    /// <param name="input">Html or text with what the client knows; see ingest.proto.</param>
    /// <param name="expectedLanguage">ISO 639-1 code to be expected where the page states none, or empty.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public CleanArticle Clean(ArticleInput input, string expectedLanguage = "", CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var page = input.ContentCase == ArticleInput.ContentOneofCase.Html ? HtmlPage.Read(input.Html.ToByteArray()) : ReadText(input);
        var title = PlainText.Line(input.Title) is { Length: > 0 } stated ? stated : page.Title;
        var body = page.Paragraphs.Select(PlainText.Line).Where(paragraph => paragraph.Length > 0).ToList();
        var repeatsTitle = title.Length > 0 && body.Count > 0 && SameLine(body[0], title);
        // A post may be its own headline and nothing else: then it stands once, as the text.
        var titleStandsApart = title.Length > 0 && !(repeatsTitle && body.Count == 1);
        if (repeatsTitle && body.Count > 1)
        {
            body.RemoveAt(0);
        }

        var bodyText = string.Join("\n\n", body);
        var text = bodyText.Length == 0 ? "" : titleStandsApart ? $"{title}\n\n{bodyText}" : bodyText;
        var language = input.Language.Length > 0
            ? new IdentifiedLanguage(input.Language, 1)
            : LanguageIdentifier.Default.Identify(bodyText.Length < ShortBody ? text : bodyText, page.Language.Length > 0 ? page.Language : expectedLanguage);
        IReadOnlyList<string> authors = input.Authors.Count > 0
            ? [.. input.Authors.Select(PlainText.Line).Where(name => name.Length > 0)]
            : page.Authors;

        return new CleanArticle(
            title, text, titleStandsApart && text.Length > 0 ? title.Length + 2 : 0, authors,
            PlainText.Line(input.Outlet) is { Length: > 0 } outlet ? outlet : page.Outlet,
            input.PublishTime?.ToDateTimeOffset() ?? page.PublishedAt, language.Language, language.Confidence,
            page.CanonicalUrl, page.Kind);
    }

    private static HtmlPage ReadText(ArticleInput input)
    {
        var (title, body) = PastedText.Read(input.Text);
        // The first line was taken off as a headline: where the client knows another one, it belongs to the text.
        var stated = PlainText.Line(input.Title);
        if (title.Length > 0 && stated.Length > 0 && !SameLine(title, stated))
        {
            body.Insert(0, title);
        }

        return new HtmlPage(title, body, [], "", null, null, PageKind.Article);
    }

    private static bool SameLine(string paragraph, string title) =>
        string.Equals(paragraph.TrimEnd('.'), title.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
