using System.Text;
using System.Text.RegularExpressions;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Trainer.Knowledge;

/// <summary>Texts of one line with marked names: "[[Angela|Angela Merkel]] flew to [[Paris|Paris]].", "[[Anna]] slept."; # begins a comment.</summary>
internal static partial class MarkedTexts
{
    /// <summary>The texts of a file without their marks; a name that the titles do not know is optional, one without a bar is nobody's whom the knowledge base has.</summary>
    public static IEnumerable<LinkedText> Read(string path, WikipediaTitles titles) =>
        File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select((line, number) => Parse($"{number}", line, titles));

    private static LinkedText Parse(string id, string line, WikipediaTitles titles)
    {
        var text = new StringBuilder();
        var mentions = new List<GoldMention>();
        var at = 0;
        foreach (Match match in Mark().Matches(line))
        {
            text.Append(line, at, match.Index - at);
            var range = new TextRange(text.Length, text.Length + match.Groups["words"].Length);
            var entity = match.Groups["name"].Success ? titles.IdOf(match.Groups["name"].Value) : null;
            mentions.Add(new GoldMention(range, entity, IsOptional: entity is null && match.Groups["name"].Success, IsReference: false));
            text.Append(match.Groups["words"].ValueSpan);
            at = match.Index + match.Length;
        }

        text.Append(line, at, line.Length - at);
        return new LinkedText(id, text.ToString(), new TextRange(0, text.Length), mentions);
    }

    [GeneratedRegex(@"\[\[(?<words>[^]|]+)(\|(?<name>[^]]+))?\]\]")]
    private static partial Regex Mark();
}
