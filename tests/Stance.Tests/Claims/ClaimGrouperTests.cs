using OnRecord.Events;

namespace OnRecord.Stances.Tests;

public sealed class ClaimGrouperTests
{
    private static readonly Guid Story = Guid.NewGuid();

    [Theory]
    [InlineData("Norvik Air will separate men and women on its flights to Lima", "the airline has plans to split passengers by sex on flights to Lima")]
    [InlineData("plans to close the Dunmore plant", "Dunmore plant will close")]
    public void Different_words_for_one_proposition_are_one_claim(string one, string other)
    {
        var claims = ClaimGrouper.Group(
            Story, [Position(one), Position(other, StanceLabel.Denies), Position("taxes on sugar should rise"), Position("she met the ambassador in Oslo")]);

        Assert.Equal(claims[0], claims[1]);
        Assert.DoesNotContain(claims[0], claims[2..]);
    }

    [Fact]
    public void A_refusal_to_comment_on_nothing_in_particular_goes_to_what_the_story_is_about()
    {
        var (one, other) = (HandMade.Article(Guid.NewGuid()), HandMade.Article(Guid.NewGuid(), hour: 1));

        var claims = ClaimGrouper.Group(
            Story,
            [
                Position("the ferry was overloaded", article: one), Position("the ferry was overloaded", StanceLabel.Denies, other),
                Position("taxes on sugar should rise", article: other, ordinal: 1), Position("", StanceLabel.NoComment, other, ordinal: 2),
            ]);

        Assert.Equal(claims[0], claims[3]);
        Assert.NotEqual(claims[2], claims[3]);
    }

    [Fact]
    public void Ids_stay_when_more_positions_come_and_when_the_first_one_goes()
    {
        List<StoredPosition> members = [Position("the harbour bridge is safe"), Position("the harbour bridge was safe"), Position("taxes on sugar should rise")];
        var before = ClaimGrouper.Group(Story, members);

        members = [.. members.Select((member, i) => member with { ClaimId = before[i] })];
        members.Insert(0, Position("the harbour bridge is safe"));
        members.RemoveAt(1);
        var after = ClaimGrouper.Group(Story, members);

        Assert.Equal([before[0], before[1], before[2]], after);
    }

    [Fact]
    public void The_order_in_which_positions_come_changes_nothing()
    {
        string[] things = ["bridge", "ferry", "council", "mayor", "budget", "school", "harbour", "strike"];
        string[] verbs = ["will close", "was damaged", "lost money", "is safe", "faces an inquiry"];
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var articles = Enumerable.Range(0, 6).Select(i => HandMade.Article(Guid.NewGuid(), hour: i / 2)).ToArray();
            var positions = Enumerable.Range(0, 40).Select(i => Position(
                $"the {things[random.Next(things.Length)]} {verbs[random.Next(verbs.Length)]}",
                (StanceLabel)random.Next(1, 7), articles[random.Next(articles.Length)], i)).ToArray();
            var claims = positions.Zip(ClaimGrouper.Group(Story, positions)).ToDictionary(pair => pair.First, pair => pair.Second);
            random.Shuffle(positions);

            Assert.Equal(positions.Select(position => claims[position]), ClaimGrouper.Group(Story, positions));
        }
    }

    [Fact]
    public void Of_many_hundred_positions_each_meets_only_its_nearest_and_the_same_words_still_make_one_claim()
    {
        var positions = Enumerable.Range(0, 900).Select(i => Position($"street number{i % 300} will be paved by company{i % 300}", ordinal: i)).ToArray();

        Assert.InRange(new PairFeatures(positions).Candidates(400, 40).Sum(others => others.Count), 900, 900 * 40);
        var claims = ClaimGrouper.Group(Story, positions);

        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal(claims[i], claims[i + 600]));
    }

    private static StoredPosition Position(string about, StanceLabel stance = StanceLabel.Affirms, ArticleContent? article = null, int ordinal = 0) =>
        HandMade.Position(article ?? HandMade.Article(Guid.NewGuid()), $"Q{about.Length}{stance}", stance, about, ordinal: ordinal) with { PositionId = Guid.NewGuid() };
}
