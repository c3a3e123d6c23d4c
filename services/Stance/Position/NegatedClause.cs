using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Reads content whose main clause is negated: "he never sent anyone" denies; "we will not pay" opposes.</summary>
internal static class NegatedClause
{
    private static readonly WordSet Possible = LanguagePack.Default.Words("function-words", "possible");
    private static readonly WordSet Future = LanguagePack.Default.Words("function-words", "future");
    private static readonly WordSet Limiting = LanguagePack.Default.Words("function-words", "limiting");
    private static readonly WordSet Concluding = LanguagePack.Default.Words("function-words", "concluding");
    private static readonly WordSet DoForms = LanguagePack.Default.Words("do-forms");

    /// <summary>The stance, carried by the words from negation to verb; null where the clause is not negated.</summary>
    public static ContentReading? Read(SyntaxView view, TokenSpan content)
    {
        var root = view.HeadOf(content.First, content.End);
        var negation = -1;
        var willed = false;
        for (var child = view.FirstChild[root]; child >= 0; child = view.NextSibling[child])
        {
            if (child < content.First || child >= content.End)
            {
                continue;
            }

            if (Polarity.IsNegation(view, child) && child < root && !IsPartial(view, child + 1))
            {
                negation = child;
            }

            if (child < root && Possible.Contains(view.Document.Word(child)) && !HasChild(view, root, "have"))
            {
                return null;   // "may not open in May" leaves it open; "could not have known" does not
            }

            willed |= view.Tokens[child].Upos == Upos.Aux && Future.Contains(view.Document.Word(child));
        }

        if (negation >= 0 && IsReason(view, root, content))
        {
            return null;
        }

        negation = negation >= 0 ? negation : AtEdge(view, content);
        return negation < 0 ? null
            : new ContentReading(willed ? StanceLabel.Opposes : StanceLabel.Denies, new TokenSpan(negation, Math.Max(negation, root) + 1));
    }

    /// <summary>A negation that ends the content, its verb left out, or begins it; -1 for none.</summary>
    private static int AtEdge(SyntaxView view, TokenSpan content)
    {
        if (view.WithoutMarks(content.First + 1, content.End) - 1 is var last && last > content.First && Polarity.IsNegation(view, last)
            && (view.Tokens[last - 1].Upos == Upos.Aux || DoForms.Contains(view.Document.Word(last - 1))))
        {
            return last;   // "he did not"
        }

        var first = view.Tokens[content.First].Upos == Upos.Punct && content.First + 1 < content.End ? content.First + 1 : content.First;
        return Polarity.IsNegation(view, first) ? first : -1;   // "claimed not to have met him", “No data were stolen”
    }

    /// <summary>"Trams don't make much noise, so | this was unusual": the negation is the reason for what is said.</summary>
    private static bool IsReason(SyntaxView view, int root, TokenSpan content)
    {
        for (var i = root + 1; i + 1 < content.End; i++)
        {
            if (Concluding.Contains(view.Document.Word(i)) && view.Document.Word(i - 1) is "," or ";" && view.HasAny(i + 1, content.End, Upos.Verb, Upos.Aux))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasChild(SyntaxView view, int head, string word)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child < head && view.IsWord(child, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Not just", "not yet": more is said, or something else later, but the clause is not denied.</summary>
    private static bool IsPartial(SyntaxView view, int token) =>
        Limiting.Contains(view.Document.Word(token));
}
