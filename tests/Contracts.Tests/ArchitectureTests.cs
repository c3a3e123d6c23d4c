using System.Text.RegularExpressions;
using System.Xml.Linq;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>Who may use whom, and where what stands. A new edge is a decision: it is written down here, or it is a mistake.</summary>
public sealed partial class ArchitectureTests
{
    public static TheoryData<string, string> Uses() => new()
    {
        { "Contracts", "" },
        { "Language", "" },
        { "Defaults", "Contracts" },
        { "Knowledge", "Contracts" },
        { "Recognition", "Contracts Defaults Knowledge Language" },
        // The four services know each other by events and contracts only.
        { "Ingest", "Contracts Defaults" },
        { "Entity", "Contracts Defaults Language Recognition" },
        { "Stance", "Contracts Defaults Language Recognition" },
        { "Search", "Contracts Defaults Language" },
        { "Console", "Contracts Defaults" },
        // One process of all.
        { "Standalone", "Console Defaults Entity Ingest Search Stance Terminal" },
        // Starts each as a process of its own, and has nothing of theirs in itself.
        { "AppHost", "Console Entity Ingest Search Stance" },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public void A_project_uses_what_it_may_and_nothing_else(string project, string uses)
    {
        var used = XDocument.Load(RepoRoot.Combine("services", project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order(StringComparer.Ordinal);

        Assert.Equal(uses, string.Join(' ', used));
    }

    [Fact]
    public void Every_project_of_the_services_has_its_rule() => Assert.Equal(
        Directory.EnumerateFiles(RepoRoot.Combine("services"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        Uses().Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void SQL_stands_in_the_stores()
    {
        var found = Sources().Where(source => source.Folder is not ("Store" or "Storage")).Where(source => Sql().IsMatch(source.Code)).Select(source => source.Path).ToList();

        Assert.Contains(Sources(), source => source.Folder == "Store" && Sql().IsMatch(source.Code));
        Assert.Empty(found);
    }

    [Fact]
    public void Only_the_process_of_all_and_the_console_show_pages() => Assert.Equal(
        ["Console"],
        Directory.EnumerateFiles(RepoRoot.Combine("services"), "*.razor", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepoRoot.Combine("services"), path).Split(Path.DirectorySeparatorChar)[0]).Distinct());

    private static List<(string Path, string Folder, string Code)> Sources() =>
    [
        .. Directory.EnumerateFiles(RepoRoot.Combine("services"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepoRoot.Combine("services"), path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Select(path => (path, path.Split(Path.DirectorySeparatorChar)[1], File.ReadAllText(RepoRoot.Combine("services", path)))),
    ];

    // SPARQL's SELECT is followed by variables.
    [GeneratedRegex(@"\bSELECT\s[^?]{1,400}?\sFROM\s|\bINSERT INTO\s|\bDELETE FROM\s|\bUPDATE\s\w+\s+SET\s")]
    private static partial Regex Sql();
}
