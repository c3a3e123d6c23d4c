using System.Text.RegularExpressions;

namespace OnRecord.TestKit;

/// <summary>The documentation of the checkout, and the commands in it.</summary>
public static partial class Documents
{
    /// <summary>All pages, as paths from the root of the checkout.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. new[] { "", "docs", "samples", "tools" }
        .SelectMany(folder => Directory.EnumerateFiles(
            RepoRoot.Combine(folder), "*.md", folder.Length == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
        .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(RepoRoot.Path, path)).Order(StringComparer.Ordinal)];

    /// <summary>The lines of a page's fenced blocks: without prompts, continued lines in one.</summary>
    public static IEnumerable<string> Blocks(string path) =>
        Fence().Matches(Read(path)).SelectMany(block => block.Groups["code"].Value.Split('\n')).Select(Bare);

    /// <summary>The spans of code in a page's sentences.</summary>
    public static IEnumerable<string> Spans(string path) =>
        Span().Matches(Fence().Replace(Read(path), "")).Select(span => Bare(span.Groups["code"].Value));

    private static string Read(string path) => File.ReadAllText(RepoRoot.Combine(path.Split('/'))).Replace("\\\n", " ", StringComparison.Ordinal);

    private static string Bare(string line) => line.Trim().TrimStart('$').Trim();

    [GeneratedRegex("^```[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Span();
}
