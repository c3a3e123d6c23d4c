using System.CommandLine;
using System.Globalization;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Language.Models;
using OnRecord.Language.Names;

namespace OnRecord.Eval;

/// <summary>
/// Named entities as conlleval counts them: a name is right when its type and both boundaries are. Documents are read as wholes where the
/// file marks them, sentence by sentence otherwise.
/// </summary>
internal static class NerCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "File of named entities (words TAB … TAB BIO2 tags; .gz or plain)." };

    private static readonly Option<string> Types = new("--types")
    {
        Description = "Types that count, by comma; names of others are left out on both sides.",
        DefaultValueFactory = _ => "PER,ORG,LOC,MISC",
    };

    private static readonly Option<int> Errors = new("--errors") { Description = "Prints this many of the errors." };

    private static readonly Option<string?> Models = new("--models") { Description = "Folder of name models to measure instead of those in the library." };

    /// <summary>The command "ner".</summary>
    public static Command Create()
    {
        var command = new Command("ner", "Precision, recall and F1 of named entities.") { FileArgument, Types, Errors, Models };
        command.SetAction(result => Run(
            result.GetRequiredValue(FileArgument).FullName,
            result.GetRequiredValue(Types).Split(',').Select(Parse).ToHashSet(),
            result.GetValue(Errors),
            result.GetValue(Models)));
        return command;
    }

    private static void Run(string path, HashSet<NameType> types, int errors, string? models)
    {
        var finder = models is null ? NameFinder.Load() : NameFinder.Load(name => ModelFile.Load(Path.Combine(models, name)));
        var score = new NerScore();
        var report = new NerErrors(errors);
        var tokens = 0L;
        var spent = TimeSpan.Zero;
        foreach (var document in NerFile.Read(path))
        {
            var text = TokenizedText.From(document.Select(sentence => sentence.Words));
            tokens += text.Tokens.Length;
            var before = Environment.CpuUsage.TotalTime;
            var found = finder.Find(text.Text, text.Tokens, text.Sentences);
            spent += Environment.CpuUsage.TotalTime - before;
            for (var s = 0; s < document.Count; s++)
            {
                var sentence = text.Sentences[s];
                var gold = document[s].Names.Where(name => types.Contains(name.Type)).ToHashSet();
                var guess = found
                    .Where(name => name.FirstToken >= sentence.FirstToken && name.EndToken <= sentence.EndToken && types.Contains(name.Type))
                    .Select(name => new GoldName(name.FirstToken - sentence.FirstToken, name.EndToken - sentence.FirstToken, name.Type))
                    .ToHashSet();
                score.Add(gold, guess);
                report.Add(document[s].Words, gold, guess);
            }
        }

        report.Print();
        foreach (var (name, value) in score.Figures("ner", types))
        {
            Figures.Print(name, value);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ner.tokens_per_cpu_second {tokens / spent.TotalSeconds:0}"));
    }

    private static NameType Parse(string type) => NerFile.Labels.FirstOrDefault(label => label.Value == type.Trim()).Key is var found and not NameType.Unspecified
        ? found
        : throw new ArgumentException($"--types: '{type}' is not one of PER, ORG, LOC, MISC.");
}
