using System.Collections.Concurrent;
using OnRecord.Language.Coreference;
using OnRecord.Language.Models;
using OnRecord.Language.Names;
using OnRecord.Language.Parse;
using OnRecord.Language.Segment;

namespace OnRecord.Language;

/// <summary>
/// Text in, annotated document out: tokens, sentences, tags, trees, names, coreference. English.
/// Deterministic and thread-safe; the models are immutable and shared.
/// </summary>
public sealed class LanguageEngine
{
    private static readonly Lazy<LanguageEngine> Shared = new(() => new LanguageEngine());

    private static readonly ConcurrentBag<Workspace> Workspaces = [];
    private readonly NameFinder _names = NameFinder.Load();
    private readonly SyntaxParser _parser = new(SyntaxModel.Load(ModelFile.OpenEmbedded(SyntaxModel.FileName), WordVectors.Default));
    private readonly Lazy<CoreferenceResolver> _coreference = new(
        () => new CoreferenceResolver(WordVectors.Default, ReferenceModel.Load(ModelFile.OpenEmbedded(ReferenceModel.FileName))));

    private LanguageEngine()
    {
    }

    /// <summary>The engine with the models that ship with the library; loaded once per process.</summary>
    public static LanguageEngine Default => Shared.Value;

    /// <summary>Which models answer; the fingerprint of the language.</summary>
    public string ModelVersion { get; } = LanguagePack.Default.Fingerprint;

    /// <summary>Analyses a text.</summary>
    /// <param name="text">Any UTF-16 text, also with unpaired surrogates. Paragraphs are separated by line breaks.</param>
    /// <param name="bodyStart">Where the body begins; what stands before is the headline.</param>
    /// <param name="cancellation">Checked between sentences.</param>
    public Document Analyze(string text, int bodyStart = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bodyStart, (uint)text.Length, nameof(bodyStart));
        cancellation.ThrowIfCancellationRequested();
        if (!Workspaces.TryTake(out var workspace))
        {
            workspace = new Workspace();
        }

        try
        {
            var (tokens, sentences, names) = Read(text, bodyStart, workspace, cancellation);
            var (mentions, chains) = _coreference.Value.Resolve(text, tokens, sentences, names);
            return new Document
            {
                Text = text,
                BodyStart = bodyStart,
                Tokens = tokens,
                Sentences = sentences,
                Mentions = mentions,
                Chains = chains,
            };
        }
        finally
        {
            Workspaces.Add(workspace);
        }
    }

    /// <summary>The stages before coreference, for its training.</summary>
    internal (Token[] Tokens, Sentence[] Sentences, IReadOnlyList<FoundName> Names) ReadNames(string text) =>
        Read(text, 0, new Workspace(), CancellationToken.None);

    /// <summary>Finds tokens and sentences only: what a reading of hundreds of texts for one question can afford. Needs no models.</summary>
    /// <param name="text">Any UTF-16 text.</param>
    /// <param name="bodyStart">Where the body begins.</param>
    public static Document Segment(string text, int bodyStart = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bodyStart, (uint)text.Length, nameof(bodyStart));
        if (!Workspaces.TryTake(out var workspace))
        {
            workspace = new Workspace();
        }

        try
        {
            Segmenter.Segment(text, bodyStart, workspace.Tokens, workspace.Sentences);
            return new Document
            {
                Text = text,
                BodyStart = bodyStart,
                Tokens = workspace.Tokens.Span.ToArray(),
                Sentences = workspace.Sentences.ToArray(),
                Mentions = [],
                Chains = [],
            };
        }
        finally
        {
            Workspaces.Add(workspace);
        }
    }

    private (Token[] Tokens, Sentence[] Sentences, IReadOnlyList<FoundName> Names) Read(
        string text, int bodyStart, Workspace workspace, CancellationToken cancellation)
    {
        Segmenter.Segment(text, bodyStart, workspace.Tokens, workspace.Sentences);
        _parser.Parse(text, workspace.Tokens.Span, workspace.Sentences, workspace.Syntax, cancellation);
        var names = _names.Find(text, workspace.Tokens.Span, workspace.Sentences, cancellation);
        Nicknames.Join(_names, text, workspace.Tokens.Span, workspace.Sentences, names);
        return (workspace.Tokens.Span.ToArray(), workspace.Sentences.ToArray(), names);
    }

    /// <summary>Scratch memory of one analysis.</summary>
    private sealed class Workspace
    {
        public TokenList Tokens { get; } = new();

        public List<Sentence> Sentences { get; } = [];

        public SyntaxScratch Syntax { get; } = new();
    }
}
