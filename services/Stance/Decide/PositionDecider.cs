using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Decides which candidates are positions: whose, with which label, how surely. Of candidates that say the same of one holder in one place the surest stays.
/// </summary>
/// <param name="view">The document.</param>
/// <param name="entities">Who a mention is.</param>
/// <param name="holders">Who a phrase is.</param>
/// <param name="model">Decides.</param>
/// <param name="encoded">Parts of the text as the encoder reads them; null where it is off.</param>
internal sealed class PositionDecider(SyntaxView view, EntityResolver entities, HolderFinder holders, PositionModel model, EncodedRanges? encoded)
{
    /// <summary>A second coordinated holder must be at least this likely by itself.</summary>
    private const float SecondHolder = 0.5f;

    /// <summary>Share of the threshold that holds where the words themselves take a side; see <see cref="IsExplicit"/>.</summary>
    private const float Explicit = 0.6f;

    /// <summary>A second position of a holder in the same sentence must be at least this sure.</summary>
    private const float SecondPosition = 0.45f;

    /// <summary>From which probability a description tells its holder apart.</summary>
    private const float IsTold = 0.5f;

    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite-one");

    private readonly ResidueFinder _residue = new(view);

    /// <summary>Positions in text order.</summary>
    public IReadOnlyList<Position> Find(IReadOnlyList<RawAttribution> attributions)
    {
        var candidates = CandidateFinder.Find(view, _residue, attributions);
        var rows = new CandidateRows(view, _residue, candidates);
        var scores = new List<float[]>(candidates.Count);
        var read = CandidateReader.Read(view, new HolderSettler(view, entities, holders), candidates, (candidate, all) =>
        {
            scores.Add(Scores(rows, candidate, all));
            return Likeliest(scores[^1]);
        });
        var likeliest = read.Select((one, i) => one.Holders.Count > 0 ? one.Holders[Likeliest(scores[i])] : null).ToList();
        List<Judged> judged = [];
        for (var i = 0; i < read.Count; i++)
        {
            if (likeliest[i] is { } holder && !IsQuality(read[i].Candidate, holder))
            {
                judged.Add(ByWords(rows, i, read[i], likeliest, scores[i]));
            }
        }

        var decided = (encoded is null ? judged : ByMeaning(judged, encoded)).SelectMany(Decide).ToList();
        return ToPositions([.. Surest(decided).Select(one => one with { Holder = Described(rows, one.Holder) })], attributions);
    }

    /// <summary>A holder without a name whom the words tell apart has a type.</summary>
    private HolderCandidate Described(CandidateRows rows, HolderCandidate candidate)
    {
        // "A witness" is brought in without saying who it is.
        if (!candidate.Holder.IsUnnamed || Indefinite.Contains(view.Document.Word(candidate.Phrase.First)) || PositionModel.Probability(model.Described.Score(rows.Description(candidate))) < IsTold)
        {
            return candidate;
        }

        var isBody = SourceNouns.IsBody(view.Document.Word(candidate.Head));
        return candidate with { Holder = candidate.Holder with { Described = isBody ? EntityType.Organization : EntityType.Other } };
    }

    private static int Likeliest(float[] scores) => scores.Length == 0 ? -1 : scores.AsSpan().IndexOf(scores.Max());

    private float[] Scores(CandidateRows rows, Candidate candidate, IReadOnlyList<HolderCandidate> all)
    {
        var scores = new float[all.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = PositionModel.Probability(model.Holder.Score(rows.Holder(candidate, all, i)));
        }

        return scores;
    }

    private Judged ByWords(CandidateRows rows, int index, ReadCandidate read, List<HolderCandidate?> likeliest, float[] scores)
    {
        var row = new CandidateRow(rows.Position(index, likeliest, [.. scores.OrderDescending()]));
        return new Judged(read, likeliest[index]!, scores, row, model.Keep(row));
    }

    /// <summary>What has a chance by the words, once more with what the encoder makes of it.</summary>
    private List<Judged> ByMeaning(List<Judged> judged, EncodedRanges ranges)
    {
        var likely = judged.FindAll(one => one.Keep >= PositionModel.LeastChance);
        var meanings = new CandidateJudge(view, ranges).Scores(likely.ConvertAll(one => (one.Read.Candidate, one.Best)));
        return [.. likely.Zip(meanings, (one, meaning) =>
        {
            var row = one.Row.With(meaning);
            return one with { Row = row, Keep = model.Keep(row) };
        })];
    }

    private IEnumerable<Decided> Decide(Judged judged)
    {
        var ((candidate, all), best, scores, row, keep) = judged;
        var isExplicit = IsExplicit(candidate, best);
        if (keep < (isExplicit ? model.Threshold * Explicit : model.Threshold))
        {
            yield break;
        }

        var (label, share) = model.Label(row, candidate.Rule?.Label ?? StanceLabel.Unspecified, isExplicit);
        foreach (var i in Chosen(all, scores))
        {
            yield return new Decided(candidate, all[i], label, keep, share, scores[i]);
        }
    }

    /// <summary>The likeliest of possible holders, and those who hold it with them: "Ann Lee and Tom Reed".</summary>
    /// <param name="all">The possible holders.</param>
    /// <param name="scores">How likely each is.</param>
    /// <returns>Their indexes, the likeliest first; none of none.</returns>
    public static IEnumerable<int> Chosen(IReadOnlyList<HolderCandidate> all, float[] scores)
    {
        var best = Likeliest(scores);
        return best < 0 ? [] : (all[best].Places & HolderPlaces.Coordinated) == 0 ? [best] :
        [
            best,
            .. Enumerable.Range(0, all.Count).OrderByDescending(i => scores[i])
                .Where(i => i != best && (all[i].Places & HolderPlaces.Coordinated) != 0 && (all[i].Phrase == all[best].Phrase || scores[i] > SecondHolder)),
        ];
    }

    /// <summary>"The lake is open to everybody": what a thing is like is nobody's stand.</summary>
    private bool IsQuality(Candidate candidate, HolderCandidate holder) =>
        candidate.Match is { Entry.Kind: not (CueKind.Say or CueKind.Ignore) } match && (view.HasRelation(match.Token, "cop") || view.Child(match.Token, "cop") >= 0)
        && holder.Holder.IsUnnamed && NounKinds.IsThing(view.Document.Word(holder.Head));

    /// <summary>Whether a verb of the main clause itself takes a side, and its named subject is the holder: "Norway blocked the merger".</summary>
    private bool IsExplicit(Candidate candidate, HolderCandidate holder) =>
        candidate.Match is { Entry: { IsNoun: false, Kind: not (CueKind.Say or CueKind.Ignore) } } && candidate.Rule is not null
        && view.Tokens[candidate.Head].Relation is "root" or "ccomp" && (!holder.Holder.IsUnnamed || view.MentionOf[holder.Phrase.First] >= 0) && (holder.Places & (HolderPlaces.Subject | HolderPlaces.Source)) != 0;

    private List<Decided> Surest(List<Decided> decided)
    {
        var kept = new List<Decided>();
        foreach (var one in decided.OrderByDescending(one => one.Keep))
        {
            if (!kept.Exists(other => other.Holder.Key == one.Holder.Key && SharesEvidence(other.Candidate, one.Candidate) && Repeats(other, one)))
            {
                kept.Add(one);
            }
        }

        kept.RemoveAll(outer => kept.Exists(inner => PassesOn(outer, inner)));
        return kept;
    }

    /// <summary>Whether a sentence of a quotation only says what somebody else has said: "Owen Darby told me that the roof was safe" is Darby's.</summary>
    private bool PassesOn(Decided outer, Decided inner) =>
        outer.Candidate.Source is CandidateSource.Continuation or CandidateSource.Attribution && inner.Candidate.Source is CandidateSource.Attribution or CandidateSource.Predicate
        && (outer.Candidate.Source == CandidateSource.Continuation || inner.Candidate.Match is { Entry.Kind: CueKind.Say })
        && outer.Holder.Key != inner.Holder.Key && inner.Candidate.Head == view.HeadOf(outer.Candidate.Content.First, outer.Candidate.Content.End)
        && inner.Candidate.Cue.First >= outer.Candidate.Content.First && inner.Candidate.Content.End <= outer.Candidate.Content.End + 1;

    /// <summary>Whether a less sure position says again what a surer one of the same holder and place says.</summary>
    private static bool Repeats(Decided surer, Decided other)
    {
        var (a, b) = (surer.Candidate.Content, other.Candidate.Content);
        var shared = Math.Min(a.End, b.End) - Math.Max(a.First, b.First);
        return other.Keep < SecondPosition
            || (surer.Label == other.Label ? shared > 0 : 2 * shared > Math.Min(a.End - a.First, b.End - b.First));
    }

    private bool SharesEvidence(Candidate a, Candidate b) => EvidenceOf(view, a).Overlaps(EvidenceOf(view, b));

    /// <summary>The sentence of the cue and those of the content; of a further sentence of a quotation that alone.</summary>
    public static TextRange EvidenceOf(SyntaxView view, Candidate candidate)
    {
        if (candidate.Source == CandidateSource.Continuation)
        {
            return view.SentenceAt(candidate.Content.First).Range;
        }

        var first = Math.Min(candidate.Cue.First, candidate.Content.First);
        var last = Math.Max(candidate.Cue.End, candidate.Content.End) - 1;
        return new TextRange(view.SentenceAt(first).Start, view.SentenceAt(last).End);
    }

    private IReadOnlyList<Position> ToPositions(List<Decided> decided, IReadOnlyList<RawAttribution> attributions)
    {
        var list = new PositionList(view, entities, _residue);
        foreach (var one in decided)
        {
            list.Add(ToFound(one, attributions));
        }

        return list.Finish();
    }

    private FoundPosition ToFound(Decided one, IReadOnlyList<RawAttribution> attributions)
    {
        var candidate = one.Candidate;
        var isAction = candidate.Match is { Entry.IsAction: true } || candidate.Source == CandidateSource.Action;
        var anchor = candidate.Source == CandidateSource.Continuation ? candidate.Content : candidate.Cue;
        var form = FormFinder.FormOf(view, [candidate.Content]);
        return new FoundPosition
        {
            Holder = one.Holder.Holder,
            Label = one.Label,
            Content = candidate.Content,
            Carrier = candidate.Rule is { Carrier: { } words } rule && rule.Label == one.Label ? words : anchor,
            Form = isAction && form == StatementForm.Indirect ? StatementForm.Action : form,
            Anchor = anchor,
            Via = candidate.Attribution is { } attribution ? Channels.Find(view, entities, attribution).Of(attribution, attributions) : null,
            Confidence = one.Keep,
            IsNominal = candidate.Match is { Entry.IsNoun: true } && candidate.Attribution is null,
            IsSaid = candidate.Match is null or { Entry.Kind: CueKind.Say },
            IsChannel = view.IsWord(candidate.Cue.First, "according") && one.Holder.Holder.Entity is { Type: EntityType.Organization or EntityType.Other },
            Parenthesis = candidate.Parenthesis,
            LabelConfidence = one.Share,
            DecidedBy = Sign(one),
        };
    }

    /// <summary>Who decided what: the model with its probabilities, the lexicon entry and the rules that it went by or against.</summary>
    private string Sign(Decided one)
    {
        var cue = one.Candidate.Match is { } match ? $"cue “{view.Document.Word(match.Token)}” {CueLexicon.NameOf(match.Entry.Kind)}" : $"{one.Candidate.Source}".ToLowerInvariant();
        var rules = one.Candidate.Rule is { } rule ? rule.Label == one.Label ? ", rules agree" : $", rules: {StanceLabels.NameOf(rule.Label)}" : "";
        return FormattableString.Invariant(
            $"position: {model.Version} {one.Keep:F2}, {cue}; label: {model.Version} {one.Share:F2}{rules}; holder: {model.Version} {one.Score:F2}, {one.Holder.Places.ToString().ToLowerInvariant()}");
    }

    /// <summary>A candidate and how likely it is a position.</summary>
    /// <param name="Read">The candidate and its possible holders.</param>
    /// <param name="Best">The likeliest.</param>
    /// <param name="Scores">The probability of each.</param>
    /// <param name="Row">What its words tell, and the encoder where it has read it.</param>
    /// <param name="Keep">The probability.</param>
    private sealed record Judged(ReadCandidate Read, HolderCandidate Best, float[] Scores, CandidateRow Row, float Keep);

    /// <summary>A candidate that is a position.</summary>
    private sealed record Decided(Candidate Candidate, HolderCandidate Holder, StanceLabel Label, float Keep, float Share, float Score);
}
