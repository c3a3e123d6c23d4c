using System.Collections.Concurrent;
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

    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly NameFinder _names = NameFinder.Load();
    private readonly SyntaxParser _parser = new(SyntaxModel.Load(ModelFile.OpenEmbedded(SyntaxModel.FileName), WordVectors.Default));

    private LanguageEngine()
    {
    }

    /// <summary>The engine with the models that ship with the library; loaded once per process.</summary>
    public static LanguageEngine Default => Shared.Value;

    /// <summary>Which models answer; changes with each retraining.</summary>
    public string ModelVersion => _names.ModelVersion;

    /// <summary>Analyses a text.</summary>
    /// <param name="text">Any UTF-16 text, also with unpaired surrogates. Paragraphs are separated by line breaks.</param>
    /// <param name="bodyStart">Where the body begins; what stands before is the headline.</param>
    /// <param name="cancellation">Checked between sentences.</param>
    public Document Analyze(string text, int bodyStart = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bodyStart, (uint)text.Length, nameof(bodyStart));
        cancellation.ThrowIfCancellationRequested();
        if (!_workspaces.TryTake(out var workspace))
        {
            workspace = new Workspace();
        }

        try
        {
            Segmenter.Segment(text, bodyStart, workspace.Tokens, workspace.Sentences);
            _parser.Parse(text, workspace.Tokens.Span, workspace.Sentences, workspace.Syntax, cancellation);
            var names = _names.Find(text, workspace.Tokens.Span, workspace.Sentences, cancellation);
            var (mentions, chains) = Link(text, workspace.Tokens.Span, names);
            return new Document
            {
                Text = text,
                BodyStart = bodyStart,
                Tokens = workspace.Tokens.Span.ToArray(),
                Sentences = workspace.Sentences.ToArray(),
                Mentions = mentions,
                Chains = chains,
            };
        }
        finally
        {
            _workspaces.Add(workspace);
        }
    }

    /// <summary>Chains of equal strings.</summary>
    private static (Mention[] Mentions, CoreferenceChain[] Chains) Link(string text, ReadOnlySpan<Token> tokens, List<FoundName> names)
    {
        var mentions = new Mention[names.Count];
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var members = new List<List<int>>();
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            var range = new TextRange(tokens[name.FirstToken].Start, tokens[name.EndToken - 1].End);
            var words = range.Of(text);
            if (!byName.TryGetValue(words, out var chain))
            {
                byName[words] = chain = members.Count;
                members.Add([]);
            }

            members[chain].Add(i);
            mentions[i] = new Mention(name.FirstToken, name.EndToken, range, name.Type, MentionForm.Name, chain, name.Confidence);
        }

        var chains = byName.Select(pair => new CoreferenceChain(pair.Key, mentions[members[pair.Value][0]].Type, members[pair.Value], Title: null));
        return (mentions, chains.ToArray());
    }

    /// <summary>Scratch memory of one analysis.</summary>
    private sealed class Workspace
    {
        public TokenList Tokens { get; } = new();

        public List<Sentence> Sentences { get; } = [];

        public SyntaxScratch Syntax { get; } = new();
    }
}
