using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>Words of a language belong into languages/, not into code. What still stands there may only become less.</summary>
public sealed partial class WordsInCodeTests
{
    // Lower it with each list that moves into languages/en/words; the aim is 40.
    private const int MostWords = 726;

    // Relations of Universal Dependencies and what is no word of a language: names of sections, files, kinds.
    private static readonly HashSet<string> Allowed =
    [
        "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "compound", "conj", "cop", "csubj", "dep", "det", "discourse", "expl", "fixed",
        "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "root", "vocative", "xcomp",
        .. File.ReadAllLines(RepoRoot.Combine("tests", "Contracts.Tests", "allowed-words.txt")).Where(line => line.Length > 0 && line[0] != '#'),
    ];

    [Fact]
    public void Words_in_the_code_of_language_and_recognition_become_less()
    {
        var found = new[] { "Language", "Recognition", "Entity" }
            .SelectMany(service => Directory.EnumerateFiles(RepoRoot.Combine("services", service), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(path).SelectMany(line => Literal().Matches(Comment().Replace(line, "")))
                .Select(match => match.Groups[1].Value)
                .Where(word => !Allowed.Contains(word)))
            .ToList();

        Assert.True(found.Count <= MostWords, $"{found.Count} words stand in code; {MostWords} are allowed: {string.Join(' ', found.Distinct().Order())}");
    }

    [GeneratedRegex("\"([A-Za-z][a-z'’-]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
