using System.Text.Json;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>A target in a sentence; the range is in UTF-16 units.</summary>
internal sealed record PortrayalExample(string Text, TextRange Target, PortrayalLabel Label);

/// <summary>Reads NewsMTSC in the format of sentiment-newsmtsc/.</summary>
internal static class NewsMtscCorpus
{
    public static IEnumerable<PortrayalExample> Read(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            using var row = JsonDocument.Parse(line);
            var text = row.RootElement.GetProperty("sentence_normalized").GetString()!;
            foreach (var target in row.RootElement.GetProperty("targets").EnumerateArray())
            {
                var range = new TextRange(Utf16(text, target.GetProperty("from").GetInt32()), Utf16(text, target.GetProperty("to").GetInt32()));
                yield return new PortrayalExample(text, range, target.GetProperty("polarity").GetDouble() switch
                {
                    2 => PortrayalLabel.Negative,
                    4 => PortrayalLabel.Neutral,
                    6 => PortrayalLabel.Positive,
                    var other => throw new InvalidDataException($"Polarity {other} is not 2, 4 or 6."),
                });
            }
        }
    }

    /// <summary>Offsets in the files count code points.</summary>
    private static int Utf16(string text, int codePoints)
    {
        var at = 0;
        for (; codePoints > 0 && at < text.Length; codePoints--)
        {
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return at;
    }
}
