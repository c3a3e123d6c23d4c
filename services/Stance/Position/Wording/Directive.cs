using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What somebody is called on to do: "urged | the premier | on Monday to | resign". As a statement that is "the premier should resign".
/// </summary>
/// <param name="Addressee">Who is called on.</param>
/// <param name="Action">What is to be done, without "to".</param>
internal readonly record struct Directive(TokenSpan Addressee, TokenSpan Action)
{
    private static readonly WordSet SubjectMatter = LanguagePack.Default.Words("function-words", "subject-matter");

    /// <summary>The word that stands between the two in the statement.</summary>
    public static string Duty { get; } = LanguagePack.Default.Words("function-words", "duty").Entries[0].Word;

    /// <summary>The directive of a position whose content it is; null for other demands.</summary>
    public static Directive? Find(SyntaxView view, FoundPosition position, TokenSpan content)
    {
        if (position.IsNominal || position.Label != StanceLabel.Supports)
        {
            return null;
        }

        var verb = view.HeadOf(position.Anchor.First, position.Anchor.End);
        for (var child = view.FirstChild[verb]; child >= 0; child = view.NextSibling[child])
        {
            if (child > verb && child >= content.First && IsAddressee(view, child)
                && (Infinitive(view, verb, "xcomp", child) ?? Infinitive(view, verb, "advcl", child) ?? Infinitive(view, child, "acl", child)) is { } action && action.First < content.End)
            {
                return new Directive(Arguments.Phrase(view, child, before: action.First), action with { End = Math.Min(action.End, content.End) });
            }
        }

        return null;
    }

    /// <summary>"Urged | the premier | to resign", "called on | the premier | to resign".</summary>
    private static bool IsAddressee(SyntaxView view, int token) =>
        view.Tokens[token].Upos is Upos.Noun or Upos.Propn
        && (view.Tokens[token].Relation is "obj" or "iobj"
            || (view.HasRelation(token, "obl") && view.Child(token, "case") is var on and >= 0 && SubjectMatter.Contains(view.Document.Word(on))));

    /// <summary>The words after "to" of what hangs on a word in some relation, behind another word; null where nothing does.</summary>
    private static TokenSpan? Infinitive(SyntaxView view, int head, string relation, int after) =>
        view.Child(head, relation) is var action && action > after && view.Child(action, "mark") is var to && to > after && Arguments.MarksInfinitive(view, to) && view.SubtreeStart(action) == to
            ? new TokenSpan(to + 1, view.SubtreeEnd(action))
            : null;
}
