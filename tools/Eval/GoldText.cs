using System.Globalization;
using System.Text;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>
/// A raw text of a treebank in CoNLL-U with its words and sentences. It is put together from the "# text" lines: a space between sentences, a line
/// break where "# newpar" or "# newdoc" stands.
/// </summary>
internal sealed class GoldText(string treebank)
{
    private readonly StringBuilder _text = new();

    /// <summary>The part of the treebank that the text belongs to.</summary>
    public string Treebank => treebank;

    /// <summary>The raw text.</summary>
    public string Text => _text.ToString();

    /// <summary>Its words, in their order.</summary>
    public List<TextRange> Words { get; } = [];

    /// <summary>Its sentences, in their order.</summary>
    public List<TextRange> Sentences { get; } = [];

    /// <summary>Puts the texts of a treebank together.</summary>
    /// <param name="lines">The lines of its file.</param>
    public static List<GoldText> Read(IEnumerable<string> lines)
    {
        var texts = new List<GoldText>();
        var treebank = "";
        var newText = true;
        var newParagraph = false;
        var at = 0;
        var range = (Last: 0, End: 0);
        foreach (var line in lines)
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
                    range = (int.Parse(fields[0].AsSpan(fields[0].IndexOf('-') + 1), CultureInfo.InvariantCulture), end);
                }
                else if (!fields[0].Contains('.'))
                {
                    at = texts[^1].Add(fields[1], at);
                    if (range.Last.ToString(CultureInfo.InvariantCulture) == fields[0])
                    {
                        at = Math.Max(at, range.End);
                    }
                }
            }
        }

        return texts;
    }

    private int Begin(string sentence, bool newParagraph)
    {
        if (_text.Length > 0)
        {
            _text.Append(newParagraph ? '\n' : ' ');
        }

        Sentences.Add(new TextRange(_text.Length, _text.Length + sentence.Length));
        _text.Append(sentence);
        return Sentences[^1].Start;
    }

    private TextRange Find(string form, int from)
    {
        var sentence = Sentences[^1];
        var found = _text.ToString(from, sentence.End - from).IndexOf(form, StringComparison.Ordinal);
        return found is < 0 or > 3 ? new TextRange(from, from) : new TextRange(from + found, from + found + form.Length);
    }

    private int Add(string form, int from)
    {
        var range = Find(form, from);
        Words.Add(range);
        return range.End;
    }
}
