using System.Collections.Concurrent;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Finds attributions in two steps after Pareti et al. 2013 and Newell et al. 2018: a chain tags cues, and for every cue another
/// chain labels the tokens around it as source, content or neither. Credits behind a quotation and attributions in parentheses are
/// read by their form.
/// </summary>
internal static class Attributor
{
    private static readonly ConcurrentBag<ChainScratch> Scratches = [];

    /// <summary>Attributions in the order of their cues.</summary>
    public static List<RawAttribution> Find(AttributionModel model, SyntaxView view)
    {
        if (!Scratches.TryTake(out var scratch))
        {
            scratch = new ChainScratch();
        }

        var found = Find(model, view, scratch);
        Scratches.Add(scratch);
        return found;
    }

    private static List<RawAttribution> Find(AttributionModel model, SyntaxView view, ChainScratch scratch)
    {
        var found = new List<RawAttribution>();
        var cues = CueTagger.Find(model, view, scratch);
        if (cues.Count > 0)
        {
            Label(model, view, scratch, cues, found);
        }

        Parentheses.Mend(view, found);
        Recipients.Mend(view, found);
        LateSpeakers.Mend(view, found);

        var credits = QuotationCredits.Find(view).ToList();
        found.RemoveAll(weak => credits.Exists(credit => SharesWords(credit, weak)));
        found.AddRange(credits);
        found.Sort((a, b) => a.Cue.First.CompareTo(b.Cue.First));
        return found;
    }

    /// <summary>Finds source and content of each cue.</summary>
    private static void Label(AttributionModel model, SyntaxView view, ChainScratch scratch, List<Cue> cues, List<RawAttribution> found)
    {
        var isCue = new bool[view.Tokens.Length];
        foreach (var cue in cues)
        {
            Array.Fill(isCue, true, cue.First, cue.End - cue.First);
        }

        var labeller = new SpanLabeller(model.Spans, view, isCue, scratch);
        foreach (var cue in cues)
        {
            var frame = new CueFrame(view, cue.First, cue.End);
            var labels = labeller.Label(frame);
            var source = Runs(labels, frame.WindowStart, SpanLabel.SourceBegin, SpanLabel.SourceInside);
            if (source.Count == 0 && NicknamedBeside(view, cue) is { } speaker)
            {
                source.Add(speaker);
            }

            var content = Runs(labels, frame.WindowStart, SpanLabel.ContentBegin, SpanLabel.ContentInside);
            if (content.Exists(span => HasWord(view, span)))
            {
                found.Add(new RawAttribution(source, cue, frame.Head, content));
            }
        }

        found.RemoveAll(weak => found.Exists(strong => IsSame(strong, weak)));
    }

    /// <summary>Who has a nickname and stands right beside the cue: the labeller takes the marks for a quotation and may find no source.</summary>
    private static TokenSpan? NicknamedBeside(SyntaxView view, Cue cue)
    {
        var after = cue.End < view.Tokens.Length ? view.MentionOf[cue.End] : -1;
        var mention = after >= 0 ? after : cue.First > 0 ? view.MentionOf[cue.First - 1] : -1;
        if (mention < 0 || view.Document.Mentions[mention] is not { Type: NameType.Person, Form: MentionForm.Name } name
            || !view.HasAny(name.FirstToken, name.EndToken, Upos.Punct) || view.SentenceOf[name.FirstToken] != view.SentenceOf[cue.First])
        {
            return null;
        }

        return new TokenSpan(name.FirstToken, name.EndToken);
    }

    /// <summary>Whether an attribution claims most of a quotation that a credit behind it gives to somebody.</summary>
    private static bool SharesWords(RawAttribution credit, RawAttribution other)
    {
        var shared = credit.Content.Sum(mine => other.Content.Sum(theirs => Math.Max(0, Math.Min(mine.End, theirs.End) - Math.Max(mine.First, theirs.First))));
        return 2 * shared > credit.Content.Sum(mine => mine.End - mine.First);
    }

    /// <summary>Whether two cues of a sentence claim the same words ("told Sky News:" is "told" and ":"), and the first is surer.</summary>
    private static bool IsSame(RawAttribution strong, RawAttribution weak) =>
        !ReferenceEquals(strong, weak)
        && (strong.Cue.Confidence > weak.Cue.Confidence || (strong.Cue.Confidence == weak.Cue.Confidence && strong.Cue.First < weak.Cue.First))
        && strong.Content.SequenceEqual(weak.Content);

    private static bool HasWord(SyntaxView view, TokenSpan span)
    {
        foreach (var c in view.Document.Text.AsSpan(view.Tokens[span.First].Start..view.Tokens[span.End - 1].End))
        {
            if (char.IsLetterOrDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    private static List<TokenSpan> Runs(ReadOnlySpan<byte> labels, int offset, SpanLabel begin, SpanLabel inside)
    {
        var runs = new List<TokenSpan>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != (byte)begin)
            {
                continue;
            }

            var end = i + 1;
            while (end < labels.Length && labels[end] == (byte)inside)
            {
                end++;
            }

            runs.Add(new TokenSpan(offset + i, offset + end));
            i = end - 1;
        }

        return runs;
    }
}

/// <summary>A half-open range of tokens.</summary>
internal readonly record struct TokenSpan(int First, int End);

/// <summary>An attribution in tokens, before anybody has asked who the source is.</summary>
internal sealed record RawAttribution(
    IReadOnlyList<TokenSpan> Source, Cue Cue, int CueHead, IReadOnlyList<TokenSpan> Content)
{
    /// <summary>Whether its form tells the source, whatever the tree takes for the subject of the cue.</summary>
    public bool IsByForm { get; init; }
}
