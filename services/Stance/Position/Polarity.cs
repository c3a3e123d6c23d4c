using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Whether a predicate is negated, hypothetical or refused, read from its auxiliaries and from what governs it.</summary>
internal static class Polarity
{
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
            && (view.Document.Word(governor) is "unable" or "failed" or "fails" or "fail" or "failing"
                || (view.IsWord(governor, "able") && IsNegated(view, governor))))
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
            if (child < token && view.Document.Word(child) is "could" or "may" or "might" or "should" or "must" or "can" or "if" or "unless" or "whether" or "If" or "Unless" or "Whether" or "how" or "why")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the predicate's clause is a condition: "if the engineers found cracks" says nothing that they found.</summary>
    public static bool IsCondition(SyntaxView view, int token) =>
        view.Child(token, "mark") is var mark and >= 0 && view.Document.Word(mark) is "if" or "If" or "unless" or "Unless";

    /// <summary>Whether the token is a negating word.</summary>
    public static bool IsNegation(SyntaxView view, int token) => view.Document.Word(token) switch
    {
        "not" or "n't" or "n’t" or "never" or "no" or "nor" or "neither" or "Not" or "Never" or "No" or "Neither" or "hardly" or "nobody"
            or "Nobody" or "none" or "None" or "nothing" or "Nothing" or "without" or "cannot" or "can't" or "can’t" or "won't" or "won’t"
            or "don't" or "don’t" or "doesn't" or "doesn’t" or "didn't" or "didn’t" or "isn't" or "isn’t" or "aren't" or "aren’t" or "wasn't"
            or "wasn’t" or "weren't" or "weren’t" or "wouldn't" or "wouldn’t" or "couldn't" or "couldn’t" or "shouldn't" or "shouldn’t" => true,
        _ => false,
    };
}
