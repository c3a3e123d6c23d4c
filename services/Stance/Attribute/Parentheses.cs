using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Attributions that are put into or behind a sentence: <c>Lomax, prosecutors said, took bribes</c>; <c>two men died, officials said</c>; <c>the match was fixed,
/// said the president, Marco Rinaldi</c>. The commas and the order of the words tell who speaks; the tagger often takes the sentence's own subject.
/// </summary>
internal static class Parentheses
{
    /// <summary>Tokens between the comma and the verb, at most.</summary>
    private const int LongestSource = 9;

    private static readonly WordSet Complementizers = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet Subordinate = LanguagePack.Default.Words("function-words", "subordinate");
    private static readonly WordSet Told = LanguagePack.Default.Words("channel-words", "finite");

    /// <summary>Corrects what the tagger found, and adds what it did not find.</summary>
    /// <param name="view">The document.</param>
    /// <param name="found">The tagger's attributions; changed.</param>
    public static void Mend(SyntaxView view, List<RawAttribution> found)
    {
        for (var verb = 0; verb < view.Tokens.Length; verb++)
        {
            // Short sentences make the tagger of words take "confirmed" for a participle.
            if (view.Tokens[verb].Xpos is "VBD" or "VBZ" or "VBP" or "VBN" && view.QuoteOf[verb] < 0
                && CueLexicon.Default.Match(view, verb) is { Entry: { Kind: CueKind.Say or CueKind.Affirms, IsNoun: false, Rest.Length: 0 } }
                && (InOrBehind(view, verb) ?? Inverted(view, verb)) is { } read)
            {
                Replace(view, found, read with { IsByForm = true });
            }
        }
    }

    private static void Replace(SyntaxView view, List<RawAttribution> found, RawAttribution read)
    {
        var known = found.FindIndex(other => other.Cue.First <= read.CueHead && read.CueHead < other.Cue.End);
        if (known < 0)
        {
            found.Add(read);
            return;
        }

        // Where the tagger is right about the source, it knows better where the words end; around an attribution it takes half of them.
        var (other, own) = (found[known], read.Source[0]);
        var isRight = read.Content.Count == 1 && other.Source.Count > 0 && other.Source.All(span => span.First >= own.First && span.End <= own.End)
            && other.Content.All(span => span.End <= own.First || span.First >= own.End);
        found[known] = isRight ? other with { IsByForm = true } : read with { Cue = other.Cue };
    }

    /// <summary>"…, prosecutors said(, …)".</summary>
    private static RawAttribution? InOrBehind(SyntaxView view, int verb)
    {
        var sentence = view.SentenceAt(verb);
        var comma = verb - 1;
        while (comma > sentence.FirstToken && verb - comma <= LongestSource && view.Tokens[comma].Upos != Upos.Punct)
        {
            comma--;
        }

        if (comma <= sentence.FirstToken || view.Document.Word(comma) is not "," || !IsNounPhrase(view, comma + 1, verb) || AdverbialEnd(view, verb, sentence.EndToken) is not (var end and > 0))
        {
            return null;
        }

        var (before, source) = (new TokenSpan(sentence.FirstToken, comma), new TokenSpan(comma + 1, verb));
        if (end < sentence.EndToken && view.Document.Word(end) is ",")
        {
            var after = new TokenSpan(end + 1, view.WithoutMarks(end + 1, sentence.EndToken));
            return after.End > after.First && !view.HasFinite(before.First, before.End) && BeginsWithVerb(view, after)
                ? new RawAttribution([source], new Cue(verb, verb + 1, FormConfidence.Parenthesis), verb, [before, after])
                : null;
        }

        return view.HasAny(before.First, before.End, Upos.Verb, Upos.Aux) && view.QuoteOf[comma - 1] < 0
            ? new RawAttribution([source], new Cue(verb, verb + 1, FormConfidence.Parenthesis), verb, [before])
            : null;
    }

    /// <summary>"…, said the president of the club, Marco Rinaldi, and its lawyer, Eva Blum."</summary>
    private static RawAttribution? Inverted(SyntaxView view, int verb)
    {
        var sentence = view.SentenceAt(verb);
        if (verb <= sentence.FirstToken + 1 || view.Document.Word(verb - 1) is not "," || view.QuoteOf[verb - 2] >= 0
            || !view.HasFinite(sentence.FirstToken, verb - 1))
        {
            return null;
        }

        var end = view.WithoutMarks(verb + 1, sentence.EndToken);
        return end > verb + 1 && view.Tokens[verb + 1].Upos is Upos.Det or Upos.Noun or Upos.Propn or Upos.Adj && !view.HasFinite(verb + 1, end)
            && !view.HasAny(verb + 1, end, Upos.Adv)
            ? new RawAttribution([new TokenSpan(verb + 1, end)], new Cue(verb, verb + 1, FormConfidence.Parenthesis), verb, [new TokenSpan(sentence.FirstToken, verb - 1)])
            : null;
    }

    /// <summary>One past what may stand between the verb and the next comma or the end: nothing, whom it was told, when and where; -1 for words that are said.</summary>
    private static int AdverbialEnd(SyntaxView view, int verb, int sentenceEnd)
    {
        var end = verb + 1;
        while (end < sentenceEnd && view.Document.Word(end) is not ("," or "." or "!" or ";"))
        {
            if (Complementizers.Contains(view.Document.Word(end)) || view.QuoteOf[end] >= 0 || view.Document.Word(end) is ":")
            {
                return -1;
            }

            end++;
        }

        if (end == verb + 1)
        {
            return end;
        }

        var first = view.Tokens[verb + 1];
        var isAdverbial = first.Upos is Upos.Adp or Upos.Adv or Upos.Sconj || first.Relation is "obl:tmod" or "nmod:tmod" || Told.Contains(view.Document.Word(verb));
        return isAdverbial && (Subordinate.Contains(view.Document.Word(verb + 1)) || !view.HasFinite(verb + 1, end)) ? end : -1;
    }

    private static bool IsNounPhrase(SyntaxView view, int first, int end)
    {
        if (end <= first || view.HasAny(first, end, Upos.Verb, Upos.Aux, Upos.Sconj, Upos.Cconj)
            || view.Tokens[first].Upos is Upos.Adp or Upos.Adv || !view.HasAny(first, end, Upos.Noun, Upos.Propn, Upos.Pron))
        {
            return false;
        }

        for (var i = first; i < end; i++)
        {
            if (view.Tokens[i].Xpos is "WP" or "WDT" or "WRB" or "EX")
            {
                return false;
            }
        }

        return true;
    }

    private static bool BeginsWithVerb(SyntaxView view, TokenSpan span)
    {
        for (var i = span.First; i < span.End; i++)
        {
            if (view.IsFinite(i))
            {
                return true;
            }

            if (view.Tokens[i].Upos is not (Upos.Adv or Upos.Part))
            {
                return false;
            }
        }

        return false;
    }
}
