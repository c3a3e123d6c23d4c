using System.CommandLine;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>Words and sentences found in the raw text of a treebank, by their character ranges (as in the CoNLL 2018 shared task).</summary>
internal static class SegmentCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Treebank in CoNLL-U (.gz or plain)." };

    private static readonly Option<int> Errors = new("--errors") { Description = "Prints this many of the differences." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("segment", "F1 of words and sentences on raw text.") { FileArgument, Errors };
        command.SetAction(result => Run(result.GetRequiredValue(FileArgument).FullName, result.GetValue(Errors)));
        return command;
    }

    private static void Run(string path, int errors)
    {
        foreach (var treebank in GoldText.Read(TextFiles.ReadLines(path)).GroupBy(text => text.Treebank))
        {
            var score = new SegmentScore();
            foreach (var gold in treebank)
            {
                var text = gold.Text;
                var document = LanguageEngine.Default.Analyze(text);
                var (words, sentences) = score.Add(document.Tokens.Select(token => token.Range), document.Sentences.Select(sentence => sentence.Range), gold);
                foreach (var missed in words.Take(errors > 0 ? 3 : 0))
                {
                    errors--;
                    var ours = string.Join('|', document.Tokens.Where(token => token.Range.Overlaps(missed)).Select(token => token.Range.Of(text)));
                    Console.WriteLine($"# word [{missed.Of(text)}] found as {ours}");
                }

                foreach (var missed in sentences.Take(errors > 0 ? 2 : 0))
                {
                    errors--;
                    var ours = string.Join(" | ", document.Sentences.Where(sentence => sentence.Range.Overlaps(missed)).Select(sentence => sentence.Range.Of(text)));
                    Console.WriteLine($"# sentence [{missed.Of(text)}] found as {ours}".ReplaceLineEndings(" "));
                }
            }

            Figures.Print(score.Figures($"segment.{treebank.Key}"));
        }
    }
}
