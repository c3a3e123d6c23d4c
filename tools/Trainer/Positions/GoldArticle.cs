using System.Text.Json;
using OnRecord.Language;

namespace OnRecord.Trainer.Positions;

/// <summary>A gold position of an article; ranges count in its text.</summary>
internal sealed record GoldStand(
    IReadOnlyList<string> Names, string Holder, bool IsUnnamed, string Stance, string Form, IReadOnlyList<TextRange> Cue,
    IReadOnlyList<TextRange> Evidence, IReadOnlyList<TextRange> AlsoIn, int Importance);

/// <summary>An article of data/boards or data/positions.</summary>
internal sealed record GoldArticle(string Story, string Id, string Text, int BodyStart, IReadOnlyList<GoldStand> Stands)
{
    /// <summary>The articles of a file of either format.</summary>
    public static IEnumerable<GoldArticle> Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var root = json.RootElement;
        var story = Path.GetFileNameWithoutExtension(path);
        if (!root.TryGetProperty("articles", out var articles))
        {
            yield return Article(root, story, Names(root, "entities", "mentions"), []);
            yield break;
        }

        var importance = root.GetProperty("claims").EnumerateArray()
            .ToDictionary(claim => claim.GetProperty("id").GetString()!, claim => claim.GetProperty("importance").GetInt32());
        foreach (var article in articles.EnumerateArray())
        {
            yield return Article(article, story, Names(root, "actors", "aliases"), importance);
        }
    }

    private static Dictionary<string, List<string>> Names(JsonElement root, string list, string aliases) =>
        root.GetProperty(list).EnumerateArray().ToDictionary(
            actor => actor.GetProperty("name").GetString()!,
            actor => actor.GetProperty(aliases).EnumerateArray().Select(alias => alias.GetString()!).ToList());

    private static GoldArticle Article(JsonElement article, string story, Dictionary<string, List<string>> names, Dictionary<string, int> importance)
    {
        var body = article.GetProperty("text").GetString()!;
        var title = article.GetProperty("title").GetString();
        var hasTitle = title is not null && body.StartsWith(title, StringComparison.Ordinal);
        var text = title is null || hasTitle ? body : $"{title}\n\n{body}";
        var bodyStart = title is null ? 0 : hasTitle ? title.Length : title.Length + 2;
        var stands = article.GetProperty("positions").EnumerateArray().Select(position =>
        {
            var holder = position.GetProperty("holder").GetString()!;
            var evidence = Places(text, position.GetProperty("evidence").GetString()!);
            var cue = Places(text, position.GetProperty("cue").GetString()!).Where(place => evidence.Exists(e => e.Contains(place))).ToList();
            return new GoldStand(
                [holder, .. names.GetValueOrDefault(holder, [])],
                holder,
                position.GetProperty("holder_kind").GetString() == "UNNAMED",
                position.GetProperty("stance").GetString()!,
                position.GetProperty("form").GetString()!,
                cue,
                evidence,
                position.TryGetProperty("also_in", out var also) ? [.. also.EnumerateArray().SelectMany(sentence => Places(text, sentence.GetString()!))] : [],
                position.TryGetProperty("claim", out var claim) ? importance.GetValueOrDefault(claim.GetString()!, 2) : 2);
        }).ToList();
        return new GoldArticle(story, article.GetProperty("id").GetString()!, text, bodyStart, stands);
    }

    private static List<TextRange> Places(string text, string words)
    {
        var places = new List<TextRange>();
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0 && words.Length > 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            places.Add(new TextRange(at, at + words.Length));
        }

        return places;
    }
}
