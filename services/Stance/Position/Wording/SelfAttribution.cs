using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>An attribution inside a claim by which holders give it to themselves once more: "(the mayor said) he believes | the roof was never checked".</summary>
internal static class SelfAttribution
{
    private static readonly WordSet Complementizers = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet OwnSpeakers = LanguagePack.Default.Words("function-words", "we");

    /// <summary>What the holder says or thinks by his own account; other content as it is.</summary>
    public static TokenSpan Without(SyntaxView view, TokenSpan content, FoundPosition position)
    {
        var verb = view.HeadOf(content.First, content.End);
        var subject = view.Child(verb, "nsubj");
        if (subject < content.First || subject > verb || view.Tokens[subject].Upos != Upos.Pron || Polarity.IsNegated(view, verb)
            || CueLexicon.Default.Match(view, verb) is not { Entry: { Kind: CueKind.Say, IsNoun: false } } || !IsHolder(view, subject, position)
            || view.Child(verb, "ccomp") is not (var clause and >= 0) || clause < verb || clause >= content.End || !Arguments.HasSubject(view, clause))
        {
            return content;
        }

        var start = view.SubtreeStart(clause);
        return start <= verb ? content : new TokenSpan(Complementizers.Contains(view.Document.Word(start)) ? start + 1 : start, Math.Min(view.SubtreeEnd(clause), content.End));
    }

    private static bool IsHolder(SyntaxView view, int pronoun, FoundPosition position) =>
        OwnSpeakers.Contains(view.Document.Word(pronoun))
        || (view.MentionOf[pronoun] is var mention and >= 0 && position.Holder.Entity is { } entity && view.Document.Mentions[mention].Chain == entity.Chain);
}
