using System.Globalization;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Trainer.Positions;

namespace OnRecord.Trainer.Boards;

/// <summary>
/// Stories with positions and claims annotated for training: of the shared data (stories/*.tsv beside the trainer; ranges only, the texts are the data's), and
/// invented ones (written/*.json, in the format of the board data). The README beside them says how they were made and what the lines hold.
/// </summary>
internal static class OwnStories
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Boards");

    /// <summary>Reads the stories of the shared data, in the order of their names.</summary>
    /// <param name="data">Folder of the shared data.</param>
    /// <exception cref="InvalidDataException">A line cannot be read, or an article is not in the data.</exception>
    public static IReadOnlyList<BoardStory> Read(string data)
    {
        var articles = Articles(data);
        return [.. Directory.GetFiles(Path.Combine(Folder, "stories"), "*.tsv").Order(StringComparer.Ordinal)
            .Select(path => Of(Path.GetFileNameWithoutExtension(path), File.ReadLines(path), articles))];
    }

    /// <summary>Reads the invented stories. They teach rows alone: they hold more contests and silences than news does, and with them fewer positions of news were found.</summary>
    public static IReadOnlyList<BoardStory> ReadWritten() => BoardStory.ReadAll(Path.Combine(Folder, "written"));

    private static BoardStory Of(string story, IEnumerable<string> lines, Dictionary<string, BoardArticle> articles)
    {
        var rows = lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToLookup(row => row[0]);
        return new BoardStory(
            story,
            [.. rows["actor"].Select(row => new BoardActor(row[1], row[2], row[3].Split('|', StringSplitOptions.RemoveEmptyEntries)))],
            [.. rows["claim"].Select(row => new BoardRow(row[1], row[3], int.Parse(row[2], CultureInfo.InvariantCulture)))],
            [.. rows["article"].Select(row => Find(story, row[1], articles)).Select(article => article with
            {
                Positions = [.. rows["pos"].Where(row => row[1] == article.Id).Select(row => PositionOf(row, article))],
            })]);
    }

    private static BoardPosition PositionOf(string[] row, BoardArticle article)
    {
        // "T" is the title, "T3-9" a range of it; any other range is one of the text.
        string Text(string range) => range == "T" ? article.Title ?? ""
            : range[0] == 'T' ? OwnGold.ReadRange(range.AsSpan(1)).Of(article.Title!)
            : OwnGold.ReadRange(range).Of(article.Text);

        return row is [_, _, var holder, var kind, var stance, var claim, var form, var cue, var evidence, var also, var via]
            ? new BoardPosition(
                holder, kind == "U" ? "UNNAMED" : "NAMED", stance, claim, form, Text(cue), Text(evidence), via.Length > 0 ? via : null,
                [.. also.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Text)])
            : throw new InvalidDataException($"A position of {article.Id} has {row.Length} columns, not 11.");
    }

    private static BoardArticle Find(string story, string id, Dictionary<string, BoardArticle> articles) =>
        articles.TryGetValue(id, out var article) ? article : throw new InvalidDataException($"{story}: article {id} is not in the data.");

    private static Dictionary<string, BoardArticle> Articles(string data)
    {
        var articles = new Dictionary<string, BoardArticle>(StringComparer.Ordinal);
        foreach (var (file, id, title) in new[] { ("stories-fnc1/train.jsonl.gz", "body_id", "headline"), ("stories-5w1h/dev.jsonl", "id", "title") })
        {
            foreach (var line in TextFiles.ReadLines(Path.Combine(data, file)))
            {
                using var json = JsonDocument.Parse(line);
                string? Field(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
                articles[Field(id)!] = new BoardArticle(Field(id)!, null, Field("outlet"), Field("published"), Field(title), Field("text")!, []);
            }
        }

        return articles;
    }
}
