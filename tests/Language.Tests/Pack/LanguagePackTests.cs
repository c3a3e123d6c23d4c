using System.Security.Cryptography;
using OnRecord.Language.Models;
using OnRecord.TestKit;

namespace OnRecord.Language.Tests.Pack;

/// <summary>A language is a folder, and a damaged one is refused with one line that names the file.</summary>
public sealed class LanguagePackTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public LanguagePackTests()
    {
        // An invented language: one title, a few words.
        WriteManifest("[]");
        Write("words/abbreviations.tsv", "form\tkind\texample\nzorblax\ttitle\tzorblax. Bola\n");
        Write("words/bound-prefixes.tsv", "word\nzu\n");
        Write("words/sentence-starters.tsv", "form\nBola\n");
        Write("words/speech-verbs.tsv", "# Who speaks.\nword\ngek\n");
        Write("words/dateline-words.tsv", "form\nda\n");
        Write("words/clitics.tsv", "word\nka\n");
        Write("words/fused-words.tsv", "word\tvalue\nonamik\tona\n");
        Write("words/units.tsv", "form\nvel\n");
        Write("words/elided.tsv", "form\ntim\n");
        Write("words/surnames-first.tsv", "word\nbol\n");
        Write("lexicons/cues.tsv", "cue\tlabel\nzorb\tDENIES\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_language_is_whole()
    {
        var pack = LanguagePack.Default;

        Assert.Equal("en", pack.Code);
        Assert.Matches("^en-[0-9a-f]{12}$", pack.Fingerprint);
        Assert.All(pack.Concepts, concept => Assert.NotEmpty(pack.Words(concept).Entries));
        Assert.Contains("vectors", pack.Models.Select(model => model.Name));
    }

    [Fact]
    public void The_folder_of_the_repository_is_what_ships() =>
        Assert.Equal(LanguagePack.Default.Fingerprint, LanguagePack.Load(RepoRoot.Combine("languages", "en")).Fingerprint);

    [Fact]
    public void A_word_is_looked_up_as_its_list_says()
    {
        var pack = LanguagePack.Load(_folder.Path);

        Assert.True(pack.Words("speech-verbs").Contains("GEK"));
        Assert.Equal("title", pack.Words("abbreviations").Kind("zorblax"));
        Assert.Null(pack.Words("abbreviations").Kind("Zorblax"));
        Assert.False(pack.Words("abbreviations").Is("zorblax", "may-end"));
    }

    [Fact]
    public void A_word_may_be_of_several_kinds()
    {
        Write("words/pronouns.tsv", "word\tkind\nmo\the,possessive\nmi\the\nza\tshe\n");
        WriteManifest("[]", more: """, "pronouns": "he, she, possessive, they" """);
        var pack = LanguagePack.Load(_folder.Path);

        Assert.True(pack.Words("pronouns").Is("Mo", "possessive"));
        Assert.False(pack.Words("pronouns").Is("mi", "possessive"));
        Assert.Equal(["mo", "mi"], pack.Words("pronouns", "he").Entries.Select(entry => entry.Word));
        Assert.True(pack.Words("pronouns", "she").IsEndOf("plaZA"));
        Assert.Empty(pack.Words("pronouns", "they").Entries);
        Assert.Contains(
            "manifest.json: words \"pronouns\" have no kind \"it\"", Assert.Throws<InvalidDataException>(() => pack.Words("pronouns", "it")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_word_changes_the_fingerprint()
    {
        var before = LanguagePack.Load(_folder.Path).Fingerprint;

        Write("words/speech-verbs.tsv", "word\ngeka\n");

        Assert.NotEqual(before, LanguagePack.Load(_folder.Path).Fingerprint);
        Assert.StartsWith("xx-", before, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("words/speech-verbs.tsv", "word\tcolour\ngek\tred\n", "words/speech-verbs.tsv: unknown column \"colour\"")]
    [InlineData("words/speech-verbs.tsv", "kind\ngek\n", "words/speech-verbs.tsv: the first column must be word or form")]
    [InlineData("words/speech-verbs.tsv", "word\ngek\tx\n", "words/speech-verbs.tsv:2: 2 columns where the first line names 1")]
    [InlineData("words/speech-verbs.tsv", "word\n\tx\n", "words/speech-verbs.tsv:2: 2 columns where")]
    [InlineData("words/abbreviations.tsv", "form\tkind\nzorblax\ttitel\n", "words/abbreviations.tsv:2: unknown kind \"titel\"")]
    [InlineData("words/stray.tsv", "word\ngek\n", "words/stray.tsv: the file is not in manifest.json")]
    [InlineData("lexicons/cues.tsv", "cue\tlabel\nzorb\tNO\n", "lexicons/cues.tsv:2: unknown label \"NO\"")]
    [InlineData("lexicons/cues.tsv", "cue\tcolour\nzorb\tSAY\n", "lexicons/cues.tsv: the columns are cue, colour; manifest.json says cue, label")]
    [InlineData("lexicons/cues.tsv", "cue\tlabel\nzorb\tSAY\nzorb\tSAY\n", "lexicons/cues.tsv:3: \"zorb\" stands on the list already")]
    [InlineData("words/speech-verbs.tsv", "word\ngek\nGek\n", "words/speech-verbs.tsv:3: \"Gek\" stands on the list already")]
    [InlineData("words/speech-verbs.tsv", "", "words/speech-verbs.tsv: the first line must name the columns")]
    [InlineData("manifest.json", "{}", "manifest.json: must give a language, its words, lexicons and models")]
    [InlineData("manifest.json", """{ "language": "xx", "words": {}, "lexicons": {}, "models": [], "colour": 1 }""", "manifest.json: ")]
    [InlineData("models/stray.model", "x", "models/stray.model: the file is not in manifest.json")]
    public void A_damaged_file_is_named(string path, string content, string message)
    {
        Write(path, content);

        AssertRefused(message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(Path.Combine(_folder.Path, "manifest.json"));

        AssertRefused("manifest.json: the file is missing");
    }

    [Fact]
    public void A_model_that_is_missing_changed_or_without_card_is_named()
    {
        var model = Path.Combine(_folder.Path, "models", "tiny.model");
        Directory.CreateDirectory(Path.GetDirectoryName(model)!);
        ModelFile.Of(stream => stream.WriteByte(7)).Save(model);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model)));
        var bytes = new FileInfo(model).Length;
        WriteManifest(Tiny(hash, bytes + 1));
        Write("models/tiny.md", "# Tiny");
        AssertRefused($"models/tiny.model: {bytes} bytes; manifest.json says {bytes + 1}");

        WriteManifest(Tiny(hash, bytes));
        File.Delete(Path.Combine(_folder.Path, "models", "tiny.md"));
        AssertRefused("models/tiny.md: the card of tiny is missing");

        Write("models/tiny.md", "# Tiny");
        using (var stream = LanguagePack.Load(_folder.Path).Model("tiny").Stream())
        {
            Assert.Equal(7, stream.ReadByte());
        }

        var damaged = File.ReadAllBytes(model);
        damaged[^1] ^= 1;
        File.WriteAllBytes(model, damaged);
        AssertRefused("models/tiny.model: SHA-256 is ");

        File.Delete(model);
        AssertRefused("models/tiny.model: the file is missing");
    }

    [Fact]
    public void A_model_that_is_built_in_is_read_and_checked_when_it_is_opened_and_not_before()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData("other bytes"u8));
        WriteManifest(Tiny(hash, 5));
        Write("models/tiny.md", "# Tiny");
        Write("models/tiny.model", "bytes");
        var files = new BuiltIn(_folder.Path);

        var pack = LanguagePack.Load(files);

        Assert.Equal(1, files.Opened.Count(path => path == "models/tiny.model")); // for its length
        Assert.Contains("models/tiny.model: SHA-256 is ", Assert.Throws<InvalidDataException>(() => pack.Model("tiny")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_concept_without_a_list_is_named() =>
        Assert.Contains(
            "words/none.tsv: the file is missing",
            Assert.Throws<InvalidDataException>(() => LanguagePack.Load(_folder.Path).Words("none")).Message,
            StringComparison.Ordinal);

    /// <summary>A folder that is taken for a part of the library.</summary>
    private sealed class BuiltIn(string folder) : LanguageFiles
    {
        public List<string> Opened { get; } = [];

        public override string Place => "built in";

        public override bool AreBuiltIn => true;

        public override IReadOnlyCollection<string> Paths { get; } =
            [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))];

        protected override Stream? TryOpen(string path)
        {
            Opened.Add(path);
            return File.OpenRead(Path.Combine(folder, path));
        }
    }

    private void AssertRefused(string message)
    {
        var fault = Assert.Throws<InvalidDataException>(() => LanguagePack.Load(_folder.Path));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private static string Tiny(string hash, long bytes) =>
        $$"""[{ "name": "tiny", "sha256": "{{hash}}", "bytes": {{bytes}}, "data": "none", "command": "none", "card": "tiny.md" }]""";

    private void WriteManifest(string models, string more = "") => Write("manifest.json", $$"""
        {
          "language": "xx",
          "words": {
            "abbreviations": "title, may-end", "bound-prefixes": "", "sentence-starters": "", "speech-verbs": "", "dateline-words": "", "clitics": "", "fused-words": "",
            "units": "", "elided": "", "surnames-first": ""{{more}}
          },
          "lexicons": { "cues": "cue, label: SAY|DENIES" },
          "models": {{models}}
        }
        """);

    private void Write(string path, string content)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
