using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>
/// Expand, then contract: the build before runs on the schema of the new one, so a script only adds, and adds nothing that a row of the build before would lack.
/// What takes away is a script of its own whose name ends with .contract.sql, and comes a release later.
/// </summary>
public sealed partial class MigrationTests
{
    // The first build that anybody may have run: its own scripts are no upgrade.
    private static readonly Dictionary<string, int> FirstRelease = new()
    {
        ["Ingest/postgres"] = 4,
        ["Ingest/sqlite"] = 4,
        ["Entity/postgres"] = 1,
        ["Entity/sqlite"] = 1,
        ["Stance/postgres"] = 2,
        ["Stance/sqlite"] = 1,
        ["Search/postgres"] = 4,
        ["Search/sqlite"] = 1,
    };

    public static TheoryData<string> Scripts => [.. AllScripts().Where(path => !path.EndsWith(".contract.sql", StringComparison.Ordinal) && NumberOf(path) > FirstRelease[StoreOf(path)])];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_takes_nothing_away_that_the_build_before_needs(string script) =>
        Assert.All(Statements(File.ReadAllText(RepoRoot.Combine("services", script))), statement => Assert.True(Adds(statement), statement));

    /// <summary>Scripts run in the order of their names, each once, and databases remember them by name: one that has run anywhere keeps its name for good.</summary>
    [Fact]
    public void Each_script_of_a_store_has_a_number_of_its_own()
    {
        // Neither of the two needs the other, and both have run.
        string[] installed = ["Entity/postgres/0002", "Entity/sqlite/0002"];

        Assert.Equal(installed, AllScripts().GroupBy(path => $"{StoreOf(path)}/{NumberOf(path):D4}").Where(scripts => scripts.Count() > 1).Select(scripts => scripts.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ALTER TABLE notes ADD COLUMN body text NOT NULL DEFAULT ''", true)]
    [InlineData("ALTER TABLE notes ADD COLUMN body text", true)]
    [InlineData("ALTER TABLE notes ADD COLUMN body text NOT NULL", false)]
    [InlineData("ALTER TABLE notes DROP COLUMN body", false)]
    [InlineData("ALTER TABLE notes RENAME TO remarks", false)]
    [InlineData("ALTER TABLE notes ALTER COLUMN body SET NOT NULL", false)]
    [InlineData("CREATE UNIQUE INDEX notes_body ON notes (body)", false)]
    [InlineData("DROP INDEX notes_body", true)]
    [InlineData("DROP TABLE notes", false)]
    [InlineData("UPDATE notes SET body = ''", false)]
    public void What_adds_is_told_from_what_changes(string statement, bool adds) => Assert.Equal(adds, Adds(statement));

    private static IEnumerable<string> AllScripts() => Directory.EnumerateFiles(RepoRoot.Combine("services"), "*.sql", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(RepoRoot.Combine("services"), path).Replace('\\', '/'))
        .Where(path => path.Contains("/Store/Migrations/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

    // A unique index may refuse what the build before writes; without one, it is only slower.
    private static bool Adds(string statement) =>
        CreateTable().IsMatch(statement) || Index().IsMatch(statement) || Storage().IsMatch(statement)
        || (AddColumn().IsMatch(statement) && (!statement.Contains("NOT NULL", StringComparison.OrdinalIgnoreCase) || statement.Contains(" DEFAULT ", StringComparison.OrdinalIgnoreCase)));

    private static string[] Statements(string script) =>
        Comment().Replace(script, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string StoreOf(string path) => $"{path.Split('/')[0]}/{path.Split('/')[^2]}";

    private static int NumberOf(string path) => int.Parse(Path.GetFileName(path)[..4], System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^CREATE TABLE \w+ \(", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^(CREATE INDEX \w+ ON |DROP INDEX \w+$)", RegexOptions.IgnoreCase)]
    private static partial Regex Index();

    [GeneratedRegex(@"^ALTER TABLE \w+ ALTER COLUMN \w+ SET (STORAGE|COMPRESSION) \w+$", RegexOptions.IgnoreCase)]
    private static partial Regex Storage();

    [GeneratedRegex(@"^ALTER TABLE \w+ ADD COLUMN \w+ [^,]+$", RegexOptions.IgnoreCase)]
    private static partial Regex AddColumn();
}
