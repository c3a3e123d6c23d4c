using System.CommandLine;
using OnRecord.Data;
using OnRecord.Ingest;

namespace OnRecord.Eval;

/// <summary>Macro accuracy of language identification, on whole sentences and on their first five words.</summary>
internal static class LanguageCommand
{
    private const int FirstWords = 5;
    private const int FirstCharacters = 10;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Lines of language code, TAB, sentence." };
        var command = new Command("language", "Language identification.") { file };
        command.SetAction(result => Run(result.GetRequiredValue(file)));
        return command;
    }

    private static void Run(string path)
    {
        var sentences = TextFiles.ReadLines(path).Select(line => line.Split('\t', 2)).Where(fields => fields.Length == 2).ToList();
        Report("language.whole", sentences, text => text);
        Report("language.first5", sentences, FirstPieces);
    }

    private static void Report(string name, List<string[]> sentences, Func<string, string> cut)
    {
        var accuracies = new List<double>();
        foreach (var group in sentences.GroupBy(fields => fields[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var accuracy = group.Average(fields => LanguageIdentifier.Default.Identify(cut(fields[1])).Language == group.Key ? 1.0 : 0.0);
            accuracies.Add(accuracy);
            Figures.Print($"{name}.{group.Key}", accuracy);
        }

        Figures.Print($"{name}.macro", accuracies.Average());
    }

    /// <summary>The first five words; the first ten characters where a language writes no blanks.</summary>
    private static string FirstPieces(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= FirstWords ? string.Join(' ', words.Take(FirstWords))
            : text.Any(unit => unit >= '\u3040' && unit <= '\u9FFF') ? text[..Math.Min(text.Length, FirstCharacters)]
            : text;
    }
}
