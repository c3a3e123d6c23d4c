using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A quotation.</summary>
/// <param name="FirstToken">Index of the opening mark.</param>
/// <param name="EndToken">One past the closing mark, or past the last token of the paragraph where none closes it.</param>
/// <param name="Continues">Whether it goes on with the next quotation: its paragraph ends open and the next one opens again.</param>
internal readonly record struct Quote(int FirstToken, int EndToken, bool Continues);

/// <summary>
/// Pairs quotation marks: curly, straight, doubled apostrophes and backticks, and single marks around several words. A mark that
/// is not closed within its paragraph holds to the end of the paragraph; by the custom of the press the next one then opens again.
/// The marks around a nickname quote nobody: <c>Dwight “Lucky” Moss</c>.
/// </summary>
internal static class QuoteFinder
{
    public static List<Quote> Find(Document document, out int[] quoteOf)
    {
        var quotes = new List<Quote>();
        quoteOf = new int[document.Tokens.Length];
        Array.Fill(quoteOf, -1);
        var isName = InNames(document);
        for (var s = 0; s < document.Sentences.Count;)
        {
            var paragraph = document.Sentences[s].Paragraph;
            var first = document.Sentences[s].FirstToken;
            while (s < document.Sentences.Count && document.Sentences[s].Paragraph == paragraph)
            {
                s++;
            }

            FindIn(document, first, document.Sentences[s - 1].EndToken, isName, quotes);
        }

        for (var q = 0; q < quotes.Count; q++)
        {
            if (quotes[q].Continues)
            {
                var next = q + 1 < quotes.Count ? quotes[q + 1].FirstToken : -1;
                quotes[q] = quotes[q] with { Continues = next == quotes[q].EndToken };
            }

            Array.Fill(quoteOf, q, quotes[q].FirstToken, quotes[q].EndToken - quotes[q].FirstToken);
        }

        return quotes;
    }

    /// <summary>Which tokens stand inside a person's name, neither first nor last.</summary>
    private static bool[] InNames(Document document)
    {
        var isName = new bool[document.Tokens.Length];
        foreach (var mention in document.Mentions)
        {
            if (mention is { Type: NameType.Person, Form: MentionForm.Name } && mention.EndToken - mention.FirstToken > 2)
            {
                Array.Fill(isName, true, mention.FirstToken + 1, mention.EndToken - mention.FirstToken - 2);
            }
        }

        return isName;
    }

    private static void FindIn(Document document, int first, int end, bool[] isName, List<Quote> quotes)
    {
        var open = -1;
        var mark = Mark.None;
        for (var i = first; i < end; i++)
        {
            var kind = KindOf(document, i);
            if (kind == Mark.None || isName[i])
            {
                continue;
            }

            if (open < 0)
            {
                if (kind is Mark.OpenDouble or Mark.OpenLow or Mark.Double or Mark.OpenSingle || (kind == Mark.Single && OpensHere(document, i, end)))
                {
                    (open, mark) = (i, kind);
                }
            }
            else if (Closes(mark, kind) && !(kind is Mark.Single or Mark.CloseSingle && GluedToNext(document, i)))
            {
                quotes.Add(new Quote(open, i + 1, Continues: false));
                open = -1;
            }
        }

        // A single mark without partner is an apostrophe.
        if (open >= 0 && mark is Mark.OpenDouble or Mark.OpenLow or Mark.Double)
        {
            quotes.Add(new Quote(open, end, Continues: true));
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

    private static Mark KindOf(Document document, int token)
    {
        var word = document.Word(token);
        return word switch
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
    private static bool OpensHere(Document document, int token, int end)
    {
        if (!GluedToNext(document, token) || (token > 0 && document.Tokens[token - 1].End == document.Tokens[token].Start))
        {
            return false;
        }

        for (var i = token + 2; i < end; i++)
        {
            if (KindOf(document, i) == Mark.Single)
            {
                return true;
            }
        }

        return false;
    }

    private static bool GluedToNext(Document document, int token) =>
        token + 1 < document.Tokens.Length
        && document.Tokens[token].End == document.Tokens[token + 1].Start
        && char.IsLetterOrDigit(document.Text[document.Tokens[token + 1].Start]);

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
