using System.Collections.Concurrent;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Finds attributions in two steps after Pareti et al. 2013 and Newell et al. 2018: a chain tags cues, and for every cue another
/// chain labels the tokens around it as source, content or neither.
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
        if (cues.Count == 0)
        {
            return found;
        }

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
            var content = Runs(labels, frame.WindowStart, SpanLabel.ContentBegin, SpanLabel.ContentInside);
            if (content.Exists(span => HasWord(view, span)))
            {
                found.Add(new RawAttribution(source, cue, frame.Head, content));
            }
        }

        found.RemoveAll(weak => found.Exists(strong => IsSame(strong, weak)));
        return found;
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
    IReadOnlyList<TokenSpan> Source, Cue Cue, int CueHead, IReadOnlyList<TokenSpan> Content);
