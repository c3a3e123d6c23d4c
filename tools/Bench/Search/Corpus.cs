using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Bench;

/// <summary>Sentences of a real collection.</summary>
internal static class Corpus
{
    private const int Shortest = 40;
    private const int Longest = 300;

    /// <summary>The sentences of all texts of a JSON-lines file.</summary>
    public static IEnumerable<string> Sentences(FileInfo file)
    {
        foreach (var line in TextFiles.ReadLines(file.FullName))
        {
            using var json = JsonDocument.Parse(line);
            var text = json.RootElement.GetProperty("text").GetString() ?? "";
            foreach (var sentence in SentenceReader.Read(text, 0).Where(sentence => sentence.Length is >= Shortest and <= Longest))
            {
                yield return sentence.Of(text).ReplaceLineEndings(" ");
            }
        }
    }
}
