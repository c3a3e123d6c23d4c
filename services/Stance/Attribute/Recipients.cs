using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// “It got flooded,” Ann Lee, head of the club, told the Harbour Post: who is told is no source. Where the labeller takes the recipient for it, the words between
/// the quotation and the verb are.
/// </summary>
internal static class Recipients
{
    private static readonly WordSet Telling = LanguagePack.Default.Words("channel-words", "telling");

    /// <summary>Puts sources and contents right.</summary>
    public static void Mend(SyntaxView view, List<RawAttribution> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            if (Speaker(view, found[i]) is { } speaker)
            {
                found[i] = found[i] with
                {
                    Source = [speaker],
                    Content = [.. found[i].Content.Where(part => part.First < speaker.First).Select(part => part with { End = Math.Min(part.End, speaker.First) })],
                };
            }
        }
    }

    private static TokenSpan? Speaker(SyntaxView view, RawAttribution attribution)
    {
        var cue = attribution.Cue;
        if (!Telling.Contains(view.Document.Word(attribution.CueHead)) || attribution.Source is not [{ } source] || source.First != cue.End
            || attribution.Content.FirstOrDefault(part => part.First < cue.First) is not { End: > 0 } content)
        {
            return null;
        }

        var first = QuoteEnd(view, content.First, cue.First);
        var end = view.Document.Word(cue.First - 1) is "," ? cue.First - 1 : cue.First;
        return first > content.First && end > first && view.HasAny(first, end, Upos.Noun, Upos.Propn) ? new TokenSpan(first, end) : null;
    }

    /// <summary>The token behind the last quotation that begins in a range and ends before its end; -1 without one.</summary>
    private static int QuoteEnd(SyntaxView view, int first, int end)
    {
        var behind = -1;
        foreach (var quote in view.Quotes)
        {
            if (quote.FirstToken >= first - 1 && quote.EndToken < end)
            {
                behind = quote.EndToken;
            }
        }

        return behind;
    }
}
