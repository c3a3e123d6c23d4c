using System.CommandLine;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>What was joined with names, against the chains of GUM; see <see cref="CoreferenceScore"/>.</summary>
internal static class CoreferenceCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Documents in the format of linking-gum (.gz or plain)." };

    private static readonly Option<string?> Genre = new("--genre") { Description = "Only documents of this genre, for instance news." };

    private static readonly Option<bool> Errors = new("--errors") { Description = "Prints wrong links." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("coreference", "Precision and recall of what is joined with names.") { FileArgument, Genre, Errors };
        command.SetAction(result => Run(result.GetRequiredValue(FileArgument).FullName, result.GetValue(Genre), result.GetValue(Errors)));
        return command;
    }

    private static void Run(string path, string? genre, bool errors)
    {
        var score = new CoreferenceScore(errors ? Console.Out : null);
        foreach (var line in TextFiles.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            if (genre is null || json.RootElement.GetProperty("genre").GetString() == genre)
            {
                var text = json.RootElement.GetProperty("text").GetString()!;
                score.Add(LanguageEngine.Default.Analyze(text), Gold(json.RootElement.GetProperty("mentions"), text));
            }
        }

        Figures.Print(score.Figures());
        Console.WriteLine($"coreference.nominal.found {score.Nominals}");
    }

    /// <summary>The file counts code points, we count UTF-16 units.</summary>
    private static List<GoldReference> Gold(JsonElement mentions, string text)
    {
        var units = new List<int>();
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1)
        {
            units.Add(i);
        }

        units.Add(text.Length);
        return [.. mentions.EnumerateArray().Select(mention => new GoldReference(
            new TextRange(units[mention.GetProperty("start").GetInt32()], units[mention.GetProperty("end").GetInt32()]),
            mention.GetProperty("coref").GetString()!))];
    }
}
