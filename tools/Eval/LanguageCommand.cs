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
        var (whole, first) = (new LanguageScore(), new LanguageScore());
        foreach (var fields in TextFiles.ReadLines(path).Select(line => line.Split('\t', 2)).Where(fields => fields.Length == 2))
        {
            whole.Add(fields[0], LanguageIdentifier.Default.Identify(fields[1]).Language);
            first.Add(fields[0], LanguageIdentifier.Default.Identify(FirstPieces(fields[1])).Language);
        }

        Figures.Print(whole.Figures("language.whole"));
        Figures.Print(first.Figures("language.first5"));
    }

    /// <summary>The first five words; the first ten characters where a language writes no blanks.</summary>
    internal static string FirstPieces(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= FirstWords ? string.Join(' ', words.Take(FirstWords))
            : text.Any(unit => unit >= '\u3040' && unit <= '\u9FFF') ? text[..Math.Min(text.Length, FirstCharacters)]
            : text;
    }
}
