using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using OnRecord.Language;
using OnRecord.TestKit;

namespace OnRecord.Stances.Tests.Analyze;

/// <summary>
/// A language is a folder: words and lexicons of an invented one, beside networks that are those of English, go through the whole engine and stance without a line of
/// code. What tells the two apart is the folder alone.
/// </summary>
public sealed class InventedLanguageTests : IDisposable
{
    /// <summary>What is said in the invented language, and the word of English in whose place it stands.</summary>
    private static readonly Dictionary<string, string> Words = new() { ["oppose"] = "zorb", ["support"] = "plimm", ["quipped"] = "gekta", ["said"] = "morun" };

    private readonly ScratchFolder _folder = new();

    public InventedLanguageTests()
    {
        var english = RepoRoot.Combine("languages", "en");
        foreach (var file in Directory.EnumerateFiles(english, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.Path, Path.GetRelativePath(english, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (file.EndsWith(".tsv", StringComparison.Ordinal))
            {
                File.WriteAllLines(copy, File.ReadLines(file).Select(line => line.StartsWith('#') ? line : Reworded(line)));
            }
            else
            {
                File.Copy(file, copy);
            }
        }

        var manifest = Path.Combine(_folder.Path, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"language\": \"en\"", "\"language\": \"xx\"", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_invented_language_is_analysed_by_the_same_code()
    {
        var invented = new Invented(_folder.Path);

        Assert.StartsWith("xx-", invented.ModelVersion, StringComparison.Ordinal);
        Assert.Equal(["Ann Lee Opposes"], invented.Stands("Ann Lee zorbed the plan."));
        Assert.Equal(["Ann Lee Supports"], invented.Stands("Ann Lee plimmed the plan."));
        Assert.Equal(1, invented.Sentences("“Why now?” Ann Lee gekta."));

        // English knows none of it.
        Assert.DoesNotContain("Ann Lee Opposes", English("Ann Lee zorbed the plan."));
        Assert.Equal(2, LanguageEngine.Segment("“Why now?” Ann Lee gekta.").Sentences.Count);
    }

    /// <summary>The first cell is the entry.</summary>
    private static string Reworded(string line)
    {
        var end = line.IndexOf('\t', StringComparison.Ordinal) is var tab and >= 0 ? tab : line.Length;
        return Words.Aggregate(line[..end], (entry, word) => Regex.Replace(entry, $"(?<![\\w'’]){word.Key}(?![\\w'’])", word.Value)) + line[end..];
    }

    private static IEnumerable<string> English(string text) =>
        StanceAnalyzer.Default.Analyze(LanguageEngine.Default.Analyze(text)).Positions.Select(position => $"{position.Holder.Name} {position.Stance}");

    /// <summary>The libraries once more, with another language.</summary>
    private sealed class Invented
    {
        private readonly Assembly _language;
        private readonly Assembly _stance;

        public Invented(string folder)
        {
            var context = new OwnLibraries();
            _language = context.LoadFromAssemblyName(typeof(LanguageEngine).Assembly.GetName());
            _stance = context.LoadFromAssemblyName(typeof(StanceAnalyzer).Assembly.GetName());
            Type(_language, typeof(LanguagePack)).GetMethod(nameof(LanguagePack.Use))!.Invoke(null, [folder]);
        }

        public string ModelVersion => (string)Get(Default(_language, typeof(LanguageEngine)), nameof(LanguageEngine.ModelVersion))!;

        public int Sentences(string text) => ((ICollection)Get(Document(text), nameof(Language.Document.Sentences))!).Count;

        public IEnumerable<string> Stands(string text)
        {
            var analyzer = Default(_stance, typeof(StanceAnalyzer));
            var document = Document(text);
            var analyse = analyzer.GetType().GetMethods().First(method => method.Name == nameof(StanceAnalyzer.Analyze));
            var analysis = analyse.Invoke(analyzer, [document, .. analyse.GetParameters().Skip(1).Select(parameter => parameter.DefaultValue)])!;
            foreach (var position in (IEnumerable)Get(analysis, nameof(StanceAnalysis.Positions))!)
            {
                yield return $"{Get(Get(position, nameof(Stances.Position.Holder))!, nameof(Holder.Name))} {Get(position, nameof(Stances.Position.Stance))}";
            }
        }

        private object Document(string text)
        {
            var engine = Default(_language, typeof(LanguageEngine));
            var analyse = engine.GetType().GetMethods().First(method => method.Name == nameof(LanguageEngine.Analyze) && method.GetParameters()[0].ParameterType == typeof(string));
            return analyse.Invoke(engine, [text, .. analyse.GetParameters().Skip(1).Select(parameter => parameter.DefaultValue)])!;
        }

        private static Type Type(Assembly library, Type type) => library.GetType(type.FullName!, throwOnError: true)!;

        private static object Default(Assembly library, Type type) => Type(library, type).GetProperty("Default")!.GetValue(null)!;

        private static object? Get(object from, string property) => from.GetType().GetProperty(property)!.GetValue(from);
    }

    private sealed class OwnLibraries() : AssemblyLoadContext("xx")
    {
        protected override Assembly? Load(AssemblyName name) =>
            name.Name!.StartsWith("OnRecord.", StringComparison.Ordinal) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll")) : null;
    }
}
