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

/// <summary>Reads the linking data: one JSON object a line, offsets in code points.</summary>
internal static class LinkingFile
{
    /// <summary>All texts of a file.</summary>
    public static IEnumerable<LinkedText> Read(string path) => TextFiles.ReadLines(path).Select(Parse);

    private static LinkedText Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var text = root.GetProperty("text").GetString()!;
        var units = Units(text);
        var annotated = root.TryGetProperty("evaluation_span", out var span)
            ? new TextRange(units[span[0].GetInt32()], units[span[1].GetInt32()])
            : new TextRange(0, text.Length);
        var mentions = root.GetProperty("mentions").EnumerateArray().Select(mention => new GoldMention(
            new TextRange(units[mention.GetProperty("start").GetInt32()], units[mention.GetProperty("end").GetInt32()]),
            mention.GetProperty("wikidata").GetString(),
            (mention.TryGetProperty("optional", out var optional) && optional.ValueKind == JsonValueKind.True)
                || (mention.TryGetProperty("raw_id", out var raw) && raw.GetString() is "QUANTITY" or "DATETIME"),
            mention.TryGetProperty("coref", out var reference) && reference.ValueKind == JsonValueKind.True));
        return new LinkedText(root.GetProperty("id").GetString()!, text, annotated, [.. mentions]);
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
