using System.Text.Json.Nodes;
using OnRecord.TestKit;

namespace OnRecord.Language.Tests.Pack;

/// <summary>A folder that is to be the language of a process is checked at start against all that code asks for. Each test breaks one thing of a copy.</summary>
public sealed class WholeLanguageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public WholeLanguageTests()
    {
        var source = RepoRoot.Combine("languages", "en");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.Path, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_copy_is_the_language() => Assert.Equal(LanguagePack.Default.Fingerprint, LanguagePack.LoadWhole(_folder.Path).Fingerprint);

    [Theory]
    [InlineData("words/clitics.tsv", "words/clitics.tsv: the file is missing")]
    [InlineData("lexicons/cues.tsv", "lexicons/cues.tsv: the file is missing")]
    [InlineData("models/links.model", "models/links.model: the file is missing")]
    [InlineData("models/links.md", "models/links.md: the card of links is missing")]
    [InlineData("manifest.json", "manifest.json: the file is missing")]
    public void A_file_that_is_missing_stops_the_start(string file, string message)
    {
        File.Delete(Path.Combine(_folder.Path, file));

        AssertRefused(message);
    }

    [Theory]
    [InlineData("words/clitics.tsv", "\nre\n", ": \"re\" stands on the list already")]
    [InlineData("words/negations.tsv", "\nnowise\tadverbial\n", ": unknown kind \"adverbial\"")]
    [InlineData("lexicons/cues.tsv", "\nzorb\tverb\tLIKES\n", ": unknown label \"LIKES\"")]
    [InlineData("lexicons/contents.tsv", "\nno comment\tNO_COMMENT\n", ": \"no comment\" stands on the list already")]
    [InlineData("models/links.model", "x", "models/links.model: ")]
    public void A_line_too_many_stops_the_start(string file, string line, string message)
    {
        File.AppendAllText(Path.Combine(_folder.Path, file), line);

        AssertRefused(message);
    }

    [Theory]
    [InlineData("words", "clitics", null, "words/clitics.tsv", "manifest.json: no words \"clitics\"")]
    [InlineData("words", "negations", "adverb, denying, other", null, "words/negations.tsv:7: unknown kind \"determiner\"")]
    [InlineData("words", "gendered-roles", "male", "words/gendered-roles.tsv", "words/gendered-roles.tsv: the file is missing")]
    [InlineData("lexicons", "speakers", null, "lexicons/speakers.tsv", "manifest.json: no lexicon \"speakers\" with the columns noun, likelihood")]
    [InlineData("lexicons", "speakers", "noun, rate", null, "lexicons/speakers.tsv: the columns are noun, likelihood; manifest.json says noun, rate")]
    public void What_code_asks_for_and_the_manifest_lacks_stops_the_start(string section, string name, string? instead, string? gone, string message)
    {
        var path = Path.Combine(_folder.Path, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        if (instead is null)
        {
            manifest[section]!.AsObject().Remove(name);
        }
        else
        {
            manifest[section]![name] = instead;
        }

        File.WriteAllText(path, manifest.ToJsonString());
        if (gone is not null)
        {
            File.Delete(Path.Combine(_folder.Path, gone));
        }

        AssertRefused(message);
    }

    private void AssertRefused(string message)
    {
        var fault = Assert.Throws<InvalidDataException>(() => LanguagePack.LoadWhole(_folder.Path));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
