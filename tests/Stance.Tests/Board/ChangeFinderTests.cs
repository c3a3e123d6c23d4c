using OnRecord.Events;

namespace OnRecord.Stances.Tests;

public sealed class ChangeFinderTests
{
    private static readonly Guid Claim = Guid.NewGuid();

    [Theory]
    [InlineData(StanceLabel.Denies, StanceLabel.Affirms)]
    [InlineData(StanceLabel.Supports, StanceLabel.Opposes)]
    [InlineData(StanceLabel.Supports, StanceLabel.Denies)]
    public void A_holder_who_changes_sides_between_two_articles_has_changed(StanceLabel before, StanceLabel after)
    {
        var change = Assert.Single(ChangeFinder.Find([At(48, after), At(0, before)], 0.5f));

        Assert.Equal((ChangeKind.Flipped, before, after), (change.Kind, change.Before.Stance, change.After.Stance));
        Assert.InRange(change.Confidence, 0.5f, 0.9f);
        Assert.StartsWith("pairs", change.DecidedBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StanceLabel.Affirms, StanceLabel.Supports)]
    [InlineData(StanceLabel.Denies, StanceLabel.Opposes)]
    [InlineData(StanceLabel.NoComment, StanceLabel.Denies)]
    [InlineData(StanceLabel.Supports, StanceLabel.Questions)]
    public void Staying_on_a_side_and_silence_are_no_change(StanceLabel before, StanceLabel after) =>
        Assert.Empty(ChangeFinder.Find([At(0, before), At(48, after)], 0.5f));

    [Fact]
    public void Without_a_known_time_there_is_no_change() =>
        Assert.Empty(ChangeFinder.Find([At(0, StanceLabel.Denies), At(48, StanceLabel.Affirms) with { IsDated = false }], 0.5f));

    [Fact]
    public void Other_claims_are_no_change() =>
        Assert.Empty(ChangeFinder.Find([At(0, StanceLabel.Denies), At(48, StanceLabel.Affirms) with { ClaimId = Guid.NewGuid() }], 0.5f));

    [Fact]
    public void Two_reports_of_one_moment_show_no_change() =>
        Assert.Empty(ChangeFinder.Find([At(0, StanceLabel.Denies), At(0, StanceLabel.Affirms)], 0.5f));

    [Fact]
    public void An_article_that_recalls_the_old_position_tells_the_new_one()
    {
        var later = HandMade.Article(Guid.NewGuid(), hour: 48);
        var admits = HandMade.Position(later, "Q1", StanceLabel.Affirms, "he paid", claim: Claim);
        var recalled = HandMade.Position(later, "Q1", StanceLabel.Denies, "he paid", claim: Claim, ordinal: 1);

        var change = Assert.Single(ChangeFinder.Find([At(0, StanceLabel.Denies), admits, recalled], 0.5f));

        Assert.Equal(ChangeKind.Flipped, change.Kind);
        Assert.Same(admits, change.After);
    }

    [Fact]
    public void The_id_of_a_change_stays_when_an_older_report_comes_late()
    {
        var after = At(48, StanceLabel.Affirms);

        var first = Assert.Single(ChangeFinder.Find([At(24, StanceLabel.Denies), after], 0.5f));
        var again = Assert.Single(ChangeFinder.Find([At(0, StanceLabel.Denies), At(24, StanceLabel.Denies), after], 0.5f));

        Assert.Equal(first.ChangeId, again.ChangeId);
    }

    [Fact]
    public void One_quotation_that_was_judged_in_two_ways_is_no_change()
    {
        StoredPosition Quote(int hour, StanceLabel stance) => HandMade.Position(
            HandMade.Article(Guid.NewGuid(), hour: hour), "Q1", stance, "the bars look dreadful and they should have kept the old shape of the triangles", claim: Claim);

        Assert.Empty(ChangeFinder.Find([Quote(0, StanceLabel.Supports), Quote(2, StanceLabel.Opposes)], 0.5f));
    }

    [Fact]
    public void Doubtful_positions_and_unnamed_sources_do_not_change()
    {
        var article = HandMade.Article(Guid.NewGuid(), hour: 48);

        Assert.Empty(ChangeFinder.Find(
            [At(0, StanceLabel.Denies), HandMade.Position(article, "Q1", StanceLabel.Affirms, "he paid", claim: Claim, confidence: 0.3f)], 0.5f));
        Assert.Empty(ChangeFinder.Find(
            [
                HandMade.Position(HandMade.Article(Guid.NewGuid()), "officials", StanceLabel.Denies, "he paid", claim: Claim, unnamed: true),
                HandMade.Position(article, "officials", StanceLabel.Affirms, "he paid", claim: Claim, unnamed: true),
            ],
            0.5f));
    }

    private static StoredPosition At(int hour, StanceLabel stance) =>
        HandMade.Position(HandMade.Article(Guid.NewGuid(), hour: hour), "Q1", stance, "he paid", claim: Claim);
}
