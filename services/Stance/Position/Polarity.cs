using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Whether a predicate is negated, hypothetical or refused, read from its auxiliaries and from what governs it.</summary>
internal static class Polarity
{
    private static readonly WordSet Negations = LanguagePack.Default.Words("negations");
    private static readonly WordSet Failing = LanguagePack.Default.Words("function-words", "failing");
    private static readonly WordSet Able = LanguagePack.Default.Words("function-words", "able");
    private static readonly WordSet If = LanguagePack.Default.Words("function-words", "if");
    private static readonly WordSet Hypothetical = LanguagePack.Default.Words("function-words", "hypothetical");

    /// <summary>Whether a negation stands on the token itself: "did not confirm", "never met", "no longer backs".</summary>
    public static bool IsNegated(SyntaxView view, int token)
    {
        for (var child = view.FirstChild[token]; child >= 0; child = view.NextSibling[child])
        {
            if (child < token && IsNegation(view, child))
            {
                return true;
            }
        }

        // "Is not happy": the negation hangs on the predicate, after its auxiliary.
        if (view.Tokens[token].Upos == Upos.Aux && token + 1 < view.Tokens.Length && IsNegation(view, token + 1))
        {
            return true;
        }

        // "Was unable to verify", "failed to convince".
        if (view.HasRelation(token, "xcomp") && view.Tokens[token].Head is var governor and >= 0
            && (Failing.Contains(view.Document.Word(governor))
                || (Able.Contains(view.Document.Word(governor)) && IsNegated(view, governor))))
        {
            return true;
        }

        // Without a tree, and for auxiliaries that hang elsewhere: the words just before.
        for (var i = token - 1; i >= Math.Max(view.SentenceAt(token).FirstToken, token - 3); i--)
        {
            if (IsNegation(view, i))
            {
                return true;
            }

            if (view.Tokens[i].Upos is not (Upos.Aux or Upos.Adv or Upos.Part or Upos.X))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the predicate is only possible or supposed: "could oppose", "if he vetoes it", "whether it supports". "Would" and
    /// "will" are no hindrance: a conditional or announced stance is one.
    /// </summary>
    public static bool IsHypothetical(SyntaxView view, int token)
    {
        for (var child = view.FirstChild[token]; child >= 0; child = view.NextSibling[child])
        {
            if (child < token && Hypothetical.Contains(view.Document.Word(child)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the predicate's clause is a condition: "if the engineers found cracks" says nothing that they found.</summary>
    public static bool IsCondition(SyntaxView view, int token) =>
        view.Child(token, "mark") is var mark and >= 0 && If.Contains(view.Document.Word(mark));

    /// <summary>Whether the token is a negating word.</summary>
    public static bool IsNegation(SyntaxView view, int token) => Negations.Contains(view.Document.Word(token));
}
