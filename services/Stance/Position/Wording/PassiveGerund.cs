using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>"Her claims about | being attacked": a passive gerund that has a statement's meaning, but not its subject.</summary>
internal static class PassiveGerund
{
    private static readonly WordSet Suffering = LanguagePack.Default.Words("function-words", "suffering");
    private static readonly WordSet TopicWords = LanguagePack.Default.Words("function-words", "topic");
    private static readonly WordSet Subjects = LanguagePack.Default.Words("owners-as-subjects");

    /// <summary>Whose claim it is, as the beginning of a statement in the place of the first word: "she was"; null for other words.</summary>
    public static string? Subject(SyntaxView view, TokenSpan content)
    {
        if (content.First < 2 || !Suffering.Contains(view.Document.Word(content.First)) || !TopicWords.Contains(view.Document.Word(content.First - 1))
            || view.Child(content.First - 2, "nmod") is not (var owner and >= 0) || owner >= content.First)
        {
            return null;
        }

        return Subjects.Kind(view.Document.Word(owner)) is { } subject ? subject
            : view.Tokens[owner + 1].Xpos is "POS" && view.MentionOf[owner] is var mention and >= 0
                ? $"{view.Document.Mentions[mention].Range.Of(view.Document.Text)} was" : null;
    }
}
