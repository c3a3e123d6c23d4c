using OnRecord.Events;

namespace OnRecord.Stances.Tests;

public sealed class BoardWordingTests
{
    private static readonly Guid Claim = Guid.NewGuid();

    [Fact]
    public void A_claim_is_worded_as_one_that_can_be_read_alone() =>
        Assert.Equal(
            "the bridge will be closed in May",
            Text(Position("we know the bridge will be closed in May"), Position("the bridge will be closed in May"), Position("it will be closed in May")));

    [Fact]
    public void Words_that_lean_on_their_speaker_are_given_as_theirs() =>
        Assert.Equal(
            "Ann Lee: “We will close the bridge”",
            Text(Position("We will close the bridge", StatementForm.DirectQuote, "“We will close the bridge,” Ann Lee said.")));

    [Fact]
    public void Nobody_is_quoted_with_other_words() =>
        Assert.Equal(
            "“We will not close it,” Ann Lee said.",
            Text(Position("We will close it", StatementForm.DirectQuote, "“We will not close it,” Ann Lee said.")));

    [Theory]
    [InlineData("it")]
    [InlineData("he would attend it")]
    [InlineData("if he would attend the hearing")]
    [InlineData("… – “ ” …")]
    public void What_says_nothing_alone_gives_way_to_its_sentence(string about) =>
        Assert.Equal("Ann Lee confirmed that the visit would happen.", Text(Position(about)));

    [Fact]
    public void A_short_name_for_the_matter_stays() => Assert.Equal("the Harlow bridge", Text(Position("the Harlow bridge")));

    private static string Text(params StoredPosition[] positions) => Assert.Single(BoardBuilder.Build(Guid.NewGuid(), 1, 1, 0, positions).Claims).Text;

    private static StoredPosition Position(string about, StatementForm form = StatementForm.Indirect, string evidence = "Ann Lee confirmed that the visit would happen.") => new()
    {
        PositionId = StableId.Of(about),
        ClaimId = Claim,
        HolderId = "Q1",
        HolderName = "Ann Lee",
        HolderType = EntityType.Person,
        About = about,
        Terms = ClaimTerms.Of(about, []),
        Form = form,
        Evidence = evidence,
        Confidence = 1,
    };
}
