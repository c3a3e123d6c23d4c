using System.Collections.Concurrent;
using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>
/// Finds the names of a text and their types: a linear-chain conditional random field over words, shapes, word clusters, lists of
/// names and the rest of the text (after Ratinov and Roth 2009), and over a recurrent network. Deterministic and thread-safe; needs no tags or trees.
/// </summary>
internal sealed class NameFinder
{
    // What is less likely right than wrong is left out: no name is better than a wrong one.
    private const float LeastConfidence = 0.5f;

    private readonly NameModel _model;
    private readonly NameNetwork _network;
    private readonly Gazetteer _gazetteer;
    private readonly WordReader _reader;
    private readonly ConcurrentBag<Buffers> _buffers = [];

    private NameFinder(NameModel model, ModelFile network, WordClusters clusters, Gazetteer gazetteer)
    {
        _model = model;
        _network = NameNetwork.Load(network, WordVectors.Default.Rows);
        _gazetteer = gazetteer;
        _reader = new WordReader(clusters, gazetteer);
    }

    /// <summary>Loads the models of the language in use.</summary>
    public static NameFinder Load() => Load(ModelFile.OpenEmbedded);

    /// <summary>Loads models from elsewhere, for instance a folder that was just trained into.</summary>
    /// <param name="open">Opens a model by its file name.</param>
    public static NameFinder Load(Func<string, ModelFile> open)
    {
        using var reader = new StreamReader(open("gazetteer.model").Stream(), Encoding.UTF8);
        return new NameFinder(
            NameModel.Read(open("name-chain.model").Stream()),
            open(NameNetwork.FileName),
            WordClusters.Read(open("clusters.model").Stream()),
            Gazetteer.Read(reader));
    }

    /// <summary>Finds the names of a tokenized text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens, in order.</param>
    /// <param name="sentences">Its sentences, in order; together they hold every token.</param>
    /// <param name="cancellation">Checked between sentences.</param>
    /// <returns>Names in text order; they never overlap, nor cross a sentence.</returns>
    public List<FoundName> Find(
        string text, ReadOnlySpan<Token> tokens, IReadOnlyList<Sentence> sentences, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sentences);
        var context = new NameContext(text, tokens, sentences, _reader, _gazetteer);
        var names = new List<FoundName>();
        if (!_buffers.TryTake(out var buffers))
        {
            buffers = new Buffers();
        }

        try
        {
            buffers.Reserve(tokens.Length);
            var emissions = buffers.Emissions.AsSpan(0, tokens.Length * NameTag.Names);
            _network.Score(NetworkInput.From(context, sentences), emissions, buffers.Network);
            for (var s = 0; s < sentences.Count; s++)
            {
                cancellation.ThrowIfCancellationRequested();
                FindIn(context, s, sentences[s], emissions, buffers, names);
            }

            return names;
        }
        finally
        {
            _buffers.Add(buffers);
        }
    }

    /// <summary>Whether a word is on the lists of given and family names.</summary>
    public bool IsName(ReadOnlySpan<char> word) => (_reader.Read(word).Lists & (NameLists.GivenName | NameLists.FamilyName)) != 0;

    private void FindIn(
        NameContext context, int index, Sentence sentence, Span<float> emissions, Buffers buffers, List<FoundName> names)
    {
        var length = sentence.EndToken - sentence.FirstToken;
        if (length == 0)
        {
            return;
        }

        Span<int> features = stackalloc int[NameFeatures.Most];
        emissions = emissions.Slice(sentence.FirstToken * NameTag.Names, length * NameTag.Names);
        var writing = context.CaseOfSentence(index);
        for (var i = 0; i < length; i++)
        {
            var count = NameFeatures.Write(context, sentence, writing, sentence.FirstToken + i, features);
            _model.AddScores(features[..count], emissions.Slice(i * NameTag.Names, NameTag.Names));
        }

        var tags = buffers.Tags.AsSpan(0, length);
        _model.Chain.FindBest(emissions, tags, buffers.Chain);
        if (!tags.ContainsAnyExcept((byte)NameTag.None))
        {
            return;
        }

        _model.Chain.FindMarginals(emissions, length, buffers.Chain);
        AddNames(tags, sentence.FirstToken, buffers.Chain.Marginals, names);
    }

    private static void AddNames(ReadOnlySpan<byte> tags, int offset, ReadOnlySpan<float> marginals, List<FoundName> names)
    {
        var first = 0;
        var confidence = 1f;
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i] == NameTag.None)
            {
                continue;
            }

            if (NameTag.CanStart(tags[i]))
            {
                (first, confidence) = (i, 1f);
            }

            confidence = Math.Min(confidence, marginals[(i * NameChain.Stride) + tags[i]]);
            if (NameTag.CanEnd(tags[i]) && confidence >= LeastConfidence)
            {
                names.Add(new FoundName(offset + first, offset + i + 1, NameTag.TypeOf(tags[i]), confidence));
            }
        }
    }

    private sealed class Buffers
    {
        public NameChain.Workspace Chain { get; } = new();

        public NameNetwork.Workspace Network { get; } = new();

        public float[] Emissions { get; private set; } = [];

        public byte[] Tags { get; private set; } = [];

        public void Reserve(int length)
        {
            if (Tags.Length < length)
            {
                Tags = new byte[length * 2];
                Emissions = new float[length * 2 * NameTag.Names];
            }
        }
    }
}
