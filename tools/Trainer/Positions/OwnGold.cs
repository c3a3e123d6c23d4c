using System.Globalization;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Trainer.Positions;

/// <summary>An article of the data with positions annotated for training (gold.tsv beside the trainer): ranges only, the texts are the data's.</summary>
internal sealed record OwnGold(string Id, string Text, int BodyStart, IReadOnlyList<GoldStand> Stands)
{
    /// <summary>Reads the annotations and their texts.</summary>
    public static IEnumerable<OwnGold> Read(string data)
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Positions", "gold.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t')).ToLookup(row => (Corpus: row[0], Id: row[1]));
        foreach (var corpus in rows.Select(article => article.Key.Corpus).Distinct().ToList())
        {
            var name = corpus == "news-articles" ? "news-articles/articles.jsonl.gz" : "news-text/news-text.jsonl.gz";
            foreach (var line in TextFiles.ReadLines(Path.Combine(data, name)))
            {
                using var json = JsonDocument.Parse(line);
                var id = json.RootElement.GetProperty("id").GetString()!;
                if (rows.Contains((corpus, id)))
                {
                    yield return Of(id, json.RootElement, rows[(corpus, id)]);
                }
            }
        }
    }

    /// <summary>Reads the invented sentences (sentences.tsv), each an article of its own.</summary>
    public static IEnumerable<OwnGold> ReadSentences() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Positions", "sentences.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t')).GroupBy(row => row[0], StringComparer.Ordinal).Select(text => new OwnGold(
                text.Key,
                text.Key,
                BodyStart: 0,
                [.. text.Where(row => row[1] != "-").Select(row =>
                {
                    var cue = text.Key.IndexOf(row[4], StringComparison.Ordinal) is var at and >= 0 ? new TextRange(at, at + row[4].Length)
                        : throw new InvalidDataException($"sentences.tsv: '{row[4]}' is not in '{text.Key}'.");
                    return new GoldStand(row[1].Split(" / "), row[2] == "U", GoldPositions.LabelOf(row[3]), [cue], [cue], []);
                })]));

    private static OwnGold Of(string id, JsonElement article, IEnumerable<string[]> rows)
    {
        var body = article.GetProperty("text").GetString()!;
        var title = article.GetProperty("title").GetString() ?? "";
        var hasTitle = title.Length > 0 && body.StartsWith(title, StringComparison.Ordinal);
        var shift = hasTitle || title.Length == 0 ? 0 : title.Length + 2;
        return new OwnGold(
            id,
            shift == 0 ? body : $"{title}\n\n{body}",
            hasTitle ? title.Length : shift,
            [.. rows.Where(row => row[4] != "-").Select(row => new GoldStand(
                row[2].Split(" / "),
                row[3] == "U",
                GoldPositions.LabelOf(row[4]),
                Ranges(row[6], shift),
                Ranges(row[5], shift),
                Ranges(row[7], shift)))]);
    }

    private static List<TextRange> Ranges(string text, int shift) =>
    [
        .. text.Split(',').Where(range => range != "-").Select(range =>
        {
            var (start, end) = ReadRange(range);
            return new TextRange(start + shift, end + shift);
        }),
    ];

    /// <summary>A range as the annotations write it, "120-245".</summary>
    internal static TextRange ReadRange(ReadOnlySpan<char> written)
    {
        var dash = written.IndexOf('-');
        return new TextRange(int.Parse(written[..dash], provider: CultureInfo.InvariantCulture), int.Parse(written[(dash + 1)..], provider: CultureInfo.InvariantCulture));
    }
}
