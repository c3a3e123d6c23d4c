using System.Text.Json;
using OnRecord.Language;

namespace OnRecord.Trainer.Coreference;

/// <summary>A mention of GUM: a noun phrase and its chain.</summary>
internal readonly record struct GumMention(TextRange Range, string Chain);

/// <summary>A document of GUM with its coreference.</summary>
internal sealed record GumDocument(string Genre, string Text, IReadOnlyList<GumMention> Mentions)
{
    /// <summary>Reads a line of the linking-gum files, whose offsets count code points.</summary>
    public static GumDocument Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var text = json.RootElement.GetProperty("text").GetString()!;
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            units.Add(i);
        }

        units.Add(text.Length);
        return new GumDocument(
            json.RootElement.GetProperty("genre").GetString()!,
            text,
            [.. json.RootElement.GetProperty("mentions").EnumerateArray().Select(mention => new GumMention(
                new TextRange(units[mention.GetProperty("start").GetInt32()], units[mention.GetProperty("end").GetInt32()]),
                mention.GetProperty("coref").GetString()!))]);
    }
}
