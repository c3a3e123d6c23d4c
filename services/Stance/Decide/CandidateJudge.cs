using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What the encoder makes of a candidate in the words around it: a score of its being a position and one of each label, from cue, content and holder in their sentence.
/// They are features of <see cref="PositionTrees"/> beside what the rules and the tree tell.
/// </summary>
internal sealed class CandidateJudge(SyntaxView view, EncodedRanges encoded)
{
    /// <summary>Numbers that <see cref="Scores"/> gives: that it is a position, and each label.</summary>
    public const int Count = 1 + PositionModel.LabelCount;

    // The encoder reads so much at once; of longer evidence what stands around the cue.
    private const int Longest = 420;
    private const int BeforeCue = 200;

    /// <summary>The scores of some candidates, each with its likeliest holder, in their order.</summary>
    public IReadOnlyList<float[]> Scores(IReadOnlyList<(Candidate Candidate, HolderCandidate Holder)> candidates)
    {
        var head = encoded.Encoder.Head ?? throw new InvalidOperationException("The encoder has no head for candidates.");
        TextRange[] windows = [.. candidates.Select(one => Window(view, one.Candidate))];
        encoded.Read(windows);
        var scores = new float[windows.Length][];
        for (var i = 0; i < scores.Length; i++)
        {
            var (candidate, holder) = candidates[i];
            var (cue, content, phrase) = (Within(candidate.Cue, windows[i]), Within(candidate.Content, windows[i]), Within(holder.Phrase, windows[i]));
            scores[i] = head.Score(
                encoded[windows[i]], [cue, content, phrase], [phrase.End > 0 && phrase.Start < windows[i].Length ? 1 : 0, candidate.Cue.First < candidate.Content.First ? 1 : 0]);
        }

        return scores;
    }

    /// <summary>What is read of a candidate: its evidence, of long evidence the part around the cue.</summary>
    public static TextRange Window(SyntaxView view, Candidate candidate)
    {
        var evidence = PositionDecider.EvidenceOf(view, candidate);
        if (evidence.Length <= Longest)
        {
            return evidence;
        }

        var first = candidate.Cue.First;
        while (first > 0 && view.Tokens[first - 1].Start >= evidence.Start && view.Tokens[candidate.Cue.First].Start - view.Tokens[first - 1].Start <= BeforeCue)
        {
            first--;
        }

        return new TextRange(Math.Max(evidence.Start, view.Tokens[first].Start), evidence.End);
    }

    private TextRange Within(TokenSpan span, TextRange window) => view.RangeOf(span.First, span.End).Within(window);
}
