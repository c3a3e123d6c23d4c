using System.CommandLine;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>
/// Pronouns and noun phrases that were joined with a name, against GUM: right when the annotators put them into a chain with a name of the
/// same entity. Recall is over annotated pronouns of the third person singular whose chain holds a name that was found. The last
/// figures ask, of two names in one of our chains, whether the annotators agree.
/// </summary>
internal static class CoreferenceCommand
{
    private static readonly HashSet<string> Pronouns = new(
        ["he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its"], StringComparer.OrdinalIgnoreCase);

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
        int right = 0, found = 0, wanted = 0, nominalRight = 0, nominalFound = 0, sameRight = 0, samePairs = 0, splitPairs = 0;
        foreach (var line in TextFiles.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            if (genre is not null && json.RootElement.GetProperty("genre").GetString() != genre)
            {
                continue;
            }

            var text = json.RootElement.GetProperty("text").GetString()!;
            var gold = Gold(json.RootElement.GetProperty("mentions"), text);
            var document = LanguageEngine.Default.Analyze(text);
            var nameChains = document.Mentions.Where(mention => mention.Form == MentionForm.Name)
                .Select(mention => (mention.Chain, Gold: Smallest(gold, mention.Range), mention.Range)).Where(name => name.Gold is not null).ToList();
            var named = nameChains.Select(name => name.Gold!).ToHashSet();
            foreach (var mention in document.Mentions.Where(mention => mention.Form != MentionForm.Name))
            {
                var agreed = gold.Where(other => other.Range == mention.Range).Select(other => other.Chain).FirstOrDefault()
                    ?? (mention.Form == MentionForm.Nominal ? Smallest(gold, mention.Range) : null);
                var isRight = agreed is not null && nameChains.Exists(name => name.Chain == mention.Chain && name.Gold == agreed);
                if (mention.Form == MentionForm.Nominal)
                {
                    nominalFound++;
                    nominalRight += isRight ? 1 : 0;
                }
                else if (Pronouns.Contains(mention.Range.Of(text)))
                {
                    found++;
                    right += isRight ? 1 : 0;
                }

                if (errors && !isRight)
                {
                    var from = Math.Max(0, mention.Range.Start - 100);
                    Console.WriteLine($"# {text[from..mention.Range.Start]}[{mention.Range.Of(text)}]{text[mention.Range.End..Math.Min(text.Length, mention.Range.End + 30)]} => {document.Chains[mention.Chain].Name}".ReplaceLineEndings(" "));
                }
            }

            wanted += gold.Count(mention => Pronouns.Contains(mention.Range.Of(text)) && named.Contains(mention.Chain));
            for (var i = 0; i < nameChains.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (ours, theirs) = (nameChains[i].Chain == nameChains[j].Chain, nameChains[i].Gold == nameChains[j].Gold);
                    samePairs += ours ? 1 : 0;
                    sameRight += ours && theirs ? 1 : 0;
                    splitPairs += theirs ? 1 : 0;
                    if (errors && ours && !theirs && nameChains[i].Range.Of(text) != nameChains[j].Range.Of(text))
                    {
                        Console.WriteLine($"# names {nameChains[i].Range.Of(text)} = {nameChains[j].Range.Of(text)}".ReplaceLineEndings(" "));
                    }
                }
            }
        }

        Print("coreference.pronoun", right, found, wanted);
        Figures.Print("coreference.nominal.precision", (double)nominalRight / Math.Max(1, nominalFound));
        Console.WriteLine($"coreference.nominal.found {nominalFound}");
        Print("coreference.name_pairs", sameRight, samePairs, splitPairs);
    }

    private static void Print(string name, int right, int found, int wanted)
    {
        var (precision, recall) = ((double)right / Math.Max(1, found), (double)right / Math.Max(1, wanted));
        Figures.Print($"{name}.precision", precision);
        Figures.Print($"{name}.recall", recall);
        Figures.Print($"{name}.f1", Figures.F1(precision, recall));
    }

    private static string? Smallest(List<(TextRange Range, string Chain)> gold, TextRange range) =>
        gold.Where(mention => mention.Range.Contains(range)).OrderBy(mention => mention.Range.Length).Select(mention => mention.Chain).FirstOrDefault();

    /// <summary>The file counts code points, we count UTF-16 units.</summary>
    private static List<(TextRange Range, string Chain)> Gold(JsonElement mentions, string text)
    {
        var units = new List<int>();
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1)
        {
            units.Add(i);
        }

        units.Add(text.Length);
        return [.. mentions.EnumerateArray().Select(mention => (
            new TextRange(units[mention.GetProperty("start").GetInt32()], units[mention.GetProperty("end").GetInt32()]),
            mention.GetProperty("coref").GetString()!))];
    }
}
