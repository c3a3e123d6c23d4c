using System.Text;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

public sealed class SparqlResultTests : IDisposable
{
    private const string Result = """
        {"head":{"vars":["person"]},"results":{"bindings":[
          {"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q649"},"personLabel":{"value":"Moskva Firefly"},"officeLabel":{"value":"President of Freedonia"},
           "country":{"value":"FD"},"start":{"value":"2026-02-03T00:00:00Z"}},
          {"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q649"},"personLabel":{"value":"Moskva Firefly"},"officeLabel":{"value":"Mayor of Fredville"},
           "start":{"value":"2020-01-01T00:00:00Z"},"end":{"value":"2026-02-03T00:00:00Z"}}]}}
        """;

    private readonly ScratchFolder _folder = new();

    [Fact]
    public void Who_is_in_office_is_added_to_who_is_known()
    {
        var path = Path.Combine(_folder.Path, "overrides.jsonl");
        using (var writer = new StreamWriter(path))
        {
            Assert.Equal(1, SparqlResult.ToOverrides(new MemoryStream(Encoding.UTF8.GetBytes(Result)), writer));
        }

        var knowledge = ShippedKnowledge.Load(KnowledgeOverrides.Read(path));

        var entry = knowledge.Get("Q649")!;
        Assert.Equal("Moscow", entry.Name);
        Assert.Contains(knowledge.Find("moskva firefly"), match => match.Entry.Id == "Q649");
        Assert.Contains(new KnowledgeRole("President of Freedonia", new DateOnly(2026, 2, 3), DateOnly.MaxValue, IsOpen: true), entry.Roles);
        Assert.Contains(new KnowledgeRole("Mayor of Fredville", new DateOnly(2020, 1, 1), new DateOnly(2026, 2, 3)), entry.Roles);
    }

    [Theory]
    [InlineData("{}", "results.bindings")]
    [InlineData("<html>", "no SPARQL result")]
    [InlineData("""{"results":{"bindings":[{"person":{"value":"Ada"}}]}}""", "no person")]
    public void What_is_no_result_is_refused_with_the_reason(string result, string reason) =>
        Assert.Contains(
            reason,
            Assert.Throws<InvalidDataException>(() => SparqlResult.ToOverrides(new MemoryStream(Encoding.UTF8.GetBytes(result)), TextWriter.Null)).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
