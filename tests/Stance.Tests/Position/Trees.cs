using OnRecord.Language;

namespace OnRecord.Stances.Tests.Position;

/// <summary>Sentences with trees made by hand, so that a rule is tested and not the parser before it.</summary>
internal static class Trees
{
    /// <summary>A document of one sentence.</summary>
    /// <param name="tree">Tokens separated by spaces: word|part of speech|Penn tag|head, counted from 1, 0 for the root|relation.</param>
    /// <param name="names">The names in it, each an entity of its own.</param>
    public static SyntaxView View(string tree, params (string Name, NameType Type)[] names)
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

        var text = string.Join(' ', rows.Select(row => row[0]));
        Mention[] mentions = [.. names.Select((name, i) => Mention(name.Name, name.Type, i))];
        return new SyntaxView(new Document
        {
            Text = text,
            BodyStart = 0,
            Tokens = tokens,
            Sentences = [new Sentence(0, tokens.Length, 0, start - 1, 0, false)],
            Mentions = mentions,
            Chains = [.. names.Select((name, i) => new CoreferenceChain(name.Name, name.Type, [i], null))],
        });

        Mention Mention(string name, NameType type, int chain)
        {
            var at = text.IndexOf(name, StringComparison.Ordinal);
            var first = Array.FindIndex(tokens, token => token.Start == at);
            return new Mention(first, first + name.Split(' ').Length, new TextRange(at, at + name.Length), type, MentionForm.Name, chain, 1);
        }
    }

    /// <summary>Index of the only token with these letters.</summary>
    public static int At(this SyntaxView view, string word) =>
        Enumerable.Range(0, view.Tokens.Length).Single(i => view.Document.Word(i).SequenceEqual(word));

    /// <summary>The words of a span.</summary>
    public static string Words(this SyntaxView view, TokenSpan? span) =>
        span is { } words ? view.Document.Text[view.Tokens[words.First].Start..view.Tokens[words.End - 1].End] : "";
}
