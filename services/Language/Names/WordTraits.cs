using System.Runtime.CompilerServices;

namespace OnRecord.Language.Names;

/// <summary>How a word is written.</summary>
internal enum WordCase : byte
{
    Lower,
    Capitalized,
    Upper,
    Mixed,
    Number,
    Mark,
}

/// <summary>What can be said of a word without its context. Made once for each distinct word of a document.</summary>
internal struct WordTraits
{
    /// <summary>Longest prefix and suffix.</summary>
    public const int Affixes = 4;

    /// <summary>Identity of the word as written.</summary>
    public uint Exact;

    /// <summary>Identity of the word lower-cased, digits as 0.</summary>
    public uint Lower;

    /// <summary>Identity of the run-length-free shape: "McDonald's" is "XxXx'x".</summary>
    public uint Shape;

    public WordCase Case;

    /// <summary>Number of UTF-16 units.</summary>
    public int Length;

    /// <summary>Lists that name the word by itself.</summary>
    public NameLists Lists;

    /// <summary>Letters and digits, for phrases.</summary>
    public PhraseHash Phrase;

    public AffixHashes Prefixes;
    public AffixHashes Suffixes;

    /// <summary>Row of the word among those with vectors and clusters; -1 when unknown.</summary>
    public int Row;

    /// <summary>Clusters, the finest first; 0 when unknown.</summary>
    public ClusterIds Clusters;

    /// <summary>Whether the word can begin a name by its writing.</summary>
    public readonly bool IsCapital => Case is WordCase.Capitalized or WordCase.Upper or WordCase.Mixed;

    [InlineArray(Affixes)]
    public struct AffixHashes
    {
        private uint _first;
    }

    [InlineArray(WordClusters.Levels)]
    public struct ClusterIds
    {
        private ushort _first;
    }
}
