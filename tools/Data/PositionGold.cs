using System.Text.Json;
using OnRecord.Language;

namespace OnRecord.Data;

/// <summary>A gold position; ranges count in <see cref="PositionGold.Text"/>.</summary>
/// <param name="Names">Canonical name and mentions of the holder; empty when unnamed.</param>
/// <param name="Holder">As the annotator wrote it.</param>
/// <param name="Stance">Upper-case label of the taxonomy.</param>
/// <param name="About">What it is about.</param>
/// <param name="Evidence">Where the evidence stands; several places when the sentence occurs more than once.</param>
/// <param name="AlsoIn">Other sentences that state the same position.</param>
public sealed record GoldPosition(
    IReadOnlyList<string> Names, string Holder, string Stance, string About, IReadOnlyList<TextRange> Evidence, IReadOnlyList<TextRange> AlsoIn);

/// <summary>An article with its gold positions.</summary>
/// <param name="Id">Identifier of the file.</param>
/// <param name="Text">The text that ranges count in: the title before it when it is not its first line.</param>
/// <param name="BodyStart">Where the body begins.</param>
/// <param name="Positions">In the order of the file.</param>
public sealed record PositionGold(string Id, string Text, int BodyStart, IReadOnlyList<GoldPosition> Positions)
{
    /// <summary>Reads an annotated article.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">An evidence sentence is not in the text.</exception>
    public static PositionGold Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var root = json.RootElement;
        var body = root.GetProperty("text").GetString()!;
        var title = root.GetProperty("title").GetString();
        var firstLine = body.IndexOf('\n', StringComparison.Ordinal);
        var hasTitle = title is not null && body.StartsWith(title, StringComparison.Ordinal);
        var text = title is null || hasTitle ? body : $"{title}\n\n{body}";
        var bodyStart = title is null || firstLine < 0 ? 0 : hasTitle ? firstLine + 1 : title.Length + 2;
        var entities = root.GetProperty("entities").EnumerateArray().ToDictionary(
            entity => entity.GetProperty("name").GetString()!,
            entity => entity.GetProperty("mentions").EnumerateArray().Select(mention => mention.GetString()!).ToList());
        var positions = root.GetProperty("positions").EnumerateArray().Select(position =>
        {
            var holder = position.GetProperty("holder").GetString()!;
            var unnamed = position.GetProperty("holder_kind").GetString() == "UNNAMED";
            var evidence = position.GetProperty("evidence").GetString()!;
            return new GoldPosition(
                unnamed ? [] : [holder, .. entities.GetValueOrDefault(holder, [])],
                holder,
                position.GetProperty("stance").GetString()!,
                position.GetProperty("about").GetString()!,
                Places(text, evidence) is { Count: > 0 } places ? places : throw new InvalidDataException($"{path}: not in the text: {evidence}"),
                position.TryGetProperty("also_in", out var also)
                    ? [.. also.EnumerateArray().SelectMany(sentence => Places(text, sentence.GetString()!))]
                    : []);
        }).ToList();
        return new PositionGold(Path.GetFileNameWithoutExtension(path), text, bodyStart, positions);
    }

    /// <summary>Everywhere that some words stand in a text.</summary>
    internal static List<TextRange> Places(string text, string sentence)
    {
        var places = new List<TextRange>();
        for (var at = text.IndexOf(sentence, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sentence, at + 1, StringComparison.Ordinal))
        {
            places.Add(new TextRange(at, at + sentence.Length));
        }

        return places;
    }
}
