using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Nouns that only name a claim and have it beside them (shell nouns, Schmid 2000): "reports that | it will close", "claims about | the visit were false",
/// "the suggestion of | fraud".
/// </summary>
internal static class ShellNouns
{
    private static readonly WordSet Complementizers = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet Facts = LanguagePack.Default.Words("function-words", "fact");
    private static readonly WordSet TopicWords = LanguagePack.Default.Words("function-words", "topic");

    /// <summary>What is claimed; other content, and that of a noun that does not tell it, as it is.</summary>
    /// <param name="view">The document.</param>
    /// <param name="content">The content.</param>
    /// <param name="position">The position whose stance may stand beside the noun; null where none does.</param>
    public static TokenSpan Unwrap(SyntaxView view, TokenSpan content, FoundPosition? position = null)
    {
        var noun = view.HeadOf(content.First, content.End);
        if (position is { Label: StanceLabel.Denies or StanceLabel.Questions } && position.Carrier.First > content.First && position.Carrier.End <= content.End
            && Before(view, position.Carrier.First, content.First) is var claim and >= 0)
        {
            noun = claim;   // "the reports of a sale are false", "called the reports of a sale a fabrication"
        }

        if (!IsShell(view, noun))
        {
            return content;
        }

        for (var child = view.FirstChild[noun]; child >= 0; child = view.NextSibling[child])
        {
            if (child > noun && child < content.End && Start(view, child) is var start && start > noun && start <= child)
            {
                return new TokenSpan(start, Math.Min(view.SubtreeEnd(child), content.End));
            }
        }

        return content;
    }

    /// <summary>Where the claim begins that hangs on a shell noun; -1 for other dependents.</summary>
    private static int Start(SyntaxView view, int child)
    {
        if (view.Tokens[child].Relation is "acl" or "acl:relcl" or "ccomp" && view.Child(child, "mark") is var mark and >= 0 && Complementizers.Contains(view.Document.Word(mark)))
        {
            return mark + 1;
        }

        if (view.HasRelation(child, "nmod") && view.Child(child, "case") is var preposition and >= 0 && TopicWords.Contains(view.Document.Word(preposition)))
        {
            return preposition + 1;
        }

        // "her claims about | being attacked"
        return view.HasRelation(child, "acl") && view.SubtreeStart(child) is var about && TopicWords.Contains(view.Document.Word(about)) ? about + 1 : -1;
    }

    /// <summary>The noun for a claim of which the words from a token on say that it is false; -1 where they speak of something else.</summary>
    private static int Before(SyntaxView view, int carrier, int first)
    {
        for (var at = carrier; at >= first && at < view.Tokens.Length; at = view.Tokens[at].Head)
        {
            for (var child = view.FirstChild[at]; child >= 0 && child < carrier; child = view.NextSibling[child])
            {
                if (child >= first && view.Tokens[child].Relation is "nsubj" or "nsubj:pass" or "obj" && IsShell(view, child))
                {
                    return child;
                }
            }
        }

        return -1;
    }

    private static bool IsShell(SyntaxView view, int token) => view.Tokens[token].Upos == Upos.Noun && (NounKinds.IsClaim(view.Document.Word(token)) || Facts.Contains(view.Document.Word(token)));
}
