using OnRecord.Events;

namespace OnRecord.Stances.Tests;

public sealed class BoardBuilderTests
{
    private static readonly Guid Claim = Guid.NewGuid();

    [Fact]
    public void Wire_copies_are_one_voice_in_several_outlets()
    {
        var original = HandMade.Article(Guid.NewGuid(), outlet: "Agency");
        var copy = HandMade.Article(Guid.NewGuid(), outlet: "Local Echo", original: original.ArticleId);

        var stand = Assert.Single(Only(Position(original), Position(copy)).Stands);

        Assert.Equal((1, 1, 2), (stand.ArticleCount, stand.PositionCount, stand.OutletCount));
    }

    [Fact]
    public void A_claim_is_contested_when_two_holders_contradict_each_other_and_not_when_one_does()
    {
        var article = HandMade.Article(Guid.NewGuid());

        Assert.True(Only(Position(article, "Q1"), Position(article, "Q2", StanceLabel.Denies)).Contested);
        Assert.False(Only(Position(article, "Q1"), Position(article, "Q1", StanceLabel.Denies)).Contested);
        Assert.False(Only(Position(article, "Q1"), Position(article, "Q2", StanceLabel.NoComment)).Contested);
        Assert.False(Only(Position(article, "Q1"), Position(article, "Q2", StanceLabel.Opposes)).Contested);
    }

    [Fact]
    public void The_contested_claim_stands_first()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var quiet = HandMade.Position(article, "Q3", StanceLabel.Affirms, "taxes will fall", claim: Guid.NewGuid());

        var board = Build(quiet, Position(article, "Q1"), Position(article, "Q2", StanceLabel.Denies));

        Assert.Equal([true, false], board.Claims.Select(claim => claim.Contested));
    }

    [Fact]
    public void Evidence_that_names_its_holder_stands_before_unnamed_sources()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var unnamed = HandMade.Position(article, "two officials", StanceLabel.Affirms, "the bridge is safe", claim: Claim, unnamed: true);

        var stands = Only(unnamed, Position(article)).Stands;

        Assert.Equal(["Q1", "two officials"], stands.Select(stand => stand.Strongest.HolderName));
        Assert.True(stands[1].Strongest.IsUnnamed);
    }

    [Fact]
    public void Dates_and_outlets_of_a_claim_span_its_positions()
    {
        var (first, last) = (HandMade.Article(Guid.NewGuid()), HandMade.Article(Guid.NewGuid(), hour: 30, outlet: "Other Times"));

        var claim = Only(Position(last), Position(first, "Q2", StanceLabel.Denies));

        Assert.Equal(first.PublishedAt.ToUnixTimeMilliseconds(), claim.FirstSeen);
        Assert.Equal(last.PublishedAt.ToUnixTimeMilliseconds(), claim.LastSeen);
        Assert.Equal(2, claim.OutletCount);
    }

    private static StoredPosition Position(ArticleContent article, string holder = "Q1", StanceLabel stance = StanceLabel.Affirms) =>
        HandMade.Position(article, holder, stance, "the bridge is safe", claim: Claim);

    private static BoardClaim Only(params StoredPosition[] positions) => Assert.Single(Build(positions).Claims);

    private static Board Build(params StoredPosition[] positions) => BoardBuilder.Build(Guid.NewGuid(), 1, 1, 0, positions);
}
