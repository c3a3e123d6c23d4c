using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>What the documentation promises to be complete is complete.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_configuration_key_is_documented()
    {
        var documented = File.ReadAllText(RepoRoot.Combine("docs", "configuration.md"));
        var sources = Directory.EnumerateFiles(RepoRoot.Combine("services"), "*Options.cs", SearchOption.AllDirectories);

        var keys = sources.SelectMany(path => KeysOf(File.ReadAllText(path))).ToList();

        Assert.NotEmpty(keys);
        Assert.DoesNotContain(keys, key => !documented.Contains($"`{key}", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_is_documented()
    {
        var documented = File.ReadAllText(RepoRoot.Combine("docs", "events.md"));
        var events = typeof(Events.Schema).Assembly.GetTypes().Where(type => type.GetProperty("SchemaVersion") is not null).ToList();

        Assert.NotEmpty(events);
        Assert.All(events, type => Assert.Contains($"| `{type.Name}` |", documented, StringComparison.Ordinal));
    }

    private static IEnumerable<string> KeysOf(string source)
    {
        // A file may hold several option classes; one without a section is part of another.
        foreach (var type in source.Split("public sealed class ").Skip(1))
        {
            if (Section().Match(type) is { Success: true } section)
            {
                foreach (Match property in Property().Matches(type))
                {
                    yield return $"{section.Groups[1].Value}:{property.Groups[1].Value}";
                }
            }
        }
    }

    [GeneratedRegex("Section = \"([^\"]+)\"")]
    private static partial Regex Section();

    [GeneratedRegex(@"public \S+ (\w+) \{ get; init; \}")]
    private static partial Regex Property();
}
