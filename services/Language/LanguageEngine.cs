using System.Collections.Concurrent;
using OnRecord.Language.Coreference;
using OnRecord.Language.Models;
using OnRecord.Language.Names;
using OnRecord.Language.Parse;
using OnRecord.Language.Segment;

namespace OnRecord.Language;

/// <summary>
/// Text in, annotated document out: tokens, sentences, tags, trees, names, coreference.
/// Deterministic and thread-safe; the models are immutable and shared.
/// </summary>
public sealed class LanguageEngine
{
    private static readonly Lazy<LanguageEngine> Shared = new(() => new LanguageEngine());

    private static readonly ConcurrentBag<Reading> Readings = [];
    private readonly Pipeline<Reading, TextLayer> _names;
    private readonly Pipeline<Reading, TextLayer> _whole;

    private LanguageEngine()
    {
        var parser = new SyntaxParser(SyntaxModel.Load(ModelFile.OpenEmbedded(SyntaxModel.FileName), WordVectors.Default));
        var names = NameFinder.Load();
        var coreference = new Lazy<CoreferenceResolver>(
            () => new CoreferenceResolver(WordVectors.Default, ReferenceModel.Load(ModelFile.OpenEmbedded(ReferenceModel.FileName))));
        Stage<Reading, TextLayer>[] stages =
        [
            new("segment", [TextLayer.Text], [TextLayer.Sentences], Segment),
            new("parse", [TextLayer.Text, TextLayer.Sentences], [TextLayer.Trees], reading =>
                parser.Parse(reading.Text, reading.Tokens.Span, reading.Sentences, reading.Syntax, reading.Cancellation)),
            new("tag names", [TextLayer.Text, TextLayer.Sentences], [TextLayer.TaggedNames], reading =>
                reading.Names = names.Find(reading.Text, reading.Tokens.Span, reading.Sentences, reading.Cancellation)),
            new("join nicknames", [TextLayer.Text, TextLayer.Sentences, TextLayer.TaggedNames], [TextLayer.Names], reading =>
                Nicknames.Join(names, reading.Text, reading.Tokens.Span, reading.Sentences, reading.Names)),
        ];
        _names = new([TextLayer.Text], stages);
        _whole = new(
            [TextLayer.Text],
            [.. stages, new("resolve coreference", [TextLayer.Text, TextLayer.Trees, TextLayer.Names], [TextLayer.Chains], reading => Resolve(coreference.Value, reading))]);
    }

    /// <summary>The engine with the models that ship with the library; loaded once per process.</summary>
    public static LanguageEngine Default => Shared.Value;

    /// <summary>Which models answer; the fingerprint of the language.</summary>
    public string ModelVersion { get; } = LanguagePack.Default.Fingerprint;

    /// <summary>The names of the stages, in the order in which they run.</summary>
    public IEnumerable<string> Stages => _whole.Stages.Select(stage => stage.Name);

    /// <summary>Analyses a text.</summary>
    /// <param name="text">Any UTF-16 text, also with unpaired surrogates. Paragraphs are separated by line breaks.</param>
    /// <param name="bodyStart">Where the body begins; what stands before is the headline.</param>
    /// <param name="cancellation">Checked between sentences.</param>
    public Document Analyze(string text, int bodyStart = 0, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Read(text, bodyStart, reading =>
        {
            _whole.Run(reading, cancellation);
            return reading.Document!;
        }, cancellation);
    }

    /// <summary>The stages before coreference, for its training: a document without mentions, and its names.</summary>
    internal (Document Document, IReadOnlyList<FoundName> Names) ReadNames(string text) => Read(text, 0, reading =>
    {
        _names.Run(reading, CancellationToken.None);
        return (DocumentOf(reading), reading.Names);
    }, CancellationToken.None);

    /// <summary>Finds tokens and sentences only: what a reading of hundreds of texts for one question can afford. Needs no models.</summary>
    /// <param name="text">Any UTF-16 text.</param>
    /// <param name="bodyStart">Where the body begins.</param>
    public static Document Segment(string text, int bodyStart = 0) => Read(text, bodyStart, reading =>
    {
        Segment(reading);
        return DocumentOf(reading);
    }, CancellationToken.None);

    private static T Read<T>(string text, int bodyStart, Func<Reading, T> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bodyStart, (uint)text.Length, nameof(bodyStart));
        if (!Readings.TryTake(out var reading))
        {
            reading = new Reading();
        }

        try
        {
            reading.Begin(text, bodyStart, cancellation);
            return read(reading);
        }
        finally
        {
            reading.Begin("", 0, CancellationToken.None);
            Readings.Add(reading);
        }
    }

    private static void Segment(Reading reading) => Segmenter.Segment(reading.Text, reading.BodyStart, reading.Tokens, reading.Sentences);

    private static void Resolve(CoreferenceResolver coreference, Reading reading)
    {
        var document = DocumentOf(reading);
        var (mentions, chains) = coreference.Resolve(document, reading.Names);
        reading.Document = document.With(mentions, chains);
    }

    /// <summary>What has been read, without mentions.</summary>
    private static Document DocumentOf(Reading reading) => new()
    {
        Text = reading.Text,
        BodyStart = reading.BodyStart,
        Tokens = reading.Tokens.Span.ToArray(),
        Sentences = reading.Sentences.ToArray(),
        Mentions = [],
        Chains = [],
    };
}
