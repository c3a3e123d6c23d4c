namespace OnRecord.Entities.Tests;

public sealed class ShippedKnowledgeTests
{
    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load();

    [Fact]
    public void Every_country_is_the_first_meaning_of_its_name()
    {
        var states = Knowledge.Entries.Where(entry => entry is { Kind: EntityKind.Country, Popularity: > 60 }).ToList();

        Assert.True(states.Count > 180);
        Assert.All(states, state => Assert.Equal(state.Popularity, Knowledge.Find(NameKey.Of(state.Name)).Max(match => match.Entry.Popularity)));
    }

    [Fact]
    public void Every_entry_has_a_source_that_NOTICE_names()
    {
        var notice = File.ReadAllText(TestKit.RepoRoot.Combine("NOTICE"));

        Assert.All(Knowledge.Entries.Select(entry => entry.Source).Distinct(), source => Assert.Contains(source, notice, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Andrew Jackson")]
    [InlineData("Woodrow Wilson")]
    [InlineData("Nelson Rockefeller")]
    [InlineData("James Madison")]
    public void A_president_has_no_second_entry_without_an_id(string name) =>
        Assert.All(Knowledge.Find(NameKey.Of(name)), match => Assert.NotEqual("", match.Entry.WikidataId));

    [Fact]
    public void The_president_of_a_body_is_none_of_a_country()
    {
        var barroso = Knowledge.Find(NameKey.Of("José Manuel Barroso"))[0].Entry;

        Assert.Contains(Knowledge.Find(OfficeKeys.Head("European Commission")), match => match.Entry.Id == barroso.Id);
        Assert.DoesNotContain(Knowledge.Find(OfficeKeys.Office("President", "PT")), match => match.Entry.Id == barroso.Id);
    }

    [Theory]
    [InlineData("disc jockey")]
    [InlineData("pianist")]
    [InlineData("capital punishment")]
    public void A_common_noun_is_nobody(string noun) => Assert.DoesNotContain(Knowledge.Find(noun), match => match.Entry.Name == noun);
}
