using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Whom something was told, before what was told: "told | the paper on Monday | prices will rise", "told | The Sun | the mayor had lied".</summary>
internal static class Addressee
{
    private static readonly WordSet Telling = LanguagePack.Default.Words("channel-words", "telling");
    private static readonly WordSet Media = LanguagePack.Default.Words("media-words", "kind");
    private static readonly WordSet Roles = LanguagePack.Default.Words("role-nouns", "person");
    private static readonly WordSet Relative = LanguagePack.Default.Words("function-words", "relative");

    /// <summary>The content of a position without it.</summary>
    public static TokenSpan Without(SyntaxView view, FoundPosition position)
    {
        var content = position.Content;
        var (told, clause) = (false, -1);
        for (var i = content.First; i < content.End && !position.IsNominal; i++)
        {
            if (view.Tokens[i].Head >= position.Anchor.First && view.Tokens[i].Head < position.Anchor.End)
            {
                told |= clause < 0 && view.Tokens[i].Relation is "obj" or "iobj" or "obl:tmod";
                clause = view.HasRelation(i, "ccomp") && Arguments.HasSubject(view, i) ? i : clause;
            }
        }

        return told && clause >= 0 ? content with { First = Math.Max(content.First, view.SubtreeStart(clause)) }
            : Telling.Contains(view.Document.Word(view.HeadOf(position.Anchor.First, position.Anchor.End))) ? content with { First = AfterListener(view, content) }
            : content;
    }

    /// <summary>Where another phrase with a verb of its own follows whoever listens, whatever the tree makes of the two; else where the content begins.</summary>
    private static int AfterListener(SyntaxView view, TokenSpan content)
    {
        var end = content.First;
        end += view.Tokens[end].Upos == Upos.Det ? 1 : 0;
        if (end + 1 < content.End && view.MentionOf[end] is var mention and >= 0)
        {
            while (end < content.End && view.MentionOf[end] == mention)
            {
                end++;
            }
        }
        else if (end + 1 < content.End && (Media.Contains(view.Document.Word(end)) || Roles.Contains(view.Document.Word(end))))
        {
            end++;
        }
        else
        {
            return content.First;
        }

        return end < content.End - 1 && view.Tokens[end].Upos is Upos.Det or Upos.Pron && !Relative.Contains(view.Document.Word(end)) && view.HasFinite(end, content.End) ? end : content.First;
    }
}
