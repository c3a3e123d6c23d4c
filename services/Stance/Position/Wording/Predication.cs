using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What a verb says of its object: "identified | Tom Reed | as | the driver" is "Tom Reed is the driver", "expects | the firm | to | sell" is "the firm will sell".
/// </summary>
/// <param name="Subject">Of what something is said.</param>
/// <param name="Link">The word between the two in the statement.</param>
/// <param name="Predicate">What is said of it.</param>
internal readonly record struct Predication(TokenSpan Subject, string Link, TokenSpan Predicate)
{
    private static readonly WordSet Verbs = LanguagePack.Default.Words("predicating-verbs");
    private static readonly WordSet As = LanguagePack.Default.Words("function-words", "verdict");
    private static readonly WordSet Links = LanguagePack.Default.Words("predication-links");

    /// <summary>The predication that a position's content is; null for other content.</summary>
    public static Predication? Find(SyntaxView view, FoundPosition position, TokenSpan content)
    {
        var verb = view.HeadOf(position.Anchor.First, position.Anchor.End);
        if (position.IsNominal || position.Label != StanceLabel.Affirms || Verbs.Kind(view.Document.Word(verb)) is not { } kind
            || view.Child(verb, "obj") is not (var subject and >= 0) || subject < verb || view.Tokens[subject].Upos is not (Upos.Noun or Upos.Propn))
        {
            return null;
        }

        // The content may be the object alone.
        var end = Math.Max(content.End, CueClause.Find(view, position, content)?.Words.End ?? 0);
        var start = kind == "as" ? BehindAs(view, verb, subject, end) : BehindTo(view, verb, subject);
        if (start < 0 || start >= end)
        {
            return null;
        }

        var link = kind == "as" ? IsPlural(view, subject) ? "plural" : "singular" : "future";
        return new Predication(Arguments.Phrase(view, subject, before: start - 1), Links.Entries.First(entry => entry.Kind == link).Word, new TokenSpan(start, end));
    }

    private static int BehindAs(SyntaxView view, int verb, int subject, int end)
    {
        for (var i = subject + 1; i < end - 1; i++)
        {
            // The tree may hang it on the object.
            if (As.Contains(view.Document.Word(i)) && view.Tokens[i].Head is var head and >= 0 && (view.Tokens[head].Head == verb || view.Tokens[head].Head == subject))
            {
                return view.Tokens[i + 1].Xpos is "VBG" or "VBN" or "IN" ? -1 : i + 1;
            }
        }

        return -1;
    }

    private static int BehindTo(SyntaxView view, int verb, int subject) =>
        view.Child(verb, "xcomp") is var action && action > subject && view.Child(action, "mark") is var to && to > subject && Arguments.MarksInfinitive(view, to) ? to + 1 : -1;

    private static bool IsPlural(SyntaxView view, int noun) => view.Tokens[noun].Xpos is "NNS" or "NNPS" || view.Child(noun, "conj") >= 0;
}
