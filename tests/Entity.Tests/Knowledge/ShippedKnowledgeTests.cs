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
}
