using System.CommandLine;
using System.Text;
using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>
/// Words and sentences found in the raw text of a treebank, by their character ranges (as in the CoNLL 2018 shared task). The text is put
/// together from the "# text" lines: a space between sentences, a line break where "# newpar" or "# newdoc" stands.
/// </summary>
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
        foreach (var treebank in Texts(path).GroupBy(text => text.Treebank))
        {
            int wordsRight = 0, wordsFound = 0, wordsWanted = 0, sentencesRight = 0, sentencesFound = 0, sentencesWanted = 0;
            foreach (var gold in treebank)
            {
                var text = gold.Text.ToString();
                var document = LanguageEngine.Default.Analyze(text);
                var words = document.Tokens.Select(token => token.Range).ToHashSet();
                var sentences = document.Sentences.Select(sentence => sentence.Range).ToHashSet();
                wordsFound += words.Count;
                wordsWanted += gold.Words.Count;
                wordsRight += gold.Words.Count(words.Contains);
                sentencesFound += sentences.Count;
                sentencesWanted += gold.Sentences.Count;
                sentencesRight += gold.Sentences.Count(sentences.Contains);
                foreach (var missed in gold.Words.Where(word => !words.Contains(word)).Take(errors > 0 ? 3 : 0))
                {
                    errors--;
                    var ours = string.Join('|', document.Tokens.Where(token => token.Range.Overlaps(missed)).Select(token => token.Range.Of(text)));
                    Console.WriteLine($"# word [{missed.Of(text)}] found as {ours}");
                }

                foreach (var missed in gold.Sentences.Where(sentence => !sentences.Contains(sentence)).Take(errors > 0 ? 2 : 0))
                {
                    errors--;
                    var ours = string.Join(" | ", document.Sentences.Where(sentence => sentence.Range.Overlaps(missed)).Select(sentence => sentence.Range.Of(text)));
                    Console.WriteLine($"# sentence [{missed.Of(text)}] found as {ours}".ReplaceLineEndings(" "));
                }
            }

            Figures.Print(Figures.Of($"segment.{treebank.Key}.words", wordsRight, wordsFound, wordsWanted)[..1]);
            Figures.Print(Figures.Of($"segment.{treebank.Key}.sentences", sentencesRight, sentencesFound, sentencesWanted)[..1]);
        }
    }

    private static List<GoldText> Texts(string path)
    {
        var texts = new List<GoldText>();
        var treebank = "";
        var newText = true;
        var newParagraph = false;
        var at = 0;
        var range = (Last: 0, End: 0);
        foreach (var line in TextFiles.ReadLines(path))
        {
            if (line.StartsWith("# treebank = ", StringComparison.Ordinal))
            {
                treebank = line[13..];
            }
            else if (line.StartsWith("# newdoc", StringComparison.Ordinal))
            {
                newText = true;
            }
            else if (line.StartsWith("# newpar", StringComparison.Ordinal))
            {
                newParagraph = true;
            }
            else if (line.StartsWith("# text = ", StringComparison.Ordinal))
            {
                if (newText || texts.Count == 0 || texts[^1].Treebank != treebank)
                {
                    texts.Add(new GoldText(treebank));
                }

                at = texts[^1].Begin(line[9..].TrimEnd(), newParagraph);
                (newText, newParagraph, range) = (false, false, (0, 0));
            }
            else if (line.Length > 0 && char.IsAsciiDigit(line[0]))
            {
                var fields = line.Split('\t');
                if (fields[0].Contains('-'))
                {
                    var end = texts[^1].Find(fields[1], at).End;
                    range = (int.Parse(fields[0].AsSpan(fields[0].IndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture), end);
                }
                else if (!fields[0].Contains('.'))
                {
                    at = texts[^1].Add(fields[1], at);
                    if (range.Last.ToString(System.Globalization.CultureInfo.InvariantCulture) == fields[0])
                    {
                        at = Math.Max(at, range.End);
                    }
                }
            }
        }

        return texts;
    }

    private sealed class GoldText(string treebank)
    {
        public string Treebank => treebank;

        public StringBuilder Text { get; } = new();

        public List<TextRange> Words { get; } = [];

        public List<TextRange> Sentences { get; } = [];

        public int Begin(string sentence, bool newParagraph)
        {
            if (Text.Length > 0)
            {
                Text.Append(newParagraph ? '\n' : ' ');
            }

            Sentences.Add(new TextRange(Text.Length, Text.Length + sentence.Length));
            Text.Append(sentence);
            return Sentences[^1].Start;
        }

        public TextRange Find(string form, int from)
        {
            var sentence = Sentences[^1];
            var found = Text.ToString(from, sentence.End - from).IndexOf(form, StringComparison.Ordinal);
            return found is < 0 or > 3 ? new TextRange(from, from) : new TextRange(from + found, from + found + form.Length);
        }

        public int Add(string form, int from)
        {
            var range = Find(form, from);
            Words.Add(range);
            return range.End;
        }
    }
}
