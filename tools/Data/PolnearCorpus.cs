using System.Text.Json;
using OnRecord.Language;

namespace OnRecord.Data;

/// <summary>An annotated attribution; spans are UTF-16 ranges into the article's text.</summary>
public sealed record GoldAttribution(
    IReadOnlyList<TextRange> Source, IReadOnlyList<TextRange> Cue, IReadOnlyList<TextRange> Content);

/// <summary>An article with its attributions.</summary>
/// <param name="Id">Identifier of the corpus.</param>
/// <param name="Text">Headline on the first line.</param>
/// <param name="BodyStart">Where the body begins.</param>
/// <param name="Attributions">In the order of the file.</param>
public sealed record PolnearArticle(string Id, string Text, int BodyStart, IReadOnlyList<GoldAttribution> Attributions);

/// <summary>
/// Reads PolNeAR (Newell, Margolin and Ruths 2018) as JSON lines, also gzip-compressed. The file counts in Unicode code points;
/// everything here in UTF-16 units.
/// </summary>
public static class PolnearCorpus
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="JsonException">A line is not in the documented format.</exception>
    public static IEnumerable<PolnearArticle> Read(string path) => TextFiles.ReadLines(path).Select(Parse);

    private static PolnearArticle Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var text = root.GetProperty("text").GetString()!;
        var offsets = Utf16Offsets(text);
        IReadOnlyList<TextRange> Spans(JsonElement attribution, string part) =>
            [.. attribution.GetProperty(part).EnumerateArray()
                .Select(span => new TextRange(offsets[span[0].GetInt32()], offsets[span[1].GetInt32()]))
                .OrderBy(span => span.Start)];

        var attributions = root.GetProperty("attributions").EnumerateArray()
            .Select(a => new GoldAttribution(Spans(a, "source"), Spans(a, "cue"), Spans(a, "content"))).ToList();
        var headline = text.IndexOf('\n', StringComparison.Ordinal);
        return new PolnearArticle(root.GetProperty("id").GetString()!, text, headline < 0 ? 0 : headline + 1, attributions);
    }

    /// <summary>Maps each code point to the UTF-16 unit where it begins; one entry more for the end.</summary>
    private static int[] Utf16Offsets(string text)
    {
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            offsets.Add(i);
        }

        offsets.Add(text.Length);
        return [.. offsets];
    }
}
