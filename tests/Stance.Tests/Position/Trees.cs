using OnRecord.Language;

namespace OnRecord.Stances.Tests.Position;

/// <summary>Sentences with trees made by hand, so that a rule is tested and not the parser before it.</summary>
internal static class Trees
{
    /// <summary>A document of one sentence.</summary>
    /// <param name="tree">Tokens separated by spaces: word|part of speech|Penn tag|head, counted from 1, 0 for the root|relation.</param>
    public static SyntaxView View(string tree)
    {
        string[][] rows = [.. tree.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(token => token.Split('|'))];
        var tokens = new Token[rows.Length];
        var start = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            tokens[i] = new Token
            {
                Start = start,
                End = start + rows[i][0].Length,
                Upos = Enum.Parse<Upos>(rows[i][1]),
                Xpos = rows[i][2],
                Head = int.Parse(rows[i][3], System.Globalization.CultureInfo.InvariantCulture) - 1,
                Relation = rows[i][4],
            };
            start = tokens[i].End + 1;
        }

        return new SyntaxView(new Document
        {
            Text = string.Join(' ', rows.Select(row => row[0])),
            BodyStart = 0,
            Tokens = tokens,
            Sentences = [new Sentence(0, tokens.Length, 0, start - 1, 0, false)],
            Mentions = [],
            Chains = [],
        });
    }

    /// <summary>Index of the only token with these letters.</summary>
    public static int At(this SyntaxView view, string word) =>
        Enumerable.Range(0, view.Tokens.Length).Single(i => view.Document.Word(i).SequenceEqual(word));

    /// <summary>The words of a span.</summary>
    public static string Words(this SyntaxView view, TokenSpan? span) =>
        span is { } words ? view.Document.Text[view.Tokens[words.First].Start..view.Tokens[words.End - 1].End] : "";
}
