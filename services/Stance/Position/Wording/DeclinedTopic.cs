using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What a silence is about: "(declined) to comment on | the sale".</summary>
internal static class DeclinedTopic
{
    private static readonly WordSet Requests = LanguagePack.Default.Words("requests");
    private static readonly WordSet SubjectMatter = LanguagePack.Default.Words("function-words", "subject-matter");

    /// <summary>The topic; the content as it is where it names none.</summary>
    public static TokenSpan Of(SyntaxView view, TokenSpan content)
    {
        var head = view.HeadOf(content.First, content.End);
        if (Requests.Contains(view.Document.Word(head)))
        {
            for (var i = head + 1; i + 1 < content.End; i++)
            {
                if (view.Tokens[i].Upos == Upos.Adp && SubjectMatter.Contains(view.Document.Word(i)))
                {
                    return ShellNouns.Unwrap(view, new TokenSpan(i + 1, content.End));   // "a request for comment on | the sale"
                }
            }
        }

        if (!Arguments.MarksInfinitive(view, content.First))
        {
            return ShellNouns.Unwrap(view, content);
        }

        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child < content.End && view.Tokens[child].Relation is "obj" or "obl" or "ccomp")
            {
                var start = view.Child(child, "case") is var preposition && preposition > head && preposition < child ? preposition + 1 : view.SubtreeStart(child);
                return start > head && start < content.End ? ShellNouns.Unwrap(view, new TokenSpan(start, Math.Min(view.SubtreeEnd(child), content.End))) : content;
            }
        }

        return content;
    }
}
