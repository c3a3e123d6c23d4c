namespace OnRecord.Language.Names;

/// <summary>What the network reads of a text: for each token a row of word vectors, hashed features, and the word it shares with others.</summary>
/// <param name="Lengths">Number of tokens of each sentence.</param>
/// <param name="Rows">Row of the vector of each token, or -1.</param>
/// <param name="Features">Rows of the learned table, those of one token after those of the one before.</param>
/// <param name="Ends">Where the features of each token end.</param>
/// <param name="Groups">Number of the word of each token; the same word has the same number everywhere in a text.</param>
/// <param name="GroupCount">Number of different words.</param>
internal sealed record NetworkInput(int[] Lengths, int[] Rows, int[] Features, int[] Ends, int[] Groups, int GroupCount)
{
    /// <summary>Bits of a row of the learned table.</summary>
    public const int TableBits = 16;

    private const int Most = 96;

    /// <summary>Reads a text.</summary>
    public static NetworkInput From(NameContext context, IReadOnlyList<Sentence> sentences)
    {
        var lengths = new int[sentences.Count];
        var rows = new int[context.Count];
        var ends = new int[context.Count];
        var groups = new int[context.Count];
        var features = new List<int>(context.Count * 32);
        Span<int> buffer = stackalloc int[Most];
        for (var s = 0; s < sentences.Count; s++)
        {
            var sentence = sentences[s];
            lengths[s] = sentence.EndToken - sentence.FirstToken;
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                var count = Write(context, sentence, context.CaseOfSentence(s), i, buffer);
                features.AddRange(buffer[..count]);
                (rows[i], groups[i], ends[i]) = (context[i].Row, context.GroupOf(i), features.Count);
            }
        }

        return new NetworkInput(lengths, rows, features.ToArray(), ends, groups, context.Groups);
    }

    /// <summary>Puts texts side by side; words are shared within each text only.</summary>
    public static NetworkInput Join(IReadOnlyList<NetworkInput> texts)
    {
        var ends = new List<int>();
        var groups = new List<int>();
        var (features, words) = (0, 0);
        foreach (var text in texts)
        {
            ends.AddRange(text.Ends.Select(end => end + features));
            groups.AddRange(text.Groups.Select(group => group + words));
            features += text.Features.Length;
            words += text.GroupCount;
        }

        return new NetworkInput(
            texts.SelectMany(text => text.Lengths).ToArray(),
            texts.SelectMany(text => text.Rows).ToArray(),
            texts.SelectMany(text => text.Features).ToArray(),
            ends.ToArray(),
            groups.ToArray(),
            words);
    }

    // The numbers of the templates are part of the model format.
    private static int Write(NameContext context, Sentence sentence, SentenceCase writing, int token, Span<int> features)
    {
        ref readonly var word = ref context[token];
        var count = 0;
        var position = (token == sentence.FirstToken ? 1u : 0) + (token == sentence.EndToken - 1 ? 2u : 0);
        var style = (uint)word.Case + (8 * (uint)writing);
        Add(features, ref count, 1, word.Lower);
        Add(features, ref count, 2, word.Shape);
        Add(features, ref count, 3, style);
        Add(features, ref count, 4, style + (64 * position));
        Add(features, ref count, 5, (uint)context.UsageOf(token) + (8 * style));
        Add(features, ref count, 6, (uint)Math.Min(word.Length, 12) + (16 * (uint)word.Case));
        for (var i = 0; i < WordTraits.Affixes; i++)
        {
            Add(features, ref count, 10 + (uint)i, word.Prefixes[i]);
            Add(features, ref count, 20 + (uint)i, word.Suffixes[i]);
        }

        for (var level = 0; level < WordClusters.Levels; level++)
        {
            Add(features, ref count, 30 + (uint)level, word.Clusters[level]);
        }

        var marks = context.MarksOf(token);
        AddLists(features, ref count, 40, word.Lists);
        AddLists(features, ref count, 41, marks.Begin);
        AddLists(features, ref count, 42, marks.Inside);
        AddLists(features, ref count, 43, marks.Last);
        AddLists(features, ref count, 44, marks.Unit);
        return count;
    }

    private static void AddLists(Span<int> features, ref int count, uint template, NameLists lists)
    {
        for (var bits = (uint)lists; bits != 0; bits &= bits - 1)
        {
            Add(features, ref count, template, (uint)System.Numerics.BitOperations.TrailingZeroCount(bits) + 1);
        }
    }

    private static void Add(Span<int> features, ref int count, uint template, uint value) =>
        features[count++] = (int)(WordHash.Mix(template + 0x5000, value) >> (32 - TableBits));
}
