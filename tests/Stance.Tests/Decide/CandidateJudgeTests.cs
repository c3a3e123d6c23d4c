using OnRecord.Language;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances.Tests.Decide;

public class CandidateJudgeTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("and the old bridge over the river stands where it always stood", 9));

    [Fact]
    public void Short_evidence_is_read_whole()
    {
        var (view, candidates) = Candidates("The mayor said that the bridge was safe.");
        Assert.All(candidates, candidate => Assert.Equal(PositionDecider.EvidenceOf(view, candidate), CandidateJudge.Window(view, candidate)));
    }

    [Fact]
    public void Of_long_evidence_is_read_what_stands_around_the_cue()
    {
        var (view, candidates) = Candidates($"The council met on Monday {Long}, and the mayor said that the bridge was safe.");
        var said = candidates.Single(candidate => view.IsWord(candidate.Head, "said"));
        var (evidence, window) = (PositionDecider.EvidenceOf(view, said), CandidateJudge.Window(view, said));
        Assert.True(evidence.Length > 420);
        Assert.True(window.Start > evidence.Start);
        Assert.Equal(evidence.End, window.End);
        Assert.True(window.Contains(view.RangeOf(said.Cue.First, said.Cue.End)));
        Assert.True(window.Length < evidence.Length / 2);
    }

    [Fact]
    public void Each_candidate_gets_a_score_of_being_a_position_and_one_of_each_label()
    {
        var (view, candidates) = Candidates("The mayor said that the bridge was safe. The engineer denied it.");
        var holder = new HolderCandidate(new Holder(null, "The mayor", new TextRange(0, 9)), new TokenSpan(0, 2), 1, HolderPlaces.Subject);
        var scores = new CandidateJudge(view, new EncodedRanges(MeaningEncoder.Default, view.Document.Text)).Scores(candidates.ConvertAll(candidate => (candidate, holder)));
        Assert.Equal(candidates.Count, scores.Count);
        Assert.All(scores, one => Assert.Equal(CandidateJudge.Count, one.Length));
        Assert.All(scores, one => Assert.All(one, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Words_decide_where_the_encoder_is_off()
    {
        var document = LanguageEngine.Default.Analyze("Ann Lee denied on Monday that the bridge was unsafe.");
        var analysis = StanceAnalyzer.WithoutEncoder.Analyze(document);
        Assert.Null(analysis.Encoded);
        Assert.Equal(("Ann Lee", Events.StanceLabel.Denies), Assert.Single(analysis.Positions.Select(position => (position.Holder.Name, position.Stance))));
    }

    [Fact]
    public void A_range_is_read_once()
    {
        var encoded = new EncodedRanges(MeaningEncoder.Default, "The bridge is safe. It is old.");
        var (first, second) = (new TextRange(0, 19), new TextRange(20, 30));
        encoded.Read([first, first]);
        var read = encoded[first];
        encoded.Read([first, second]);
        Assert.Same(read, encoded[first]);
        Assert.Equal(MeaningEncoder.Default.EncodeTokens("It is old.").Vectors.ToArray(), encoded[second].Vectors.ToArray());
    }

    private static (SyntaxView View, List<Candidate> Candidates) Candidates(string text)
    {
        var view = new SyntaxView(LanguageEngine.Default.Analyze(text));
        return (view, [.. CandidateFinder.Find(view, new ResidueFinder(view), Attributor.Find(AttributionModel.Default, view))]);
    }
}
