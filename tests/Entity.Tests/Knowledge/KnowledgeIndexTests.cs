using OnRecord.Entities.Index;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

public sealed class KnowledgeIndexTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var entry = new KnowledgeEntry(
            "Q1", EntityType.Person, EntityKind.Leader, "Rufus T. Firefly",
            [new("Rufus", AliasStrength.Partial), new("Freedonia's own", AliasStrength.Full)], "FD", 70, "president of Freedonia")
        {
            Roles = [new KnowledgeRole("President of Freedonia", new DateOnly(1933, 11, 17), new DateOnly(1934, 1, 2))],
            Source = "films",
        };
        var local = new KnowledgeEntry(LocalId.Of(EntityType.Place, "Sylvania"), EntityType.Place, EntityKind.Country, "Sylvania", [], "SY", 70, "");
        var other = local with { Id = "local-geonames-12", Name = "Łódź", Popularity = 3 };

        using var index = Build(entry, local, other);
        var knowledge = new KnowledgeBase(index, []);

        Assert.Equal(3, knowledge.Count);
        var read = knowledge.Get("Q1")!;
        Assert.Equal(entry.Aliases, read.Aliases);
        Assert.Equal(entry.Roles, read.Roles);
        Assert.Equal(entry with { Aliases = read.Aliases, Roles = read.Roles }, read);
        Assert.Equal("Sylvania", knowledge.Get(local.Id)!.Name);
        Assert.Equal("Łódź", knowledge.Get("local-geonames-12")!.Name);
        Assert.Null(knowledge.Get("Q2"));
        Assert.Null(knowledge.Get("local-0000000000000000000"));
    }

    [Fact]
    public void Every_name_of_thousands_is_found_and_no_other_most_popular_first()
    {
        var entries = Enumerable.Range(1, 5_000)
            .Select(number => Person($"Q{number}", $"Given{number % 97} Family{number % 1009}", (byte)(number % 101))).ToArray();

        using var index = Build(entries);
        var knowledge = new KnowledgeBase(index, []);

        Assert.All(entries, entry => Assert.Contains(knowledge.Find(NameKey.Of(entry.Name)), match => match.Entry.Id == entry.Id));
        var namesakes = knowledge.Find("family7");
        Assert.Equal(namesakes.OrderByDescending(match => match.Entry.Popularity).Select(match => match.Entry.Popularity), namesakes.Select(match => match.Entry.Popularity));
        Assert.All(namesakes, match => Assert.Equal(AliasStrength.Partial, match.Strength));
        Assert.Empty(knowledge.Find("given1 family"));
        Assert.Empty(knowledge.Find("family10090"));
        Assert.Empty(knowledge.Find(new string('x', 10_000)));
        Assert.Equal(
            entries.Where(entry => entry.Name.StartsWith("Given96 F", StringComparison.Ordinal)).Select(entry => entry.Id).Order(),
            knowledge.StartingWith("given96 f").Select(entry => entry.Id).Order());
    }

    [Fact]
    public void The_same_entries_give_the_same_bytes()
    {
        var entries = Enumerable.Range(1, 500).Select(number => Person($"Q{number}", $"Ann Marsh{number}", 50)).ToArray();
        Build(entries).Dispose();
        var first = File.ReadAllBytes(Target);

        Build(entries).Dispose();

        Assert.Equal(first, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(-9)]
    public void A_cut_or_foreign_file_is_refused_by_its_name(int length)
    {
        Build(Person("Q1", "Ann Marsh", 50)).Dispose();
        var bytes = File.ReadAllBytes(Target);
        File.WriteAllBytes(Target, bytes[..(length < 0 ? bytes.Length + length : length)]);

        Assert.Contains(Target, Assert.Throws<InvalidDataException>(() => KnowledgeIndex.Open(Target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spool_that_was_cut_off_is_taken_up_after_its_last_whole_entry()
    {
        var path = Path.Combine(_folder.Path, "cut");
        long whole;
        using (var spool = new EntrySpool(path))
        {
            spool.Append(Person("Q1", "Ann Marsh", 50));
            whole = spool.Length;
            spool.Append(Person("Q2", "Ben Marsh", 50));
        }

        using var again = new EntrySpool(path);
        again.Truncate(whole);
        again.Append(Person("Q3", "Cat Marsh", 50));

        Assert.Equal(["Q1", "Q3"], again.All().Select(found => found.Entry.Id));
    }

    public void Dispose() => _folder.Dispose();

    private string Target => Path.Combine(_folder.Path, "knowledge.index");

    private static KnowledgeEntry Person(string id, string name, byte popularity) => new(id, EntityType.Person, EntityKind.Person, name, [], "", popularity, "person");

    private KnowledgeIndex Build(params KnowledgeEntry[] entries)
    {
        var path = Path.Combine(_folder.Path, "spool");
        File.Delete(path);
        using var spool = new EntrySpool(path);
        foreach (var entry in entries)
        {
            spool.Append(entry);
        }

        IndexWriter.Write(spool, Target);
        return KnowledgeIndex.Open(Target);
    }
}
