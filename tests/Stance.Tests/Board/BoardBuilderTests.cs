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

    [Theory]
    [InlineData(StanceLabel.Affirms, StanceLabel.Denies, true)]
    [InlineData(StanceLabel.Supports, StanceLabel.Denies, true)]
    [InlineData(StanceLabel.Affirms, StanceLabel.Opposes, true)]
    [InlineData(StanceLabel.Affirms, StanceLabel.NoComment, false)]
    [InlineData(StanceLabel.Affirms, StanceLabel.Supports, false)]
    public void A_claim_is_contested_when_two_holders_take_opposite_sides(StanceLabel one, StanceLabel other, bool contested)
    {
        var article = HandMade.Article(Guid.NewGuid());

        Assert.Equal(contested, Only(Position(article, "Q1", one), Position(article, "Q2", other)).Contested);
    }

    [Fact]
    public void Nobody_contradicts_himself_and_no_doubtful_reading_makes_a_contest()
    {
        var article = HandMade.Article(Guid.NewGuid());

        Assert.False(Only(Position(article, "Q1"), Position(article, "Q1", StanceLabel.Denies)).Contested);
        Assert.False(Only(Position(article, "Q1"), Position(article, "Q2", StanceLabel.Denies) with { Confidence = 0.01f }).Contested);
    }

    [Fact]
    public void A_contest_tells_which_two_positions_meet_and_which_model_says_so()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var (yes, no) = (Position(article, "Q1"), Position(article, "Q2", StanceLabel.Denies));

        var contest = Only(yes, no).Contest;

        Assert.Equal((yes.PositionId, no.PositionId), (contest?.For.PositionId, contest?.Against.PositionId));
        Assert.StartsWith("pairs", contest?.DecidedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_headlines_of_several_articles_tell_stands_before_what_one_adds_at_its_end()
    {
        const string title = "Harlow bridge will be closed, council says";
        var main = Enumerable.Range(0, 4).Select(i => HandMade.Position(
            HandMade.Article(Guid.NewGuid(), outlet: $"Paper {i}"), "Q1", StanceLabel.Affirms, "the Harlow bridge will be closed", claim: Claim) with
        {
            Title = title,
            TitleVector = ClaimVector.Of([title])[0],
        });
        var minor = HandMade.Position(HandMade.Article(Guid.NewGuid()), "Q2", StanceLabel.Affirms, "buses run every ten minutes on Sundays", claim: Guid.NewGuid(), ordinal: 9) with
        {
            Title = title,
            TitleVector = ClaimVector.Of([title])[0],
            EvidenceStart = 3_000,
            EvidenceEnd = 3_050,
        };

        var board = Build([minor, .. main]);

        Assert.Equal(Claim, board.Claims[0].ClaimId);
        Assert.True(board.Claims[0].Importance > board.Claims[1].Importance);
    }

    [Fact]
    public void A_plain_negative_that_nobody_contradicts_stands_as_it_was_made()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var (one, other) = (Negative(article, "Q1"), Negative(article, "Q2"));

        var claim = Only(one, other);

        Assert.Equal("the station has no lift", claim.Text);
        Assert.All(claim.Stands, stand => Assert.Equal(StanceLabel.Affirms, stand.Stance));
    }

    [Theory]
    [InlineData(StanceLabel.Affirms)]
    [InlineData(StanceLabel.Denies)]
    [InlineData(StanceLabel.Questions)]
    public void A_plain_negative_is_a_denial_where_somebody_speaks_of_the_positive(StanceLabel another)
    {
        var article = HandMade.Article(Guid.NewGuid());

        var claim = Only(Negative(article, "Q1"), HandMade.Position(article, "Q2", another, "the station has a lift", claim: Claim));

        Assert.Equal("the station has a lift", claim.Text);
        Assert.Equal(StanceLabel.Denies, Assert.Single(claim.Stands, stand => stand.Holder.HolderName == "Q1").Stance);
    }

    [Fact]
    public void No_row_is_headed_by_words_that_turn_its_labels_around()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var negative = HandMade.Position(article, "Q1", StanceLabel.Denies, "the old station in Harlow has no lift at all", claim: Claim) with
        {
            Stated = "the old station in Harlow has no lift at all",
        };

        Assert.Equal("the station has a lift", Only(negative, HandMade.Position(article, "Q2", StanceLabel.Affirms, "the station has a lift", claim: Claim)).Text);
    }

    [Fact]
    public void At_most_eight_rows_are_main_and_they_come_first()
    {
        var article = HandMade.Article(Guid.NewGuid());

        var board = Build([.. Enumerable.Range(0, 11).Select(i =>
            HandMade.Position(article, $"Q{i}", StanceLabel.Affirms, $"street number {i} will be paved", claim: Guid.NewGuid(), ordinal: i))]);

        Assert.Equal(11, board.Claims.Count);
        Assert.Equal(8, board.Claims.TakeWhile(claim => claim.IsMain).Count());
        Assert.Equal(8, board.Claims.Count(claim => claim.IsMain));
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

    [Fact]
    public void A_stand_has_the_names_that_its_articles_use_the_commonest_first()
    {
        StoredPosition Named(string names) => Position(HandMade.Article(Guid.NewGuid())) with { HolderNames = names };

        var stand = Assert.Single(Only(Named("Islamic State\nIS"), Named("IS"), Named("Daesh")).Stands);

        Assert.Equal(["IS", "Daesh", "Islamic State"], stand.HolderNames);
    }

    private static StoredPosition Negative(ArticleContent article, string holder) =>
        HandMade.Position(article, holder, StanceLabel.Denies, "the station has a lift", claim: Claim) with { Stated = "the station has no lift" };

    private static StoredPosition Position(ArticleContent article, string holder = "Q1", StanceLabel stance = StanceLabel.Affirms) =>
        HandMade.Position(article, holder, stance, "the bridge is safe", claim: Claim);

    private static BoardClaim Only(params StoredPosition[] positions) => Assert.Single(Build(positions).Claims);

    private static Board Build(params StoredPosition[] positions) => BoardBuilder.Build(Guid.NewGuid(), 1, 1, 0, positions);
}
