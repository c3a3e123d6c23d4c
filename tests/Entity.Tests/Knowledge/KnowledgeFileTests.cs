using OnRecord.Events;

namespace OnRecord.Entities.Tests;

public sealed class KnowledgeFileTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var entry = new KnowledgeEntry(
            "Q1", EntityType.Place, "country", "Freedonia",
            [new("Republic of Freedonia", AliasStrength.Full), new("Fred", AliasStrength.Partial), new("Freedonian", AliasStrength.Demonym)],
            "FD", 70, "country\tof a film");
        using var file = new MemoryStream();

        KnowledgeFile.Write(file, [entry]);
        file.Position = 0;
        var read = Assert.Single(KnowledgeFile.Read(file));

        Assert.Equal(entry.Aliases, read.Aliases);
        Assert.Equal(entry with { Description = "country of a film", Aliases = read.Aliases }, read);
    }

    [Fact]
    public void Every_country_of_the_shipped_knowledge_base_is_the_first_meaning_of_its_name()
    {
        var knowledge = KnowledgeBase.LoadShipped();
        var states = knowledge.Entries.Where(entry => entry is { Kind: "country", Popularity: > 60 }).ToList();

        Assert.True(states.Count > 180);
        Assert.All(states, state => Assert.Equal(
            state.Popularity, knowledge.Find(NameKey.Of(state.Name)).ToArray().Max(match => match.Entry.Popularity)));
    }
}
