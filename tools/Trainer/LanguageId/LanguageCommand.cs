using System.CommandLine;
using OnRecord.Data;

namespace OnRecord.Trainer;

/// <summary>The command "language".</summary>
internal static class LanguageCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out")
        {
            Description = "File that the model is written to.",
            DefaultValueFactory = _ => Path.Combine("services", "Ingest", "Clean", "Language", "language-id.model"),
        };
        var command = new Command("language", "Train the language identifier of ingest.") { TrainerOptions.Data, output };
        command.SetAction(result => Run(
            Path.Combine(result.GetRequiredValue(TrainerOptions.Data), "language-id", "train.tsv.gz"), result.GetRequiredValue(output)));
        return command;
    }

    private static void Run(string data, string output)
    {
        var sentences = TextFiles.ReadLines(data)
            .Select(line => line.Split('\t', 2))
            .Where(fields => fields.Length == 2)
            .Select(fields => (fields[0], fields[1]))
            .ToList();
        var model = new LanguageIdTrainer(sentences).Train();
        using (var file = File.Create(output))
        {
            model.Save(file);
        }

        Console.WriteLine($"{output}: {new FileInfo(output).Length / 1024} KB, {model.Languages.Count} languages");
    }
}
