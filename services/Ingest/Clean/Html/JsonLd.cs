using System.Net;
using System.Text.Json;
using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>What a page states of itself as JSON-LD (schema.org), the most careful of the ways to do so.</summary>
internal sealed class JsonLd
{
    private const int LongestScript = 1_000_000;
    private const int MostNodes = 500;

    private readonly List<JsonElement> _articles = [];
    private readonly List<JsonElement> _pages = [];
    private readonly List<string> _types = [];
    private readonly Dictionary<string, JsonElement> _named = new(StringComparer.Ordinal);
    private int _nodes;

    private JsonLd()
    {
    }

    /// <summary>Headline of the article, or null.</summary>
    public string? Headline => FirstText("headline") is { } headline ? WebUtility.HtmlDecode(headline) : null;

    /// <summary>When it was published, as it stands there, or null.</summary>
    public string? DatePublished => FirstText("datePublished") ?? FirstText("dateCreated") ?? FirstText("datePublished", _pages);

    /// <summary>The article's text as it stands there, plain or html, or null.</summary>
    public string? ArticleBody => FirstText("articleBody") ?? FirstText("text") ?? Updates();

    /// <summary>Language of the article as a BCP 47 tag, or null.</summary>
    public string? Language => FirstText("inLanguage");

    /// <summary>Name of the publisher, or null.</summary>
    public string? Publisher => _articles.Select(article => Names(article, "publisher").FirstOrDefault()).FirstOrDefault(name => name is not null);

    /// <summary>Names of the authors.</summary>
    public IReadOnlyList<string> Authors => _articles.Select(article => Names(article, "author").Concat(Names(article, "creator")).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
        .FirstOrDefault(names => names.Count > 0) ?? [];

    /// <summary>Whether the page says that only subscribers may read it all.</summary>
    public bool IsPaid => _articles.Any(article =>
        article.TryGetProperty("isAccessibleForFree", out var free)
        && (free.ValueKind == JsonValueKind.False || (free.ValueKind == JsonValueKind.String && string.Equals(free.GetString(), "false", StringComparison.OrdinalIgnoreCase))));

    /// <summary>Whether one of the things that the page describes is of this type.</summary>
    public bool Has(string type) => _types.Contains(type, StringComparer.Ordinal);

    /// <summary>Reads all scripts of a page; one that is not JSON is passed over.</summary>
    public static JsonLd Read(IDocument document)
    {
        var found = new JsonLd();
        foreach (var script in document.QuerySelectorAll("script[type]").Where(IsJsonLd))
        {
            var text = script.TextContent;
            if (text.Length is 0 or > LongestScript)
            {
                continue;
            }

            try
            {
                foreach (var value in LenientJson.Read(text))
                {
                    found.Collect(value);
                }
            }
            catch (JsonException)
            {
                // Hand-made JSON is often broken; the other signals of the page remain.
            }
        }

        return found;
    }

    private static bool IsJsonLd(IElement script) =>
        script.GetAttribute("type")!.Split(';')[0].Trim().Equals("application/ld+json", StringComparison.OrdinalIgnoreCase);

    private void Collect(JsonElement node)
    {
        if (_nodes++ > MostNodes)
        {
            return;
        }

        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Collect(item);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            var types = node.TryGetProperty("@type", out var type) ? Texts(type).Select(LocalName).ToList() : [];
            if (node.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String && node.TryGetProperty("name", out _))
            {
                _named.TryAdd(id.GetString()!, node);
            }

            _types.AddRange(types);
            if (types.Any(IsArticle))
            {
                _articles.Add(node);
            }
            else if (types.Any(name => name.EndsWith("Page", StringComparison.Ordinal)))
            {
                _pages.Add(node);
            }

            foreach (var key in (string[])["@graph", "mainEntity", "hasPart", "mainEntityOfPage", "author", "creator", "publisher"])
            {
                if (node.TryGetProperty(key, out var inner))
                {
                    Collect(inner);
                }
            }
        }
    }

    /// <summary>schema.org has a dozen kinds of articles, and grows more.</summary>
    private static bool IsArticle(string type) =>
        type.EndsWith("Article", StringComparison.Ordinal) || type is "BlogPosting" or "LiveBlogPosting" or "SocialMediaPosting" or "DiscussionForumPosting" or "Report";

    private string? FirstText(string key, List<JsonElement>? nodes = null) => (nodes ?? _articles)
        .Select(node => node.TryGetProperty(key, out var value) ? string.Join("\n\n", Texts(value)) : "")
        .FirstOrDefault(text => text.Length > 0);

    /// <summary>What a live blog says, entry by entry.</summary>
    private string? Updates()
    {
        var updates = _articles
            .Where(article => article.TryGetProperty("liveBlogUpdate", out var list) && list.ValueKind == JsonValueKind.Array)
            .SelectMany(article => article.GetProperty("liveBlogUpdate").EnumerateArray())
            .Where(update => update.ValueKind == JsonValueKind.Object)
            .SelectMany(update => update.TryGetProperty("articleBody", out var text) ? Texts(text) : [])
            .ToList();
        return updates.Count > 0 ? string.Join("\n\n", updates) : null;
    }

    private IEnumerable<string> Names(JsonElement article, string key) =>
        (!article.TryGetProperty(key, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(NameOf)
        : NameOf(value)).Where(name => !name.StartsWith("http", StringComparison.OrdinalIgnoreCase)).Select(name => WebUtility.HtmlDecode(name));

    /// <summary>The name of a person or an organisation, which may stand on another node of the page, known by its id.</summary>
    private IEnumerable<string> NameOf(JsonElement value) =>
        value.ValueKind != JsonValueKind.Object ? Texts(value).Select(Resolve)
        : value.TryGetProperty("name", out var name) ? Texts(name)
        : value.TryGetProperty("@list", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().SelectMany(NameOf)
        : value.TryGetProperty("familyName", out var family) ? [string.Join(' ', (value.TryGetProperty("givenName", out var given) ? Texts(given) : []).Concat(Texts(family)))]
        : value.TryGetProperty("@id", out var id) ? Texts(id).Where(_named.ContainsKey).Select(Resolve)
        : [];

    private string Resolve(string text) =>
        _named.TryGetValue(text, out var node) && node.TryGetProperty("name", out var name) ? Texts(name).FirstOrDefault(text) : text;

    /// <summary>"http://schema.org/NewsArticle" and "schema:NewsArticle" are NewsArticle.</summary>
    private static string LocalName(string type) => type[(type.LastIndexOfAny(['/', ':', '#']) + 1)..].Trim();

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when !string.IsNullOrWhiteSpace(value.GetString()) => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Object).SelectMany(Texts),
        JsonValueKind.Object when value.TryGetProperty("@value", out var inner) => Texts(inner),
        _ => [],
    };
}
