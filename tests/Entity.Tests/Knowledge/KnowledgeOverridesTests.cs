using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

public sealed class KnowledgeOverridesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void A_platform_adds_an_entry_and_replaces_one_of_the_same_id()
    {
        var path = Write(
            """{"name": "Harbour Bank", "type": "ORGANIZATION", "aliases": ["HB", "~Harbour"], "country": "IE", "popularity": 70}""",
            "",
            """{"id": "Q649", "name": "Moskva", "type": "PLACE"}""");

        var knowledge = ShippedKnowledge.Load(KnowledgeOverrides.Read(path));

        var added = Assert.Single(knowledge.Find(NameKey.Of("HB")).ToArray(), match => match.Entry.Country == "IE").Entry;
        Assert.Equal((LocalId.Of(EntityType.Organization, "Harbour Bank"), (byte)70), (added.Id, added.Popularity));
        Assert.Equal("Moskva", knowledge.Get("Q649")!.Name);
        Assert.DoesNotContain(knowledge.Find("moscow").ToArray(), match => match.Entry.Id == "Q649");
    }

    [Theory]
    [InlineData("""{"name": "", "type": "PERSON"}""", "name")]
    [InlineData("""{"name": "Ada", "type": "ROBOT"}""", "type")]
    [InlineData("""{"name": "Ada", "type": "1"}""", "type")]
    [InlineData("""{"name": "Ada", "type": "PERSON", "id": "a/b"}""", "id")]
    [InlineData("""{"name": "Ada", "type": "PERSON", "popularity": 101}""", "popularity")]
    [InlineData("""{"name": "Ada", "type": "PERSON", "colour": "red"}""", "colour")]
    [InlineData("""not json""", "line 2")]
    public void A_wrong_line_is_refused_with_its_number_and_field(string line, string named)
    {
        var path = Write("""{"name": "Ada Byron", "type": "PERSON"}""", line);

        var fault = Assert.Throws<InvalidDataException>(() => KnowledgeOverrides.Read(path));

        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(params string[] lines)
    {
        var path = Path.Combine(_folder.Path, "overrides.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }
}
