using System.Text.Json;
using OnRecord.Language;

namespace OnRecord.Data;

/// <summary>A mention of the gold standard.</summary>
/// <param name="Range">UTF-16 range.</param>
/// <param name="Wikidata">Its id; null for an entity that Wikidata does not have.</param>
/// <param name="IsOptional">A quantity, a date or a mention that need not be found: it counts neither for nor against.</param>
/// <param name="IsReference">A pronoun or description rather than a name.</param>
internal sealed record GoldMention(TextRange Range, string? Wikidata, bool IsOptional, bool IsReference);

/// <summary>A text of the gold standard; only <paramref name="Annotated"/> is annotated.</summary>
internal sealed record LinkedText(string Id, string Text, TextRange Annotated, IReadOnlyList<GoldMention> Mentions);

/// <summary>
/// Reads the linking data: one JSON object a line, offsets in code points. Where there are titles of Wikipedia instead of ids (GUM), mentions are whole noun phrases:
/// the article before a name and the mark of the genitive behind it are cut, and what begins small is no name. There a title without a known id is optional, and so is a
/// people, for which the other sets give the country.
/// </summary>
internal static class LinkingFile
{
    private static readonly string[] Before = ["the ", "The ", "a ", "A ", "an ", "An "];
    private static readonly string[] Behind = ["'s", "’s"];
    private static readonly string[] Peoples = ["_people", "_language"];

    /// <summary>All texts of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="titles">Knows the ids of titles.</param>
    public static IEnumerable<LinkedText> Read(string path, WikipediaTitles titles) => TextFiles.ReadLines(path).Select(line => Parse(line, titles));

    private static LinkedText Parse(string line, WikipediaTitles titles)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var text = root.GetProperty("text").GetString()!;
        var units = Units(text);
        var annotated = root.TryGetProperty("evaluation_span", out var span)
            ? new TextRange(units[span[0].GetInt32()], units[span[1].GetInt32()])
            : new TextRange(0, text.Length);
        var mentions = root.GetProperty("mentions").EnumerateArray().Select(mention =>
        {
            var range = new TextRange(units[mention.GetProperty("start").GetInt32()], units[mention.GetProperty("end").GetInt32()]);
            return mention.TryGetProperty("wikipedia", out var title) && !mention.TryGetProperty("wikidata", out _)
                ? Titled(text, range, title.GetString(), titles)
                : Identified(mention, range);
        });
        return new LinkedText(root.GetProperty("id").GetString()!, text, annotated, [.. mentions]);
    }

    private static GoldMention Identified(JsonElement mention, TextRange range) => new(
        range,
        mention.GetProperty("wikidata").GetString(),
        (mention.TryGetProperty("optional", out var optional) && optional.ValueKind == JsonValueKind.True)
            || (mention.TryGetProperty("raw_id", out var raw) && raw.GetString() is "QUANTITY" or "DATETIME"),
        mention.TryGetProperty("coref", out var reference) && reference.ValueKind == JsonValueKind.True);

    private static GoldMention Titled(string text, TextRange range, string? title, WikipediaTitles titles)
    {
        var words = range.Of(text);
        var start = range.Start + (Array.Find(Before, before => words.StartsWith(before, StringComparison.Ordinal))?.Length ?? 0);
        var end = range.End - (Array.Find(Behind, behind => words.EndsWith(behind, StringComparison.Ordinal))?.Length ?? 0);
        range = new TextRange(start, Math.Max(start, end));
        var id = title is null ? null : titles.IdOf(title);
        var isName = range.Of(text) is [var first, ..] && !char.IsLower(first);
        return new GoldMention(range, id, title is not null && (id is null || Array.Exists(Peoples, people => title.EndsWith(people, StringComparison.Ordinal))), !isName);
    }

    /// <summary>The UTF-16 offset of each code point, and of the end.</summary>
    private static int[] Units(string text)
    {
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            units.Add(i);
        }

        units.Add(text.Length);
        return [.. units];
    }
}
