using OnRecord.Language;
using OnRecord.Language.Meaning;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>A candidate with what gold says of it.</summary>
/// <param name="Index">Its place among the candidates of the article.</param>
/// <param name="Read">The candidate and its possible holders.</param>
/// <param name="Golds">Gold positions whose evidence it meets, with the indexes of the holders that are theirs.</param>
/// <param name="HolderRows">A row for each possible holder.</param>
internal sealed record GoldCandidate(int Index, ReadCandidate Read, IReadOnlyList<GoldMeeting> Golds, float[][] HolderRows)
{
    /// <summary>What an encoder that has not seen the story makes of it; null without one.</summary>
    public float[]? Meaning { get; set; }

    /// <summary>The gold position that it is; null for none.</summary>
    public GoldStand? Is { get; set; }

    /// <summary>The holders that are right.</summary>
    public HashSet<int> Right { get; } = [];

    /// <summary>Whether it says what another candidate says better: neither an example nor a counterexample.</summary>
    public bool IsDouble { get; set; }

    /// <summary>How likely each possible holder is by a model.</summary>
    public float[] HolderScores(BoostedTrees holders) => [.. HolderRows.Select(row => PositionModel.Probability(holders.Score(row)))];
}

/// <summary>A candidate meets a gold position.</summary>
/// <param name="Gold">Index of the gold position.</param>
/// <param name="IsMain">Whether in its evidence, not only in a sentence that says it too.</param>
/// <param name="OnCue">UTF-16 units that the gold cue shares with the candidate's cue.</param>
/// <param name="OnContent">Units that it shares with the content.</param>
/// <param name="Holders">Indexes of possible holders that are the gold one.</param>
internal sealed record GoldMeeting(int Gold, bool IsMain, int OnCue, int OnContent, IReadOnlyList<int> Holders);

/// <summary>An article ready for training.</summary>
internal sealed record GoldArticle(
    string Story, Document Document, IReadOnlyList<LinkedMention> Links, CandidateRows Rows, IReadOnlyList<GoldCandidate> Candidates, IReadOnlyList<GoldStand> Stands)
{
    /// <summary>Reads candidates and ties each gold position to the one that carries it best.</summary>
    public static GoldArticle Of(string story, Document document, IReadOnlyList<LinkedMention> links, IReadOnlyList<GoldStand> stands)
    {
        var view = new SyntaxView(document);
        var attributions = Attributor.Find(AttributionModel.Default, view);
        var entities = new EntityResolver(view, links);
        var residue = new ResidueFinder(view);
        var candidates = CandidateFinder.Find(view, residue, attributions);
        var rows = new CandidateRows(view, residue, candidates);
        var settler = new HolderSettler(view, entities, new HolderFinder(view, entities));
        // The tagger's source speaks; the model that would say so better is only being trained.
        var read = CandidateReader.Read(
            view, settler, candidates, (_, all) => all.Count > 0 && (all[0].Places & (HolderPlaces.Source | HolderPlaces.Subject)) != 0 ? 0 : -1);
        var gold = read.Select((one, i) => new GoldCandidate(
            i, one, Meetings(view, one, stands), [.. one.Holders.Select((_, h) => rows.Holder(one.Candidate, one.Holders, h))])).ToList();
        Tie(gold, stands);
        return new GoldArticle(story, document, links, rows, gold, stands);
    }

    /// <summary>The encoder that has read the candidates; null for none.</summary>
    public MeaningEncoder? Encoder { get; private set; }

    /// <summary>Lets an encoder that has not seen the story read each candidate with its likeliest holder.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="scores">The scores of a candidate's possible holders.</param>
    public void ReadBy(MeaningEncoder encoder, Func<GoldCandidate, float[]> scores)
    {
        Encoder = encoder;
        var likeliest = Likeliest(scores);
        var held = Candidates.Where(candidate => likeliest[candidate.Index] is not null).ToList();
        var judge = new CandidateJudge(new SyntaxView(Document), new EncodedRanges(encoder, Document.Text));
        foreach (var (candidate, meaning) in held.Zip(judge.Scores(held.ConvertAll(candidate => (candidate.Read.Candidate, likeliest[candidate.Index]!)))))
        {
            candidate.Meaning = meaning;
        }
    }

    /// <summary>The likeliest holder of each candidate; null where nobody is in reach.</summary>
    /// <param name="scores">The scores of a candidate's possible holders.</param>
    public List<HolderCandidate?> Likeliest(Func<GoldCandidate, float[]> scores) =>
        [.. Candidates.Select(candidate => candidate.HolderRows.Length == 0 ? null : candidate.Read.Holders[scores(candidate).AsSpan().IndexOf(scores(candidate).Max())])];

    private static List<GoldMeeting> Meetings(SyntaxView view, ReadCandidate read, IReadOnlyList<GoldStand> stands)
    {
        var candidate = read.Candidate;
        var evidence = PositionDecider.EvidenceOf(view, candidate);
        var (cue, content) = (view.RangeOf(candidate.Cue.First, candidate.Cue.End), view.RangeOf(candidate.Content.First, candidate.Content.End));
        var found = new List<GoldMeeting>();
        for (var g = 0; g < stands.Count; g++)
        {
            var isMain = stands[g].Evidence.Any(evidence.Overlaps);
            if (isMain || stands[g].AlsoIn.Any(evidence.Overlaps))
            {
                found.Add(new GoldMeeting(
                    g, isMain, Shared(stands[g].Cue, cue), Shared(stands[g].Cue, content),
                    [.. Enumerable.Range(0, read.Holders.Count).Where(h => IsSame(view, read.Holders[h], stands[g]))]));
            }
        }

        return found;
    }

    /// <summary>Ties each gold position to the candidate that carries it best; one that several hold together is one candidate with several right holders.</summary>
    private static void Tie(List<GoldCandidate> candidates, IReadOnlyList<GoldStand> stands)
    {
        var carries = new HashSet<GoldCandidate>();
        for (var g = 0; g < stands.Count; g++)
        {
            var meetings = candidates
                .SelectMany(candidate => candidate.Golds.Where(m => m.Gold == g && m.IsMain && m.Holders.Count > 0 && m.OnCue + m.OnContent > 0).Select(m => (candidate, m)))
                .ToList();
            carries.UnionWith(meetings.Select(meeting => meeting.candidate));
            var shared = meetings.FindAll(meeting => meeting.candidate.Is is { } other && stands[g].IsHeldWith(other));
            shared.ForEach(meeting => meeting.candidate.Right.UnionWith(meeting.m.Holders));
            var (best, how) = meetings
                .Where(meeting => meeting.candidate.Is is null && shared.Count == 0)
                .OrderByDescending(meeting => (2 * meeting.m.OnCue) + meeting.m.OnContent)
                .ThenBy(meeting => meeting.candidate.Read.Candidate.Source == CandidateSource.Action)
                .ThenBy(meeting => meeting.candidate.Read.Candidate.Content.End - meeting.candidate.Read.Candidate.Content.First)
                .FirstOrDefault();
            if (best is not null)
            {
                best.Is = stands[g];
                best.Right.UnionWith(how.Holders);
            }
        }

        foreach (var candidate in candidates.Where(candidate => candidate.Is is null))
        {
            // What only repeats a position, or is one whose holder is out of reach, teaches nothing about what is none.
            candidate.IsDouble = carries.Contains(candidate)
                || candidate.Golds.Any(meeting => meeting.IsMain ? meeting.Holders.Count == 0 && meeting.OnCue + meeting.OnContent > 0 : meeting.Holders.Count > 0);
            candidate.Right.UnionWith(candidate.Golds.Where(meeting => meeting.IsMain).SelectMany(meeting => meeting.Holders));
        }
    }

    /// <summary>Possible holders without a name that gold knows, each once: whether it takes the words for somebody in particular.</summary>
    public IEnumerable<TreeRow> Descriptions() => Candidates
        .SelectMany(candidate => candidate.Golds.Where(meeting => meeting.IsMain).SelectMany(meeting => meeting.Holders.Select(h => (Holder: candidate.Read.Holders[h], meeting.Gold))))
        .Where(met => met.Holder.Holder.IsUnnamed)
        .DistinctBy(met => (met.Holder.Phrase, met.Gold))
        .Select(met => new TreeRow(Rows.Description(met.Holder), !Stands[met.Gold].IsUnnamed));

    /// <summary>Whether a possible holder is the gold one: a name in common, or of two without a name a word.</summary>
    private static bool IsSame(SyntaxView view, HolderCandidate holder, GoldStand gold)
    {
        if (holder.Holder.IsUnnamed && !gold.IsUnnamed)
        {
            return gold.IsCalled(holder.Holder.Description);
        }

        if (gold.IsUnnamed)
        {
            return holder.Holder.IsUnnamed && holder.Holder.Description.Split(' ').Any(word => word.Length > 3 && gold.Names.Any(name => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
        }

        IEnumerable<string> names = [holder.Holder.Name, holder.Holder.Description];
        if (holder.Holder.Entity is { Chain: >= 0 } entity)
        {
            names = names.Concat(view.Document.Chains[entity.Chain].Mentions.Select(mention => view.Document.Mentions[mention])
                .Where(mention => mention.Form == MentionForm.Name).Select(mention => mention.Range.Of(view.Document.Text)));
        }

        return names.Any(gold.IsCalled);
    }

    private static int Shared(IReadOnlyList<TextRange> ranges, TextRange other) =>
        ranges.Select(range => Math.Max(0, Math.Min(range.End, other.End) - Math.Max(range.Start, other.Start))).DefaultIfEmpty(0).Max();
}
