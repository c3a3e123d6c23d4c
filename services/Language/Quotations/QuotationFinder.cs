namespace OnRecord.Language;

/// <summary>
/// Pairs quotation marks: curly, straight, doubled apostrophes and backticks, and single marks around several words. A mark that
/// is not closed within its paragraph holds to the end of the paragraph; by the custom of the press the next one then opens again.
/// The marks around a nickname quote nobody: <c>Dwight “Lucky” Moss</c>.
/// </summary>
internal static class QuotationFinder
{
    /// <summary>The quotations of a text, in its order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">All of its tokens.</param>
    /// <param name="sentences">All of its sentences.</param>
    /// <param name="people">Names of people: first token and one past the last.</param>
    public static List<Quotation> Find(string text, ReadOnlySpan<Token> tokens, IReadOnlyList<Sentence> sentences, IEnumerable<(int First, int End)> people)
    {
        var quotations = new List<Quotation>();
        var words = new Words(text, tokens);
        var isName = new bool[tokens.Length];
        foreach (var (first, end) in people)
        {
            if (end - first > 2)
            {
                // Neither first nor last: those may be marks around the whole name.
                Array.Fill(isName, true, first + 1, end - first - 2);
            }
        }

        for (var s = 0; s < sentences.Count;)
        {
            var paragraph = sentences[s].Paragraph;
            var first = sentences[s].FirstToken;
            while (s < sentences.Count && sentences[s].Paragraph == paragraph)
            {
                s++;
            }

            FindIn(words, first, sentences[s - 1].EndToken, isName, quotations);
        }

        for (var q = 0; q < quotations.Count; q++)
        {
            if (quotations[q].Continues)
            {
                var next = q + 1 < quotations.Count ? quotations[q + 1].FirstToken : -1;
                quotations[q] = quotations[q] with { Continues = next == quotations[q].EndToken };
            }
        }

        return quotations;
    }

    private static void FindIn(Words words, int first, int end, bool[] isName, List<Quotation> quotations)
    {
        var open = -1;
        var mark = Mark.None;
        for (var i = first; i < end; i++)
        {
            var kind = KindOf(words, i);
            if (kind == Mark.None || isName[i])
            {
                continue;
            }

            if (open < 0)
            {
                if (kind is Mark.OpenDouble or Mark.OpenLow or Mark.Double or Mark.OpenSingle || (kind == Mark.Single && OpensHere(words, i, end)))
                {
                    (open, mark) = (i, kind);
                }
            }
            else if (Closes(mark, kind) && !(kind is Mark.Single or Mark.CloseSingle && GluedToNext(words, i)))
            {
                quotations.Add(new Quotation(open, i + 1, Continues: false));
                open = -1;
            }
        }

        // A single mark without partner is an apostrophe.
        if (open >= 0 && mark is Mark.OpenDouble or Mark.OpenLow or Mark.Double)
        {
            quotations.Add(new Quotation(open, end, Continues: true));
        }
    }

    private static bool Closes(Mark open, Mark mark) => open switch
    {
        Mark.OpenDouble => mark is Mark.CloseDouble or Mark.Double,
        // „So“ in German and Czech, „so” in Polish and Romanian.
        Mark.OpenLow => mark is Mark.CloseDouble or Mark.OpenDouble or Mark.Double,
        Mark.Double => mark is Mark.Double or Mark.CloseDouble or Mark.OpenDouble,
        Mark.OpenSingle => mark is Mark.CloseSingle,
        _ => mark is Mark.Single,
    };

    private static Mark KindOf(Words words, int token)
    {
        return words[token] switch
        {
            "“" or "«" or "``" => Mark.OpenDouble,
            "„" => Mark.OpenLow,
            "”" or "»" => Mark.CloseDouble,
            "\"" or "''" or "’’" or "‘‘" => Mark.Double,
            "‘" or "`" => Mark.OpenSingle,
            "’" => Mark.CloseSingle,
            "'" => Mark.Single,
            _ => Mark.None,
        };
    }

    /// <summary>A straight single mark opens when it is glued to the next word only and another one closes it later.</summary>
    private static bool OpensHere(Words words, int token, int end)
    {
        if (!GluedToNext(words, token) || (token > 0 && words.Tokens[token - 1].End == words.Tokens[token].Start))
        {
            return false;
        }

        for (var i = token + 2; i < end; i++)
        {
            if (KindOf(words, i) == Mark.Single)
            {
                return true;
            }
        }

        return false;
    }

    private static bool GluedToNext(Words words, int token) =>
        token + 1 < words.Tokens.Length
        && words.Tokens[token].End == words.Tokens[token + 1].Start
        && char.IsLetterOrDigit(words.Text[words.Tokens[token + 1].Start]);

    private readonly ref struct Words(string text, ReadOnlySpan<Token> tokens)
    {
        public string Text { get; } = text;

        public ReadOnlySpan<Token> Tokens { get; } = tokens;

        public ReadOnlySpan<char> this[int token] => Text.AsSpan(Tokens[token].Start, Tokens[token].End - Tokens[token].Start);
    }

    private enum Mark
    {
        None,
        OpenDouble,
        OpenLow,
        CloseDouble,
        Double,
        OpenSingle,
        CloseSingle,
        Single,
    }
}
