using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>What a page tells of its article beside the text.</summary>
/// <param name="Title">Headline without the outlet's name, or empty.</param>
/// <param name="Authors">Names from JSON-LD, meta tags or the byline.</param>
/// <param name="Outlet">Name of the publication, or empty.</param>
/// <param name="PublishedAt">When it was published, UTC; null where the page does not say.</param>
/// <param name="CanonicalUrl">Absolute or relative, as the page states it; null where it does not.</param>
/// <param name="Language">ISO 639-1 code that the page states, or empty.</param>
internal sealed partial record PageMetadata(
    string Title, IReadOnlyList<string> Authors, string Outlet, DateTimeOffset? PublishedAt, string? CanonicalUrl, string Language)
{
    private static readonly string[] AuthorTags =
        ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "article:author_name", "citation_author"];

    public static PageMetadata Read(IDocument document, JsonLd data)
    {
        var meta = MetaTags(document);
        // Some pages give an address where a name belongs.
        var outlet = First(new[] { meta.GetValueOrDefault("og:site_name"), data.Publisher, meta.GetValueOrDefault("application-name") }
            .Where(name => name?.Contains("://", StringComparison.Ordinal) != true).ToArray());
        var heading = document.QuerySelectorAll("h1").Select(element => PlainText.Line(InlineText.Of(element))).FirstOrDefault(text => text.Length > 8);
        var title = First(data.Headline, meta.GetValueOrDefault("og:title"), meta.GetValueOrDefault("twitter:title"), heading, document.Title);
        var canonical = First(document.QuerySelector("link[rel=canonical]")?.GetAttribute("href"), meta.GetValueOrDefault("og:url"));
        var language = First(
            data.Language, document.DocumentElement.GetAttribute("lang"), document.DocumentElement.GetAttribute("xml:lang"),
            meta.GetValueOrDefault("content-language"), meta.GetValueOrDefault("language"), meta.GetValueOrDefault("og:locale"));
        var host = Uri.TryCreate(canonical, UriKind.Absolute, out var address) ? address.Host : "";
        return new PageMetadata(
            WithoutOutlet(title, outlet),
            FindAuthors(document, data, meta),
            outlet,
            PageDates.Find(document, data, meta, WrittenTime.IsDayFirst(Specific(language, meta.GetValueOrDefault("og:locale")), host)),
            canonical.Length > 0 ? canonical : null,
            LanguageTag().Match(language) is { Success: true } tag ? tag.Value.ToLowerInvariant() : "");
    }

    /// <summary>"en" is "en_GB" where the page says that, too.</summary>
    private static string Specific(string language, string? locale) =>
        language.Length == 2 && locale?.StartsWith(language, StringComparison.OrdinalIgnoreCase) == true ? locale : language;

    /// <summary>Meta tags by lower-case name or property; the first of a name counts.</summary>
    private static Dictionary<string, string> MetaTags(IDocument document)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in document.QuerySelectorAll("meta[content]"))
        {
            var name = tag.GetAttribute("property") ?? tag.GetAttribute("name") ?? tag.GetAttribute("itemprop") ?? tag.GetAttribute("http-equiv");
            if (!string.IsNullOrEmpty(name) && tag.GetAttribute("content") is { Length: > 0 } content)
            {
                tags.TryAdd(name, content);
            }
        }

        return tags;
    }

    private static IReadOnlyList<string> FindAuthors(IDocument document, JsonLd data, Dictionary<string, string> meta)
    {
        var names = data.Authors.Count > 0 ? data.Authors
            : AuthorTags.Select(meta.GetValueOrDefault).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value) && !value.StartsWith("http", StringComparison.OrdinalIgnoreCase)) is { } stated ? [stated]
            : [.. document.QuerySelectorAll("[rel=author], [property$=author] [property$=name], [itemprop~=author] [itemprop~=name], [itemprop~=author], .byline, .author").Take(3).Select(InlineText.Of)];
        return AuthorNames.Of(names);
    }

    /// <summary>"Headline - Outlet" and "Headline | Outlet" lose their end when it is the outlet's name, or when a bar parts it.</summary>
    private static string WithoutOutlet(string title, string outlet)
    {
        if (OutletSuffix().Match(title) is { Success: true } suffix && suffix.Index > 12
            && (suffix.Groups["mark"].Value == "|" || Similar(suffix.Groups["name"].Value, outlet)))
        {
            return title[..suffix.Index].TrimEnd();
        }

        return title;
    }

    private static bool Similar(string name, string outlet) => outlet.Length > 0
        && (name.Contains(outlet, StringComparison.OrdinalIgnoreCase) || outlet.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static string First(params string?[] values) =>
        values.Select(value => PlainText.Line(value ?? "")).FirstOrDefault(value => value.Length > 0) ?? "";

    [GeneratedRegex(@"\s+(?<mark>[|\-–—:»])\s+(?<name>[^|\-–—:»]{2,40})$", RegexOptions.CultureInvariant)]
    private static partial Regex OutletSuffix();

    [GeneratedRegex(@"^[A-Za-z]{2}(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
