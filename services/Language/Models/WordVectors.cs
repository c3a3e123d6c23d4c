namespace OnRecord.Language.Models;

/// <summary>
/// Pre-trained word vectors (GloVe; Pennington, Socher and Manning 2014), pruned to frequent words and quantised to 8 bits.
/// Shared by all models. See vectors.md for origin and licence.
/// </summary>
internal sealed class WordVectors
{
    private static readonly Lazy<WordVectors> Shared = new(() => Load(ModelFile.OpenEmbedded("vectors.model")));

    private WordVectors(WordTable words, QuantizedRows rows)
    {
        Words = words;
        Rows = rows;
    }

    public static WordVectors Default => Shared.Value;

    public WordTable Words { get; }

    public QuantizedRows Rows { get; }

    public static WordVectors Load(ModelFile file) => new(new WordTable(file.Strings("words")), file.Rows("vectors"));

    /// <summary>Row of a word given the hash of its normalised form, or -1.</summary>
    public int Find(ulong hash) => Words.Find(hash);
}
