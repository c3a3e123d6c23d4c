namespace OnRecord.Language.Names;

/// <summary>
/// The sparse features of a token: the word, its writing, its clusters and lists, those of its neighbours, and how the text writes
/// it elsewhere (the feature set of Ratinov and Roth 2009, hashed as in Weinberger et al. 2009).
/// </summary>
internal static class NameFeatures
{
    /// <summary>Bits of a feature's index.</summary>
    public const int Bits = 20;

    /// <summary>No token has more.</summary>
    public const int Most = 192;

    private const int Window = 2;

    // Templates: the numbers are part of the model format.
    private const uint Bias = 1;
    private const uint Exact = 2;
    private const uint Prefix = 3;
    private const uint Suffix = 7;
    private const uint Word = 11;
    private const uint Shape = 16;
    private const uint Cluster = 21;
    private const uint WordPair = 41;
    private const uint ShapePair = 43;
    private const uint ShapeTriple = 45;
    private const uint ClusterPair = 46;
    private const uint NeighbourSuffix = 50;
    private const uint Position = 52;
    private const uint Elsewhere = 53;
    private const uint Phrases = 54;
    private const uint NeighbourPhrases = 58;
    private const uint SentenceWriting = 66;
    private const uint CasedWord = 67;
    private const uint CasedCluster = 68;
    private const uint Lists = 70;
    private const uint Opener = 71;
    private const uint WordTriple = 72;

    /// <summary>Writes the features of a token of a sentence and returns how many they are.</summary>
    public static int Write(NameContext context, Sentence sentence, SentenceCase writing, int token, Span<int> features)
    {
        var writer = new Writer(features);
        ref readonly var word = ref context[token];
        var position = (uint)((token == sentence.FirstToken ? 1 : 0) + (token == sentence.EndToken - 1 ? 2 : 0));
        var style = (uint)word.Case + (8 * (uint)writing) + (32 * (position & 1));

        writer.Add(Bias, 0);
        writer.Add(Exact, word.Exact);
        for (var i = 0; i < WordTraits.Affixes; i++)
        {
            writer.Add(Prefix + (uint)i, word.Prefixes[i]);
            writer.Add(Suffix + (uint)i, word.Suffixes[i]);
        }

        for (var offset = -Window; offset <= Window; offset++)
        {
            WriteWindow(ref writer, context, sentence, token, offset);
        }

        var left = Id(context, sentence, token - 1);
        var right = Id(context, sentence, token + 1);
        writer.Add(WordPair, WordHash.Mix(left.Lower, word.Lower));
        writer.Add(WordPair + 1, WordHash.Mix(word.Lower, right.Lower));
        writer.Add(WordTriple, WordHash.Mix(left.Lower, right.Lower));
        writer.Add(ShapePair, WordHash.Mix(left.Shape, word.Shape));
        writer.Add(ShapePair + 1, WordHash.Mix(word.Shape, right.Shape));
        writer.Add(ShapeTriple, WordHash.Mix(WordHash.Mix(left.Shape, word.Shape), right.Shape));
        for (var level = 1; level < 3; level++)
        {
            writer.Add(ClusterPair + (uint)(2 * level) - 2, WordHash.Mix(left.Clusters[level], word.Clusters[level]));
            writer.Add(ClusterPair + (uint)(2 * level) - 1, WordHash.Mix(word.Clusters[level], right.Clusters[level]));
        }

        writer.Add(NeighbourSuffix, left.Suffixes[2]);
        writer.Add(NeighbourSuffix + 1, right.Suffixes[2]);
        writer.Add(Position, WordHash.Mix(position, word.Shape));
        writer.Add(SentenceWriting, style);
        writer.Add(CasedWord, WordHash.Mix(style, word.Lower));
        writer.Add(CasedCluster, WordHash.Mix(style, word.Clusters[0]));
        writer.Add(CasedCluster + 1, WordHash.Mix(style, word.Clusters[2]));
        writer.Add(Opener, WordHash.Mix(context[sentence.FirstToken].Lower, style));
        writer.Add(Elsewhere, WordHash.Mix((uint)context.UsageOf(token), style));
        writer.Add(Lists, WordHash.Mix((uint)word.Lists, (uint)word.Case));
        WriteLists(ref writer, Lists, word.Lists, (uint)word.Case);
        WritePhrases(ref writer, Phrases, context.MarksOf(token), (uint)writing);
        for (var offset = -1; offset <= 1; offset += 2)
        {
            if (IsInside(sentence, token + offset))
            {
                WritePhrases(ref writer, NeighbourPhrases + (offset < 0 ? 0u : 4u), context.MarksOf(token + offset), 0);
            }
        }

        return writer.Count;
    }

    private static void WriteWindow(ref Writer writer, NameContext context, Sentence sentence, int token, int offset)
    {
        var at = (uint)(offset + Window);
        var word = Id(context, sentence, token + offset);
        writer.Add(Word + at, word.Lower);
        writer.Add(Shape + at, word.Shape);
        for (var level = 0; level < WordClusters.Levels; level++)
        {
            writer.Add(Cluster + (4 * at) + (uint)level, word.Clusters[level]);
        }
    }

    private static void WriteLists(ref Writer writer, uint template, NameLists lists, uint condition)
    {
        for (var list = 0; list < Gazetteer.Lists; list++)
        {
            if (((int)lists >> list & 1) != 0)
            {
                writer.Add(template, WordHash.Mix((uint)list + 1000, condition));
            }
        }
    }

    private static void WritePhrases(ref Writer writer, uint template, in PhraseMarks marks, uint condition)
    {
        WriteLists(ref writer, template, marks.Begin, condition);
        WriteLists(ref writer, template + 1, marks.Inside, condition);
        WriteLists(ref writer, template + 2, marks.Last, condition);
        WriteLists(ref writer, template + 3, marks.Unit, condition);
    }

    private static bool IsInside(Sentence sentence, int token) => token >= sentence.FirstToken && token < sentence.EndToken;

    // Beyond the sentence stands a word that has no letters, and no features but that.
    private static readonly WordTraits Outside = new() { Lower = 0x0075E, Shape = 0x0075E };

    private static ref readonly WordTraits Id(NameContext context, Sentence sentence, int token)
    {
        if (IsInside(sentence, token))
        {
            return ref context[token];
        }

        return ref Outside;
    }

    private ref struct Writer(Span<int> features)
    {
        private readonly Span<int> _features = features;

        public int Count { get; private set; }

        public void Add(uint template, uint value)
        {
            if (Count < _features.Length)
            {
                _features[Count++] = (int)(WordHash.Mix(template, value) >> (32 - Bits));
            }
        }
    }
}
