using System.Text.Json;
using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>What code asks of a language is what the manifest of the shipped one names: so a folder can be checked at start, before anything is read.</summary>
public sealed partial class ListsInCodeTests
{
    private static readonly string Code = string.Concat(new[] { "services", "tools" }
        .SelectMany(folder => Directory.EnumerateFiles(RepoRoot.Combine(folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    private static readonly JsonElement Manifest = JsonDocument.Parse(File.ReadAllText(RepoRoot.Combine("languages", "en", "manifest.json"))).RootElement;

    [Fact]
    public void Every_list_is_asked_for_and_none_that_there_is_not()
    {
        Assert.Equal(Names("words"), Words().Matches(Code).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Names("lexicons"), Lexicons().Matches(Code).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_that_is_asked_for_is_named()
    {
        var asked = Words().Matches(Code).Where(match => match.Groups[2].Success).Select(match => (List: match.Groups[1].Value, Kind: match.Groups[2].Value)).Distinct();

        Assert.DoesNotContain(asked, name => !Manifest.GetProperty("words").GetProperty(name.List).GetString()!.Split(", ").Contains(name.Kind));
    }

    private static IEnumerable<string> Names(string section) => Manifest.GetProperty(section).EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex("""\b(?:Words|Stems)\(\s*"([a-z-]+)"(?:, "([^"]+)")?\)""")]
    private static partial Regex Words();

    [GeneratedRegex("""\bLexicon(?:\.Read)?\("([a-z-]+)"\)""")]
    private static partial Regex Lexicons();
}
