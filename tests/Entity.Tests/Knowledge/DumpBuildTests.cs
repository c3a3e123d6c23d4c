using System.IO.Compression;
using System.Text;
using OnRecord.Entities.Dump;
using OnRecord.Entities.Index;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

public sealed class DumpBuildTests : IDisposable
{
    private static readonly DateOnly AsOf = new(2026, 8, 1);

    private readonly ScratchFolder _folder = new();

    [Fact]
    public void The_real_sample_gives_its_named_items_with_types_and_codes()
    {
        var knowledge = Build(SharedData.Path("kb-facts-more/wikidata-sample.json.gz"), out var result);

        Assert.Equal((162, 69, 0, false), (result.Lines, result.Entries, result.Damaged, result.IsCut));
        Assert.Equal("Berlin", knowledge.Get("Q64")!.Name);
        Assert.Contains(knowledge.Find("germanys capital").Concat(knowledge.Find("berlin")), match => match.Entry.Id == "Q64");
        Assert.True(knowledge.Get("Q142")!.Popularity > 55);
    }

    [Fact]
    public void Labels_ranks_classes_and_offices_are_read_as_the_format_has_them()
    {
        var knowledge = Build(Dump(
            """{"type":"item","id":"Q6256","labels":{"en":{"language":"en","value":"country"}},"claims":{"P279":[]},"sitelinks":{}}""",
            """{"type":"item","id":"Q90001","labels":{"en":{"language":"en","value":"nation"}},"claims":{"P279":[CLAIM:3624078]},"sitelinks":{}}""",
            """{"type":"item","id":"Q100","labels":{"en":{"language":"en","value":"Freedonia"}},"descriptions":[],"aliases":[],"claims":{"P31":[CLAIM:90001],"P297":[{"mainsnak":{"datavalue":{"value":"FD"}},"rank":"normal"}]},"sitelinks":{"enwiki":{"title":"Freedonia"}}}""",
            """{"type":"item","id":"Q200","labels":{"en":{"language":"en","value":"President of Freedonia"}},"claims":{"P1001":[CLAIM:100]},"sitelinks":[]}""",
            """{"type":"item","id":"Q300","labels":{"mul":{"language":"mul","value":"Rufus Firefly"}},"claims":{"P31":[CLAIM:5],"P27":[CLAIM:100],"P39":[OFFICE:200]},"sitelinks":{"enwiki":{"title":"Rufus Firefly (politician)"}}}""",
            """{"type":"item","id":"Q400","labels":{},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"entity-type":"item","numeric-id":5}}},"rank":"normal"}]},"sitelinks":{"enwiki":{"title":"Ada Marsh (baker)"}}}""",
            """{"type":"item","id":"Q500","labels":{"en":{"language":"en","value":"Marsh"}},"claims":{"P31":[CLAIM:4167410]},"sitelinks":{"enwiki":{"title":"Marsh"}}}""",
            """{"type":"item","id":"Q600","labels":{"en":{"language":"en","value":"Nobody's page"}},"claims":{},"sitelinks":{}}""",
            """{"type":"property","id":"P31","labels":{"en":{"language":"en","value":"instance of"}}}"""), out var result);

        Assert.Equal((9, 3), (result.Lines, result.Entries));
        Assert.Equal(("FD", EntityKind.Country), (knowledge.Get("Q100")!.Country, knowledge.Get("Q100")!.Kind));
        Assert.Equal(("Ada Marsh", EntityType.Person), (knowledge.Get("Q400")!.Name, knowledge.Get("Q400")!.Type));
        var firefly = knowledge.Get("Q300")!;
        Assert.Equal(("Rufus Firefly", "FD", EntityKind.Politician), (firefly.Name, firefly.Country, firefly.Kind));
        Assert.Equal([new KnowledgeRole("President of Freedonia", new DateOnly(2024, 5, 1), AsOf, IsOpen: true)], firefly.Roles);
        Assert.Equal("Q300", OfficeHolders.On(knowledge, "president", "FD", new DateOnly(2026, 9, 1))!.Id);
        Assert.Null(OfficeHolders.On(knowledge, "president", "FD", new DateOnly(2020, 9, 1)));
    }

    [Fact]
    public void A_dump_that_is_cut_off_gives_what_it_has()
    {
        var path = Path.Combine(_folder.Path, "cut.json");
        File.WriteAllText(path, "[\n" + Person(1) + ",\n" + Person(2) + ",\n" + Person(3)[..60]);

        Build(path, out var result);

        Assert.Equal((2, 1, true), (result.Entries, result.Damaged, result.IsCut));
    }

    [Fact]
    public void An_interrupted_build_goes_on_where_it_was_and_gives_the_same_file()
    {
        var dump = Dump([.. Enumerable.Range(1, 250_000).Select(Person)]);
        _ = Build(dump, out _, "whole.index");
        using var interrupted = new CancellationTokenSource();
        var steps = new List<string>();
        var stop = new Steps(step =>
        {
            steps.Add(step.Step);
            if (step is { Step: "entries", Share: > 0.7 })
            {
                interrupted.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Of(dump, "parts.index").Run(stop, interrupted.Token));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "parts.index")));
        steps.Clear();

        var result = Of(dump, "parts.index").Run(new Steps(step => steps.Add(step.Step)));

        Assert.Equal(250_000, result.Entries);
        Assert.DoesNotContain("classes", steps);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.Path, "whole.index")), File.ReadAllBytes(Path.Combine(_folder.Path, "parts.index")));
    }

    public void Dispose() => _folder.Dispose();

    private static string Person(int number) => Filled(
        """{"type":"item","id":"QNUMBER","labels":{"en":{"language":"en","value":"GivenGROUP FamilyNUMBER"}},"claims":{"P31":[CLAIM:5]},"sitelinks":{"enwiki":{}}}"""
            .Replace("NUMBER", $"{number + 1000}", StringComparison.Ordinal).Replace("GROUP", $"{number % 499}", StringComparison.Ordinal));

    private static string Filled(string line) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.RegularExpressions.Regex.Replace(line, "CLAIM:([0-9]+)", """{"mainsnak":{"snaktype":"value","datavalue":{"value":{"entity-type":"item","id":"Q$1"}}},"rank":"normal"}"""),
        "OFFICE:([0-9]+)",
        """{"mainsnak":{"datavalue":{"value":{"id":"Q$1"}}},"rank":"normal","qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2024-05-00T00:00:00Z","precision":10}}}]}},{"mainsnak":{"datavalue":{"value":{"id":"Q$1"}}},"rank":"deprecated","qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2020-05-01T00:00:00Z"}}}]}}""");

    private string Dump(params string[] lines)
    {
        var path = Path.Combine(_folder.Path, "dump.json.gz");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes("[\n" + string.Join(",\n", lines.Select(Filled)) + "\n]\n"));
        return path;
    }

    private DumpBuild Of(string dump, string target) => new(dump, Path.Combine(_folder.Path, target), DumpProfile.Full, AsOf);

    private KnowledgeBase Build(string dump, out DumpResult result, string target = "knowledge.index")
    {
        result = Of(dump, target).Run();
        return new KnowledgeBase(KnowledgeIndex.Open(Path.Combine(_folder.Path, target)), []);
    }

    private sealed class Steps(Action<DumpProgress> report) : IProgress<DumpProgress>
    {
        public void Report(DumpProgress value) => report(value);
    }
}
