using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Takes off what stands around a claim and is no part of it.</summary>
internal static class Adjuncts
{
    private static readonly WordSet Conditions = LanguagePack.Default.Words("function-words", "condition");
    private static readonly WordSet Verdicts = LanguagePack.Default.Words("function-words", "verdict");
    private static readonly WordSet Receiving = LanguagePack.Default.Words("function-words", "recipient");

    /// <summary>What the holder judges, not how, when or before whom: "dismissed | the report | as false on Monday", "denied | the story | to the Harbour Post".</summary>
    public static TokenSpan WithoutVerdict(SyntaxView view, TokenSpan content, FoundPosition position)
    {
        var target = view.HeadOf(content.First, content.End);
        var verb = view.Tokens[target].Head;
        if (!view.HasRelation(target, "obj") || verb < position.Anchor.First || verb >= position.Anchor.End)
        {
            return content;
        }

        for (var child = view.FirstChild[verb]; child >= 0; child = view.NextSibling[child])
        {
            if (child > target && child < content.End && view.Child(child, "case") is var preposition && preposition > target
                && (Verdicts.Contains(view.Document.Word(preposition))
                    || (position.Label is StanceLabel.Affirms or StanceLabel.Denies && view.MentionOf[child] >= 0 && Receiving.Contains(view.Document.Word(preposition)))))
            {
                return content with { End = preposition };
            }
        }

        return content;
    }

    /// <summary>
    /// The clause itself: "after | the mayor signed the law", "given her record, | the mayor will win". A condition stays, without it the claim is
    /// another one.
    /// </summary>
    public static TokenSpan WithoutLead(SyntaxView view, TokenSpan content)
    {
        var root = view.HeadOf(content.First, content.End);
        if (!Arguments.HasSubject(view, root) || Conditions.Contains(view.Document.Word(content.First)))
        {
            return content;
        }

        if (view.Child(root, "mark") == content.First)
        {
            return content with { First = content.First + 1 };
        }

        for (var child = view.FirstChild[root]; child >= 0 && child < root; child = view.NextSibling[child])
        {
            if ((view.HasRelation(child, "advcl") || view.Tokens[content.First].Xpos is "VBN") && view.SubtreeStart(child) <= content.First
                && view.SubtreeEnd(child) is var after && after < root && view.Document.Word(after) is ",")
            {
                return content with { First = after + 1 };
            }
        }

        return content;
    }
}
