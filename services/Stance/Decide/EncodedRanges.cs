using OnRecord.Language;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances;

/// <summary>Parts of a text as the encoder reads them, each read once: it is most of what an article costs. Not thread-safe.</summary>
/// <param name="encoder">Reads them.</param>
/// <param name="text">The text.</param>
internal sealed class EncodedRanges(MeaningEncoder encoder, string text)
{
    private readonly Dictionary<TextRange, TokenVectors> _read = [];

    /// <summary>The encoder.</summary>
    public MeaningEncoder Encoder => encoder;

    /// <summary>Reads the ranges that have not been read yet; quicker than one by one.</summary>
    public void Read(IEnumerable<TextRange> ranges)
    {
        TextRange[] missing = [.. ranges.Where(range => !_read.ContainsKey(range)).Distinct()];
        foreach (var (range, vectors) in missing.Zip(encoder.EncodeTokens([.. missing.Select(range => range.Of(text))])))
        {
            _read[range] = vectors;
        }
    }

    /// <summary>The pieces of a range that has been read; their ranges count from its start.</summary>
    public TokenVectors this[TextRange range] => _read[range];
}
