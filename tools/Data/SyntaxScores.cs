using System.Globalization;
using System.Text;
using OnRecord.Language;
using OnRecord.Language.Parse;
using OnRecord.Language.Segment;

namespace OnRecord.Data;

/// <summary>Accuracy over words with gold tokens, relations compared without subtype (CoNLL 2018 shared task).</summary>
internal sealed record SyntaxScores(double Upos, double Xpos, double Uas, double Las)
{
    public static SyntaxScores Of(SyntaxParser parser, List<TreebankSentence> sentences)
    {
        var scratch = new SyntaxScratch();
        var tokens = new TokenList();
        var ranges = new List<Sentence>();
        var text = new StringBuilder();
        foreach (var sentence in sentences)
        {
            var first = tokens.Count;
            foreach (var form in sentence.Forms)
            {
                tokens.Add(text.Length, text.Length + form.Length);
                text.Append(form).Append(' ');
            }

            ranges.Add(new Sentence(first, tokens.Count, tokens[first].Start, tokens[tokens.Count - 1].End, 0, false));
        }

        parser.Parse(text.ToString(), tokens.Span, ranges, scratch);
        int upos = 0, xpos = 0, uas = 0, las = 0, at = 0;
        foreach (var sentence in sentences)
        {
            var first = at;
            for (var i = 0; i < sentence.Length; i++, at++)
            {
                var token = tokens[at];
                upos += token.Upos.ToString().Equals(sentence.Upos[i], StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                xpos += token.Xpos == sentence.Xpos[i] ? 1 : 0;
                var attached = (token.Head < 0 ? -1 : token.Head - first) == sentence.Heads[i];
                uas += attached ? 1 : 0;
                las += attached && token.Relation.Split(':')[0] == sentence.Relations[i].Split(':')[0] ? 1 : 0;
            }
        }

        return new SyntaxScores((double)upos / at, (double)xpos / at, (double)uas / at, (double)las / at);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"upos {Upos:0.0000} xpos {Xpos:0.0000} uas {Uas:0.0000} las {Las:0.0000}");
}
