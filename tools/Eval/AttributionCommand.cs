using System.CommandLine;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>The command "attribution": source, cue and content spans against PolNeAR.</summary>
internal static class AttributionCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Articles in the PolNeAR format (.gz or plain)." };

    private static readonly Option<bool> Errors = new("--errors") { Description = "Prints the misses with their text." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("attribution", "Precision, recall and F1 of source, cue and content.") { FileArgument, Errors };
        command.SetAction(result => Run(result.GetRequiredValue(FileArgument).FullName, result.GetValue(Errors)));
        return command;
    }

    private static void Run(string path, bool errors)
    {
        var score = new AttributionScore();
        var documents = new List<Document>();
        foreach (var article in PolnearCorpus.Read(path))
        {
            var (document, _) = ProductReading.Of(article.Text, article.BodyStart);
            documents.Add(document);
            var predicted = StanceAnalyzer.Default.Analyze(document).Attributions;
            var pairs = score.Add(document, predicted, article.Attributions);
            if (errors)
            {
                PrintErrors(article, predicted, pairs);
            }
        }

        foreach (var (name, value) in score.Figures())
        {
            Figures.Print(name, value);
        }

        PrintSpeed(documents);
    }

    /// <summary>
    /// What the whole stance analysis (attributions and positions) adds to the language engine, warm, on one thread. Processor time:
    /// it does not count what else the machine is busy with.
    /// </summary>
    private static void PrintSpeed(List<Document> documents)
    {
        const int Passes = 5;
        var best = double.MaxValue;
        for (var pass = 0; pass < Passes && documents.Count > 0; pass++)
        {
            var before = Environment.CpuUsage.UserTime;
            foreach (var document in documents)
            {
                StanceAnalyzer.Default.Analyze(document);
            }

            best = Math.Min(best, (Environment.CpuUsage.UserTime - before).TotalMilliseconds / documents.Count);
        }

        Figures.Print("stance.words_per_article", documents.Count == 0 ? 0 : documents.Average(document => document.Tokens.Length));
        Figures.Print("stance.ms_per_article", documents.Count == 0 ? 0 : best);
    }

    private static void PrintErrors(PolnearArticle article, IReadOnlyList<Attribution> predicted, List<(int Predicted, int Gold)> pairs)
    {
        string Show(IReadOnlyList<TextRange> spans) => string.Join(" | ", spans.Select(span => $"[{span.Of(article.Text).ReplaceLineEndings(" ")}]"));
        foreach (var (p, g) in pairs)
        {
            var (mine, gold) = (predicted[p], article.Attributions[g]);
            foreach (var (role, own, right) in new[]
            {
                ("source", mine.Source, gold.Source), ("cue", mine.Cue, gold.Cue), ("content", mine.Content, gold.Content),
            })
            {
                if (!own.SequenceEqual(right))
                {
                    Console.WriteLine($"{article.Id}\t{role}\tgold {Show(right)}\tfound {Show(own)}\tcue {Show(gold.Cue)}");
                }
            }
        }

        foreach (var missed in article.Attributions.Where((_, g) => pairs.All(pair => pair.Gold != g)))
        {
            Console.WriteLine($"{article.Id}\tmissed\tcue {Show(missed.Cue)}\tsource {Show(missed.Source)}\tcontent {Show(missed.Content)}");
        }

        foreach (var extra in predicted.Where((_, p) => pairs.All(pair => pair.Predicted != p)))
        {
            Console.WriteLine($"{article.Id}\textra\tcue {Show(extra.Cue)}\tsource {Show(extra.Source)}\tcontent {Show(extra.Content)}");
        }
    }
}
