using System.Text;
using OnRecord.Language;

namespace OnRecord.Data;

/// <summary>A text put together from sentences whose words are given: the words with a space between, a sentence a line.</summary>
public sealed record TokenizedText(string Text, Token[] Tokens, Sentence[] Sentences)
{
    /// <summary>Joins sentences; each becomes a paragraph of the body.</summary>
    public static TokenizedText From(IEnumerable<IReadOnlyList<string>> sentences)
    {
        var text = new StringBuilder();
        var tokens = new List<Token>();
        var ranges = new List<Sentence>();
        foreach (var words in sentences)
        {
            var (first, start) = (tokens.Count, text.Length);
            foreach (var word in words)
            {
                tokens.Add(new Token { Start = text.Length, End = text.Length + word.Length, Xpos = "", Relation = "", Head = -1 });
                text.Append(word).Append(' ');
            }

            ranges.Add(new Sentence(first, tokens.Count, start, Math.Max(start, text.Length - 1), ranges.Count, IsHeadline: false));
            text.Append('\n');
        }

        return new TokenizedText(text.ToString(), tokens.ToArray(), ranges.ToArray());
    }
}
