using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// The meanings of an article's positions, see <see cref="ClaimVector"/>. The encoder is most of what an article costs, so it reads each piece of
/// evidence once; what is claimed in it is pooled out of the same pass.
/// </summary>
internal static class PositionVectors
{
    /// <summary>The vectors of some positions, in their order: what each is about, and its evidence.</summary>
    /// <param name="positions">Of one article.</param>
    /// <param name="encoded">Its text.</param>
    public static IReadOnlyList<(byte[] About, byte[] Evidence)> Of(IReadOnlyList<Position> positions, EncodedRanges encoded)
    {
        TextRange[] ranges = [.. positions.Select(position => position.Evidence).Distinct()];
        encoded.Read(ranges);
        var whole = ranges.ToDictionary(range => range, range => ClaimVector.Packed(encoded[range].Pool(range.Within(range)).Span));
        return [.. positions.Select(position =>
        {
            // What a short answer answers stands in another position's evidence, or nowhere.
            var home = position.Evidence.Contains(position.Content) ? position.Evidence
                : Array.Find(ranges, range => range.Contains(position.Content)) is { Length: > 0 } other ? other : position.Evidence;
            var evidence = whole[position.Evidence];
            var about = encoded[home].Pool(position.Content.Within(home));
            // Longer evidence than the encoder reads may end before what is claimed begins.
            return (about.Span.ContainsAnyExcept(0) ? ClaimVector.Packed(about.Span) : evidence, evidence);
        })];
    }
}
