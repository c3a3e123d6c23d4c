using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Speakers that stand after a dash behind their words, without a verb: <c>“The agency did not break the law.” — Geoff Sparks, chief of staff</c>, on the
/// same line or the next one. What marks them is the form alone, which is rare in running text: the tagger has hardly seen it.
/// </summary>
internal static class DashCredits
{
    /// <summary>A quotation with fewer tokens, marks included, is a term and no statement.</summary>
    private const int ShortestQuotation = 5;

    /// <summary>Tokens of a name and what it says of its bearer, at most.</summary>
    private const int LongestCredit = 40;

    private static readonly WordSet Author = LanguagePack.Default.Words("function-words", "author");

    private const float Confidence = 0.9f;

    /// <summary>Attributions in text order.</summary>
    public static IEnumerable<RawAttribution> Find(SyntaxView view)
    {
        foreach (var mention in view.Document.Mentions)
        {
            if (mention is { Form: MentionForm.Name, Type: NameType.Person or NameType.Organization } && DashBefore(view, mention.FirstToken) is var dash and > 0
                && QuotationBefore(view, dash) is { Count: > 0 } content && CreditEnd(view, mention) is var end and > 0)
            {
                yield return new RawAttribution([new TokenSpan(mention.FirstToken, end)], new Cue(dash, dash + 1, Confidence), dash, content);
            }
        }
    }

    /// <summary>The dash before a name with its title ("— Dr Ann Lee", "— agency chief Ann Lee", "— by Ann Lee"), or -1.</summary>
    private static int DashBefore(SyntaxView view, int name)
    {
        var dash = name - 1;
        while (dash > 0 && name - dash <= 3 && view.SentenceOf[dash] == view.SentenceOf[name] && StandsBeforeNames(view, dash))
        {
            dash--;
        }

        return dash > 0 && view.Document.Word(dash) is "—" or "–" or "--" or "―" or "-" or "‒" or "−" or "~" && view.Tokens[dash - 1].End < view.Tokens[dash + 1].Start - 1 ? dash : -1;
    }

    private static bool StandsBeforeNames(SyntaxView view, int token) =>
        char.IsUpper(view.Document.Word(token)[0]) || Author.Contains(view.Document.Word(token)) || view.Tokens[token].Upos is Upos.Noun or Upos.Adj;

    /// <summary>The quotation that ends before the dash, from where it opens, over all its paragraphs; null for none.</summary>
    private static List<TokenSpan>? QuotationBefore(SyntaxView view, int dash)
    {
        var last = view.Document.Word(dash - 1) is "." or "," && dash >= 2 ? dash - 2 : dash - 1;
        var quote = Math.Max(view.QuoteOf[dash - 1], view.QuoteOf[last]);
        if (quote < 0 || view.Quotes[quote].EndToken < last + 1 || view.Quotes[quote].EndToken > dash || ParagraphOf(view, dash) - ParagraphOf(view, dash - 1) > 1)
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

    /// <summary>Where the credit ends: with its line, which says who somebody is and tells no story; -1 when it does.</summary>
    private static int CreditEnd(SyntaxView view, Mention name)
    {
        var end = view.SentenceAt(name.FirstToken).EndToken;
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

    private static int ParagraphOf(SyntaxView view, int token) => view.SentenceAt(token).Paragraph;
}
