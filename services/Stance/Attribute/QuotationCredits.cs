using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Speakers that stand behind their words without a verb: after a dash, <c>“The agency did not break the law.” — Geoff Sparks, chief of staff</c>; in
/// brackets, <c>“…” (Geoff Sparks)</c>; on a line of their own. What marks them is the form alone, which is rare in running text: the tagger has
/// hardly seen it.
/// </summary>
internal static class QuotationCredits
{
    /// <summary>A quotation with fewer tokens, marks included, is a term and no statement.</summary>
    private const int ShortestQuotation = 5;

    /// <summary>Tokens of a name and what it says of its bearer, at most.</summary>
    private const int LongestCredit = 40;

    /// <summary>Tokens of a line that is a credit, at most.</summary>
    private const int LongestLine = 20;

    /// <summary>Tokens of a title before a name, at most.</summary>
    private const int LongestTitle = 3;

    /// <summary>Lines that are looked at to tell whether names stand above or below.</summary>
    private const int MostTurns = 40;

    /// <summary>A quotation with this share of its longer words in capitals is the name of a work.</summary>
    private const double Title = 0.6;

    private static readonly WordSet Author = LanguagePack.Default.Words("function-words", "author");
    private static readonly WordSet Agencies = LanguagePack.Default.Words("media-words", "agency");

    /// <summary>Attributions in text order.</summary>
    public static IEnumerable<RawAttribution> Find(SyntaxView view)
    {
        foreach (var mention in view.Document.Mentions)
        {
            if (mention is { Form: MentionForm.Name, Type: NameType.Person or NameType.Organization }
                && (BehindDash(view, mention) ?? InBrackets(view, mention) ?? OnItsLine(view, mention) ?? RightBehind(view, mention)) is { } credit)
            {
                yield return credit;
            }
        }
    }

    private static RawAttribution? BehindDash(SyntaxView view, Mention name)
    {
        var dash = MarkBefore(view, name.FirstToken);
        return dash > 0 && view.Document.Word(dash) is "—" or "–" or "--" or "―" or "-" or "‒" or "−" or "~"
            && view.Tokens[dash - 1].End < view.Tokens[dash + 1].Start - 1
            && QuotationBefore(view, dash) is { } content && CreditEnd(view, name, view.SentenceAt(name.FirstToken).EndToken) is var end and > 0
            ? Make(name, end, dash, content)
            : null;
    }

    /// <summary>"…” (Geoff Sparks, chief of staff)": what else stands in brackets behind a quotation is a source of paper, or a thought.</summary>
    private static RawAttribution? InBrackets(SyntaxView view, Mention name)
    {
        var open = MarkBefore(view, name.FirstToken);
        if (open <= 0 || view.Document.Word(open) is not ("(" or "[") || Agencies.Contains(view.Document.Word(name.FirstToken)) || !EndsName(view, name.EndToken))
        {
            return null;
        }

        var (close, end) = (name.EndToken, view.SentenceAt(name.FirstToken).EndToken);
        while (close < end && view.Document.Word(close) is not (")" or "]"))
        {
            close++;
        }

        return close < end && view.WithoutMarks(close, end) <= close + 1 && CreditEnd(view, name, close) is var last and > 0
            && QuotationBefore(view, open) is { } content && !IsNameOfWork(view, content[0])
            ? Make(name, last, open, content)
            : null;
    }

    /// <summary>A line with nothing but somebody's name and what they are, below a paragraph that is all quotation.</summary>
    private static RawAttribution? OnItsLine(SyntaxView view, Mention name)
    {
        if (name.Type != NameType.Person || LineWith(view, name) is not { } line || view.SentenceOf[name.FirstToken] is not (var index and > 0)
            || QuotationBefore(view, line.FirstToken) is not { } content || IsNameOfWork(view, content[0])
            || view.ParagraphStart(content[0].First) != content[0].First || StandsAbove(view, content[0].First) || IsIntroduced(view, content[0].First))
        {
            return null;
        }

        var mark = view.Document.Sentences[index - 1].EndToken - 1;
        return Make(name, view.WithoutMarks(name.EndToken, line.EndToken), mark, content);
    }

    /// <summary>A paragraph of a quotation and a name: a page may show the dash, or the line, by its style alone.</summary>
    private static RawAttribution? RightBehind(SyntaxView view, Mention name)
    {
        var mark = MarkBefore(view, name.FirstToken);
        mark -= mark > 0 && view.Document.Word(mark) is "," ? 1 : 0;
        if (mark <= 0 || name.Type != NameType.Person || view.QuoteOf[mark] < 0 || view.Quotes[view.QuoteOf[mark]].EndToken != mark + 1
            || view.ParagraphOf(mark) != view.ParagraphOf(name.FirstToken) || !EndsName(view, name.EndToken))
        {
            return null;
        }

        var end = view.ParagraphEnd(name.FirstToken);
        return end - name.FirstToken <= LongestLine && CreditEnd(view, name, end) is var last and > 0
            && QuotationBefore(view, mark + 1) is { } content && !IsNameOfWork(view, content[0]) && view.ParagraphStart(content[0].First) == content[0].First
            ? Make(name, last, mark, content)
            : null;
    }

    private static RawAttribution Make(Mention name, int end, int mark, List<TokenSpan> content) =>
        new([new TokenSpan(name.FirstToken, end)], new Cue(mark, mark + 1, FormConfidence.Credit), mark, content);

    /// <summary>The line of a name that has it to itself: a sentence and a paragraph, "Geoff Sparks, chief of the agency"; null for another one.</summary>
    private static Sentence? LineWith(SyntaxView view, Mention name)
    {
        var index = view.SentenceOf[name.FirstToken];
        var line = view.Document.Sentences[index];
        if (line.EndToken - line.FirstToken > LongestLine || name.FirstToken - line.FirstToken > LongestTitle
            || (index > 0 && view.Document.Sentences[index - 1].Paragraph == line.Paragraph)
            || (index + 1 < view.Document.Sentences.Count && view.Document.Sentences[index + 1].Paragraph == line.Paragraph)
            || !EndsName(view, name.EndToken) || CreditEnd(view, name, line.EndToken) < 0)
        {
            return null;
        }

        for (var i = line.FirstToken; i < name.FirstToken; i++)
        {
            // "By Ann Lee" is who wrote what follows.
            if (!StandsBeforeNames(view, i) || Author.Contains(view.Document.Lower[i]))
            {
                return null;
            }
        }

        return line;
    }

    /// <summary>Whether the lines with names stand above their quotations here: names and quotations take turns, and a name came first.</summary>
    private static bool StandsAbove(SyntaxView view, int quotation)
    {
        var isName = false;
        var above = view.SentenceOf[quotation] - 1;
        for (var lines = 0; above >= 0 && lines < MostTurns; lines++)
        {
            var first = view.ParagraphStart(view.Document.Sentences[above].FirstToken);
            if (isName ? view.QuoteOf[first] < 0 : !HasNameAlone(view, first))
            {
                break;
            }

            isName = !isName;
            above = view.SentenceOf[first] - 1;
        }

        return isName;
    }

    private static bool HasNameAlone(SyntaxView view, int line)
    {
        for (var i = line; i <= line + LongestTitle && i < view.Tokens.Length; i++)
        {
            if (view.MentionOf[i] >= 0 && view.Document.Mentions[view.MentionOf[i]] is { Form: MentionForm.Name, Type: NameType.Person } name && name.FirstToken >= line && LineWith(view, name) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the line above ends in a colon: then it says who speaks.</summary>
    private static bool IsIntroduced(SyntaxView view, int quotation) => quotation > 0 && view.Document.Word(quotation - 1) is ":";

    /// <summary>The token before a name with its title ("— Dr Ann Lee", "— agency chief Ann Lee", "— by Ann Lee"), or -1.</summary>
    private static int MarkBefore(SyntaxView view, int name)
    {
        var mark = name - 1;
        while (mark > 0 && name - mark <= LongestTitle && view.SentenceOf[mark] == view.SentenceOf[name] && StandsBeforeNames(view, mark))
        {
            mark--;
        }

        return mark;
    }

    private static bool StandsBeforeNames(SyntaxView view, int token) =>
        char.IsUpper(view.Document.Word(token)[0]) || Author.Contains(view.Document.Word(token)) || view.Tokens[token].Upos is Upos.Noun or Upos.Adj;

    /// <summary>Whether a name ends before a token: neither "Sparks's words" nor "Sparks on the law" is somebody.</summary>
    private static bool EndsName(SyntaxView view, int token) =>
        token == view.Tokens.Length || view.Tokens[token].Upos is Upos.Punct or Upos.Sym || view.SentenceAt(token).FirstToken == token;

    /// <summary>The quotation that ends before a token, from where it opens, over all its paragraphs; null for none.</summary>
    private static List<TokenSpan>? QuotationBefore(SyntaxView view, int token)
    {
        if (token < 1)
        {
            return null;
        }

        var last = view.Document.Word(token - 1) is "." or "," && token >= 2 ? token - 2 : token - 1;
        var quote = Math.Max(view.QuoteOf[token - 1], view.QuoteOf[last]);
        if (quote < 0 || view.Quotes[quote].EndToken < last + 1 || view.Quotes[quote].EndToken > token || view.ParagraphOf(token) - view.ParagraphOf(token - 1) > 1)
        {
            return null;
        }

        var spans = new List<TokenSpan> { new(view.Quotes[quote].FirstToken, view.Quotes[quote].EndToken) };
        while (quote > 0 && view.Quotes[quote - 1].Continues)
        {
            quote--;
            spans.Insert(0, new TokenSpan(view.Quotes[quote].FirstToken, view.Quotes[quote].EndToken));
        }

        // A statement of its own, not the end of a sentence that somebody else has begun.
        var first = spans[0].First;
        return view.SentenceAt(first).FirstToken == first && spans.Sum(span => span.End - span.First) >= ShortestQuotation ? spans : null;
    }

    /// <summary>“The Wind in the Willows at Night” (Kenneth Grahame).</summary>
    private static bool IsNameOfWork(SyntaxView view, TokenSpan quotation)
    {
        var (words, capitals) = (0, 0);
        for (var i = quotation.First + 2; i < quotation.End; i++)
        {
            if (view.Document.Word(i).Length > 3)
            {
                words++;
                capitals += char.IsUpper(view.Document.Word(i)[0]) ? 1 : 0;
            }
        }

        return capitals > words * Title;
    }

    /// <summary>Where the credit ends: it says who somebody is and tells no story; -1 when it does.</summary>
    private static int CreditEnd(SyntaxView view, Mention name, int end)
    {
        if (end - name.FirstToken > LongestCredit)
        {
            return -1;
        }

        for (var i = name.EndToken; i < end; i++)
        {
            if (view.IsFinite(i) && !view.HasRelation(i, "acl:relcl") && view.Child(i, "nsubj") < name.EndToken)
            {
                return -1;
            }
        }

        return view.WithoutMarks(name.EndToken, end);
    }
}
