using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A statement whose negation makes it a denial: the claim that is denied is the statement without it.</summary>
internal static class DeniedStatement
{
    private static readonly WordSet Denying = LanguagePack.Default.Words("negations", "denying");
    private static readonly WordSet Degrees = LanguagePack.Default.Words("function-words", "degree");
    private static readonly WordSet NoWords = LanguagePack.Default.Words("no-words");
    private static readonly WordSet CutVerbs = LanguagePack.Default.Words("cut-verbs");
    private static readonly WordSet Leaving = LanguagePack.Default.Words("particles", "with-negation");
    private static readonly WordSet Assertive = LanguagePack.Default.Words("assertive");

    /// <summary>Whether a denial is no more than a negated statement: no verb denies, and no phrase says that something is untrue.</summary>
    public static bool IsPlain(SyntaxView view, FoundPosition position)
    {
        var carrier = position.Carrier;
        return position.Label == StanceLabel.Denies && carrier.First >= position.Content.First && carrier.End <= position.Content.End
            && Denying.Contains(view.Document.Word(carrier.First)) && !ContentLexicon.IsPhrase(view, carrier);
    }

    /// <summary>The token of the negation; -1 for none.</summary>
    public static int Negation(SyntaxView view, TokenSpan span, FoundPosition position)
    {
        var carrier = position.Carrier.First;
        if (position.Label is not (StanceLabel.Denies or StanceLabel.Opposes) || carrier < span.First || position.Carrier.End > span.End
            || carrier < position.Content.First || !Denying.Contains(view.Document.Word(carrier))
            || Degrees.Contains(view.Document.Word(carrier + 1)))
        {
            return -1;
        }

        if (carrier == span.First ? !NoWords.Contains(view.Document.Word(carrier)) || view.Tokens[carrier].Upos == Upos.Intj || view.Tokens[carrier + 1].Upos is Upos.Num or Upos.Punct : view.Tokens[carrier - 1].Upos == Upos.Punct && view.Tokens[carrier + 1].Upos == Upos.Punct)
        {
            return -1;   // "not to have met him"; “never”, in quotation marks of its own
        }

        var first = position.Parenthesis.End > span.First ? position.Parenthesis.End : span.First;
        var (root, head) = (view.HeadOf(first, span.End), view.Tokens[carrier].Head);
        return head == root || (head >= 0 && view.Tokens[head].Head == root) ? carrier : -1;
    }

    /// <summary>Whether a word goes with the negation: the negation itself, and "ever" behind it.</summary>
    public static bool IsLeftOut(SyntaxView view, int token, int negation) => token == negation || (negation >= 0 && token > negation && Leaving.Contains(view.Document.Word(token)));

    /// <summary>A word as it stands in the statement without its negation: "can't" is "can", "anybody" "somebody"; without a negation (-1) the word itself.</summary>
    public static ReadOnlySpan<char> Positive(SyntaxView view, int token, int negation)
    {
        var word = view.Document.Word(token);
        var positive = negation < 0 ? null : token + 1 == negation ? CutVerbs.Kind(word) : token == negation ? NoWords.Kind(word) : token > negation ? Assertive.Kind(word) : null;
        return positive is null ? word : positive;
    }
}
