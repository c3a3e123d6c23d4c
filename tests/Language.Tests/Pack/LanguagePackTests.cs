using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
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
        Write("manifest.json", """{ "language": "xx", "models": [] }""");
        Write("words/abbreviations.tsv", "form\tkind\texample\nzorblax\ttitle\tzorblax. Bola\n");
        Write("words/bound-prefixes.tsv", "word\nzu\n");
        Write("words/sentence-starters.tsv", "form\nBola\n");
        Write("words/speech-verbs.tsv", "# Who speaks.\nword\tkind\ngek\tsentence\n");
        Write("words/dateline-words.tsv", "form\nda\n");
        Write("words/clitics.tsv", "word\nka\n");
        Write("words/fused-words.tsv", "word\tkind\nonamik\tona\n");
        Write("words/units.tsv", "form\nvel\n");
        Write("words/elided.tsv", "form\ntim\n");
        Write("words/surnames-first.tsv", "word\nbol\n");
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
        var pack = LanguagePack.Load(_folder.Path);

        Assert.True(pack.Words("pronouns").Is("Mo", "possessive"));
        Assert.False(pack.Words("pronouns").Is("mi", "possessive"));
        Assert.Equal(["mo", "mi"], pack.Words("pronouns", "he").Entries.Select(entry => entry.Word));
        Assert.True(pack.Words("pronouns", "she").IsEndOf("plaZA"));
        Assert.Contains(
            "words/pronouns.tsv: no word has the kind \"it\"", Assert.Throws<InvalidDataException>(() => pack.Words("pronouns", "it")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_word_changes_the_fingerprint()
    {
        var before = LanguagePack.Load(_folder.Path).Fingerprint;

        Write("words/speech-verbs.tsv", "word\ngeka\n");

        Assert.NotEqual(before, LanguagePack.Load(_folder.Path).Fingerprint);
        Assert.StartsWith("xx-", before, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_language_needs_no_code()
    {
        const string Text = "Ona gek zorblax. Bola mi. Ona zu-gek 5vel onamik.";
        // Everything static of the library once more, with the invented language.
        var context = new AssemblyLoadContext("xx", isCollectible: true);
        var library = context.LoadFromAssemblyPath(typeof(LanguagePack).Assembly.Location);
        library.GetType(typeof(LanguagePack).FullName!)!.GetMethod(nameof(LanguagePack.UseFolder))!.Invoke(null, [_folder.Path]);
        var document = library.GetType(typeof(LanguageEngine).FullName!)!.GetMethod(nameof(LanguageEngine.Segment))!.Invoke(null, [Text, 0])!;

        Assert.Equal(2, Count(document, nameof(Document.Sentences)));
        Assert.Equal(3, LanguageEngine.Segment(Text).Sentences.Count);
        context.Unload();
    }

    [Theory]
    [InlineData("words/speech-verbs.tsv", "word\tcolour\ngek\tred\n", "words/speech-verbs.tsv:1: unknown column \"colour\"")]
    [InlineData("words/speech-verbs.tsv", "kind\ngek\n", "words/speech-verbs.tsv:1: the first column must be word or form")]
    [InlineData("words/speech-verbs.tsv", "word\ngek\tx\n", "words/speech-verbs.tsv:2: 2 columns where the first line names 1")]
    [InlineData("words/speech-verbs.tsv", "word\ngek\nGek\n", "words/speech-verbs.tsv:3: \"Gek\" stands on the list already")]
    [InlineData("words/speech-verbs.tsv", "", "words/speech-verbs.tsv: the first line must name the columns")]
    [InlineData("manifest.json", "{}", "manifest.json: must give a language and its models")]
    [InlineData("manifest.json", """{ "language": "xx", "models": [], "colour": 1 }""", "manifest.json: ")]
    [InlineData("models/stray.model", "x", "models/stray.model: the model is not in manifest.json")]
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
        Write("manifest.json", $$"""
            { "language": "xx", "models": [{ "name": "tiny", "sha256": "{{hash}}", "bytes": 9, "data": "none", "command": "none", "card": "tiny.md" }] }
            """);
        AssertRefused("models/tiny.md: the card of tiny is missing");

        Write("models/tiny.md", "# Tiny");
        using (var stream = LanguagePack.Load(_folder.Path).Model("tiny").Stream())
        {
            Assert.Equal(7, stream.ReadByte());
        }

        File.AppendAllText(model, "x");
        AssertRefused("models/tiny.model: SHA-256 is ");

        File.Delete(model);
        AssertRefused("models/tiny.model: the file is missing");
    }

    [Fact]
    public void A_model_that_is_built_in_is_read_and_checked_when_it_is_opened_and_not_before()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData("other bytes"u8));
        Write("manifest.json", $$"""
            { "language": "xx", "models": [{ "name": "tiny", "sha256": "{{hash}}", "bytes": 9, "data": "none", "command": "none", "card": "tiny.md" }] }
            """);
        Write("models/tiny.md", "# Tiny");
        Write("models/tiny.model", "bytes");
        var files = new BuiltIn(_folder.Path);

        var pack = LanguagePack.Load(files);

        Assert.NotEmpty(files.Opened);
        Assert.DoesNotContain("models/tiny.model", files.Opened);
        Assert.Contains("models/tiny.model: SHA-256 is ", Assert.Throws<InvalidDataException>(() => pack.Model("tiny")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_concept_without_a_list_is_named() =>
        Assert.Contains(
            "words/none.tsv: the file is missing",
            Assert.Throws<InvalidDataException>(() => LanguagePack.Load(_folder.Path).Words("none")).Message,
            StringComparison.Ordinal);

    private static int Count(object document, string property) =>
        ((ICollection)document.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.GetValue(document)!).Count;

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

    private void Write(string path, string content)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
