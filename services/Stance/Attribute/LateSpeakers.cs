using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// "The fishermen will sue for the loss of a season, their lawyer said": who stands right before the verb speaks. Where the labeller takes the long phrase
/// for the source and the speaker for what is said, they change places; where it takes the speaker for what is said and finds no source, nothing is said.
/// </summary>
internal static class LateSpeakers
{
    /// <summary>Puts sources and contents right.</summary>
    public static void Mend(SyntaxView view, List<RawAttribution> found)
    {
        found.RemoveAll(attribution => attribution is { Source: [], Content: [var content] } && IsSubject(view, attribution.CueHead, content));
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is { Source: [var source], Content: [var content], Cue: var cue } && content.End == cue.First && source.End <= content.First
                && content.End - content.First < source.End - source.First && !view.HasAny(content.First, content.End, Upos.Verb, Upos.Aux)
                && IsSubject(view, found[i].CueHead, content) && view.Tokens[content.First - 1].Upos == Upos.Punct && view.QuoteOf[content.First] < 0)
            {
                found[i] = found[i] with { Source = [content], Content = [source] };
            }
        }
    }

    private static bool IsSubject(SyntaxView view, int verb, TokenSpan phrase) =>
        view.HeadOf(phrase.First, phrase.End) is var head && view.HasRelation(head, "nsubj") && view.Tokens[head].Head == verb;
}
