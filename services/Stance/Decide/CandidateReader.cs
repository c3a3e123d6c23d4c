namespace OnRecord.Stances;

/// <summary>A candidate with everybody who may hold it.</summary>
internal sealed record ReadCandidate(Candidate Candidate, IReadOnlyList<HolderCandidate> Holders);

/// <summary>Reads a document once, from top to bottom: each candidate meets its possible holders, and who spoke is handed on to the next.</summary>
internal static class CandidateReader
{
    /// <summary>The candidates in text order.</summary>
    /// <param name="view">The document.</param>
    /// <param name="settler">Says who a phrase is.</param>
    /// <param name="candidates">In the order of their cues.</param>
    /// <param name="choose">The index of the likeliest holder of a candidate, -1 for nobody; asked once of each, in order.</param>
    public static List<ReadCandidate> Read(
        SyntaxView view, HolderSettler settler, IReadOnlyList<Candidate> candidates, Func<Candidate, IReadOnlyList<HolderCandidate>, int> choose)
    {
        var reach = new HolderCandidates(view, settler);
        var discourse = Discourse.Start;
        var read = new List<ReadCandidate>(candidates.Count);
        for (var i = 0; i < candidates.Count; i++)
        {
            var holders = reach.Of(candidates[i], discourse, NextSource(view, candidates, i));
            read.Add(new ReadCandidate(candidates[i], holders));
            if (choose(candidates[i], holders) is var chosen and >= 0 && candidates[i].Source == CandidateSource.Attribution)
            {
                var speaker = holders[chosen];
                discourse = discourse.After(speaker, SourceNouns.IsUtterance(view.Document.Word(speaker.Head)));
            }
        }

        return read;
    }

    private static TokenSpan? NextSource(SyntaxView view, IReadOnlyList<Candidate> candidates, int index)
    {
        var own = view.SentenceAt(candidates[index].Cue.First).Paragraph;
        for (var i = index + 1; i < candidates.Count && view.SentenceAt(candidates[i].Cue.First).Paragraph <= own + 1; i++)
        {
            if (candidates[i].Source == CandidateSource.Attribution && candidates[i].Attribution!.Source.Count > 0)
            {
                return candidates[i].Attribution!.Source[0];
            }
        }

        return null;
    }
}
