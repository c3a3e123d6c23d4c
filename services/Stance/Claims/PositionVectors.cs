using OnRecord.Language;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances;

/// <summary>
/// The meanings of an article's positions, see <see cref="ClaimVector"/>. The encoder is most of what an article costs, so it reads each piece of
/// evidence once; what is claimed in it is pooled out of the same pass.
/// </summary>
internal static class PositionVectors
{
    /// <summary>The vectors of some positions, in their order: what each is about, and its evidence.</summary>
    /// <param name="text">The article.</param>
    /// <param name="positions">Its positions.</param>
    public static IReadOnlyList<(byte[] About, byte[] Evidence)> Of(string text, IReadOnlyList<Position> positions)
    {
        TextRange[] ranges = [.. positions.Select(position => position.Evidence).Distinct()];
        var read = ranges.Zip(MeaningEncoder.Default.EncodeTokens([.. ranges.Select(range => range.Of(text))])).ToDictionary(pair => pair.First, pair => pair.Second);
        var whole = read.ToDictionary(pair => pair.Key, pair => ClaimVector.Packed(pair.Value.Pool(Within(pair.Key, pair.Key)).Span));
        return [.. positions.Select(position =>
        {
            // What a short answer answers stands in another position's evidence, or nowhere.
            var home = position.Evidence.Contains(position.Content) ? position.Evidence
                : Array.Find(ranges, range => range.Contains(position.Content)) is { Length: > 0 } other ? other : position.Evidence;
            var evidence = whole[position.Evidence];
            var about = read[home].Pool(Within(position.Content, home));
            // Longer evidence than the encoder reads may end before what is claimed begins.
            return (about.Span.ContainsAnyExcept(0) ? ClaimVector.Packed(about.Span) : evidence, evidence);
        })];
    }

    private static TextRange Within(TextRange range, TextRange home) => new(range.Start - home.Start, range.End - home.Start);
}
