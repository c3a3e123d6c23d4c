using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>What the documentation promises to be complete is complete.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_configuration_key_is_documented_with_its_default()
    {
        var documented = File.ReadAllText(RepoRoot.Combine("docs", "configuration.md"));
        var sources = Directory.EnumerateFiles(RepoRoot.Combine("services"), "*Options.cs", SearchOption.AllDirectories);

        var rows = sources.SelectMany(path => RowsOf(File.ReadAllText(path))).ToList();

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => !documented.Contains(row, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_is_documented()
    {
        var documented = File.ReadAllText(RepoRoot.Combine("docs", "events.md"));
        var events = typeof(Events.Schema).Assembly.GetTypes().Where(type => type.GetProperty("SchemaVersion") is not null).ToList();

        Assert.NotEmpty(events);
        Assert.All(events, type => Assert.Contains($"| `{type.Name}` |", documented, StringComparison.Ordinal));
    }

    // How the row of each key begins: | `Search:PageSize` | `20` |
    private static IEnumerable<string> RowsOf(string source)
    {
        // A file may hold several option classes; one without a section is part of another.
        foreach (var type in source.Split("public sealed class ").Skip(1))
        {
            if (Section().Match(type) is { Success: true } section)
            {
                foreach (Match property in Property().Matches(type))
                {
                    var key = $"| `{section.Groups[1].Value}:{property.Groups["name"].Value}";
                    // A list is documented by the keys of its items, options inside options by theirs.
                    yield return property.Groups["type"].Value.StartsWith("IReadOnlyList", StringComparison.Ordinal) || property.Groups["value"].Value is "new()" ? key
                        : DefaultOf(property) is { Length: > 0 } value ? $"{key}` | `{value}` |" : $"{key}` |  |";
                }
            }
        }
    }

    private static string DefaultOf(Match property)
    {
        var value = property.Groups["value"];
        if (value.Success)
        {
            // 1_000 stands as 1000, 0.5f as 0.5, "FULL" as FULL, Dialect.Sqlite as Sqlite.
            var plain = value.Value.Trim('"');
            return char.IsAsciiDigit(plain.FirstOrDefault()) ? plain.Replace("_", "", StringComparison.Ordinal).TrimEnd('f')
                : value.Value[0] == '"' ? plain : plain[(plain.LastIndexOf('.') + 1)..];
        }

        return property.Groups["type"].Value == "bool" ? "false" : "0";
    }

    [GeneratedRegex("Section = \"([^\"]+)\"")]
    private static partial Regex Section();

    [GeneratedRegex(@"public (?<type>\S+) (?<name>\w+) \{ get; init; \}(?: = (?<value>[^;]+);)?")]
    private static partial Regex Property();
}
