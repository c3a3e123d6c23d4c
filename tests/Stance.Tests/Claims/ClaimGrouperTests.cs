namespace OnRecord.Stances.Tests;

public sealed class ClaimGrouperTests
{
    private static readonly Guid Story = Guid.NewGuid();

    [Theory]
    [InlineData("the harbour bridge is safe", "that the bridge at the harbour was not safe")]
    [InlineData("he took money from the mining company", "taking the mining company's money")]
    [InlineData("the two sides agreed to a ceasefire", "an agreed truce")]
    [InlineData("plans to close the Dunmore plant", "Dunmore plant will close")]
    public void Different_words_for_one_proposition_are_one_claim(string one, string other)
    {
        var claims = ClaimGrouper.Group(Story, [Member(one), Member(other), Member("taxes on sugar should rise"), Member("she met the ambassador in Oslo")]);

        Assert.Equal(claims[0], claims[1]);
        Assert.Equal(3, claims.Distinct().Count());
    }

    [Fact]
    public void Claims_that_share_only_people_are_two()
    {
        NamedEntity[] people = [Person("Q1", "Mara Lind"), Person("Q2", "Jon Vey")];

        var claims = ClaimGrouper.Group(Story, [Member("Lind paid Vey for votes", people), Member("Vey will debate Lind on Friday", people)]);

        Assert.NotEqual(claims[0], claims[1]);
    }

    [Fact]
    public void A_refusal_to_comment_on_nothing_in_particular_joins_what_was_told_before_it()
    {
        var article = Guid.NewGuid();

        var claims = ClaimGrouper.Group(Story, [Member("the ferry was overloaded", article: article), Member("", article: article)]);

        Assert.Equal(claims[0], claims[1]);
    }

    [Fact]
    public void Ids_stay_when_more_positions_come_and_when_the_first_one_goes()
    {
        List<ClaimMember> members = [Member("the harbour bridge is safe"), Member("the harbour bridge was safe"), Member("taxes on sugar should rise")];
        var before = ClaimGrouper.Group(Story, members);

        members = [.. members.Select((member, i) => member with { ClaimId = before[i] })];
        members.Insert(0, Member("the bridge over the harbour is safe"));
        members.RemoveAt(1);
        var after = ClaimGrouper.Group(Story, members);

        Assert.Equal([before[0], before[1], before[2]], after);
    }

    [Fact]
    public void The_same_members_get_the_same_claims_again()
    {
        List<ClaimMember> members = [Member("the ferry was overloaded"), Member("the captain was drunk"), Member("an overloaded ferry")];

        Assert.Equal(ClaimGrouper.Group(Story, members), ClaimGrouper.Group(Story, members));
    }

    private static ClaimMember Member(string about, NamedEntity[]? targets = null, Guid? article = null) =>
        new(Guid.NewGuid(), article ?? Guid.NewGuid(), null, ClaimTerms.Split(ClaimTerms.Of(about, targets ?? [])));

    private static NamedEntity Person(string id, string name) => new(id, name, Events.EntityType.Person, "");
}
