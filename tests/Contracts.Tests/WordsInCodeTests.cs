using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Contracts.Tests;

/// <summary>Words of a language belong into languages/, not into code. What still stands there may only become less.</summary>
public sealed partial class WordsInCodeTests
{
    private const int MostWords = 40;

    // How English is spelt and stemmed is an algorithm, not a list.
    private static readonly HashSet<string> Algorithms = ["PorterStemmer.cs", "Inflection.cs"];

    // Relations of Universal Dependencies.
    private static readonly HashSet<string> Relations =
    [
        "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "compound", "conj", "cop", "csubj", "dep", "det", "discourse", "expl", "fixed",
        "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "root", "vocative", "xcomp",
    ];

    // Tags of the Penn Treebank.
    private static readonly HashSet<string> Tags =
        ["EX", "IN", "JJ", "JJR", "JJS", "MD", "NN", "NNP", "NNPS", "NNS", "POS", "RB", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WRB"];

    private static readonly string[] Allowed = [.. File.ReadAllLines(RepoRoot.Combine("tests", "Contracts.Tests", "allowed-words.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void Few_words_of_a_language_stand_in_code()
    {
        var found = new[] { "Language", "Recognition", "Entity", "Stance", "Search/Text", "Search/Query", "Search/Group" }
            .SelectMany(service => Directory.EnumerateFiles(RepoRoot.Combine("services", service), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Algorithms.Contains(Path.GetFileName(path)))
            .SelectMany(path => Unallowed(Path.GetFileName(path), Words(File.ReadAllText(path))))
            .ToList();

        Assert.True(found.Count < MostWords, $"{found.Count} words stand in code, fewer than {MostWords} may: {string.Join(", ", found)}");
    }

    [Theory]
    [InlineData("""x is "he" or "She"; // "they" """, "he She")]
    [InlineData("""Words("pronouns", "he"); Nouns.Is(word, "claim"); view.Is(i, "of"); """, "of")]
    [InlineData("""name.StartsWith("THE ") && name.EndsWith(" GOVERNMENT") """, "THE GOVERNMENT")]
    [InlineData("""[GeneratedRegex(@"^it (?:is|was) \b(?<claim>\p{L}+)", RegexOptions.IgnoreCase)] x "he" """, "it is was he")]
    [InlineData("""row.Add("cue.head"); throw new InvalidDataException("No such file."); Set("one two") """, "one two")]
    public void Words_are_told_from_names(string code, string words) => Assert.Equal(words.Split(' '), Words(code));

    /// <summary>The literal words of code: not those in comments, nor names of lists and of kinds of words. A literal of lower-case words is a list of them.</summary>
    private static IEnumerable<string> Words(string code) =>
        Literals(Concept().Replace(Comment().Replace(code, ""), ""));

    private static IEnumerable<string> Literals(string code) => Pattern().Matches(code).SelectMany(match => PatternWord().Matches(PatternName().Replace(match.Value, "")).Select(word => word.Value))
        .Concat(Literal().Matches(Pattern().Replace(code, "")).Select(match => match.Groups[1].Value).Where(literal => IsWords().IsMatch(literal))
            .SelectMany(literal => literal.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static IEnumerable<string> Unallowed(string file, IEnumerable<string> words)
    {
        var allowed = Relations.Concat(Tags).Concat(Allowed.SelectMany(line => line.Split(": ") switch
        {
            [var other, var own] => other == file ? own.Split(' ') : [],
            _ => [line],
        })).ToHashSet();
        return words.Where(word => !allowed.Contains(word)).Select(word => $"{file}: {word}");
    }

    /// <summary>A string; a character and a raw string are passed over.</summary>
    [GeneratedRegex("\"{3}[\\s\\S]*?\"{3}|'(?:\\\\.|[^\\\\'])+'|\"((?:\\\\.|[^\"\\\\])*)\"")]
    private static partial Regex Literal();

    /// <summary>One word, in small letters, with a capital or in capitals, alone or at the edge of others: "he", "THE ", " GOVERNMENT"; or several in small letters or in capitals.</summary>
    [GeneratedRegex("^ ?([A-Za-z][a-z'’-]*|[A-Z][A-Z'’]+(?: [A-Z'’]+)*|[a-z'’-]+(?: [a-z'’-]+)+) ?$")]
    private static partial Regex IsWords();

    /// <summary>A regular expression.</summary>
    [GeneratedRegex("""(?:GeneratedRegex|new Regex)\((?:[^")]|"[^"]*")*\)""")]
    private static partial Regex Pattern();

    /// <summary>What is no word in one: escapes, names of groups and options.</summary>
    [GeneratedRegex("""\\[pP]\{\w+\}|\\\w|\(\?<\w+>|RegexOptions\.\w+|GeneratedRegex|new Regex|TimeSpan\.\w+""")]
    private static partial Regex PatternName();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex PatternWord();

    [GeneratedRegex("""\b(?:Words|Stems)\("[^)]*\)|Lexicon(?:\.Read)?\("[^"]*"\)|\b[A-Z]\w*\.Is\([^"]*"[^"]*"\)""")]
    private static partial Regex Concept();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
