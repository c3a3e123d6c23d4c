using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language.Models;
using OnRecord.Search;

namespace OnRecord.Trainer;

/// <summary>`idf`: counts in how many articles of a collection each term stands, for the background statistics of search.</summary>
internal static class IdfCommand
{
    public static Command Create()
    {
        var inputs = new Argument<FileInfo[]>("files") { Description = "JSON lines (.gz too) with title and text.", Arity = ArgumentArity.OneOrMore };
        var minimum = new Option<int>("--minimum") { Description = "Drop terms of fewer articles.", DefaultValueFactory = _ => 2 };
        var command = new Command("idf", "Counts document frequencies for story grouping.") { inputs, TrainerOptions.Models, minimum };
        command.SetAction(parse => Run(parse.GetValue(inputs)!, parse.GetRequiredValue(TrainerOptions.Models), parse.GetValue(minimum)));
        return command;
    }

    private static int Run(FileInfo[] inputs, string models, int minimum)
    {
        var counts = new Dictionary<uint, int>();
        var articles = 0;
        foreach (var line in inputs.SelectMany(file => TextFiles.ReadLines(file.FullName)))
        {
            using var json = JsonDocument.Parse(line);
            var title = json.RootElement.GetProperty("title").GetString() ?? "";
            var text = json.RootElement.GetProperty("text").GetString() ?? "";
            foreach (var term in ArticleTerms.Read(title + "\n\n" + text, title.Length, []).Counts.Keys)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, term.Hash, out _)++;
            }

            articles++;
        }

        var kept = counts.Where(term => term.Value >= minimum).ToList();
        ModelFile.Of(target => TermStatistics.WriteBackground(target, articles, kept)).Save(Path.Combine(models, TermStatistics.FileName));
        Console.WriteLine($"{articles} articles, {counts.Count} terms, {kept.Count} kept");
        return 0;
    }
}
