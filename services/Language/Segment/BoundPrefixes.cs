using System.Collections.Frozen;

namespace OnRecord.Language.Segment;

/// <summary>First parts of a hyphenated word that are no words of their own, so that the whole stays one token ("non-profit").</summary>
internal static class BoundPrefixes
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        new[]
        {
            "non", "pro", "co", "anti", "re", "post", "pre", "mid", "cross", "ex", "over", "multi", "semi", "mini", "neo", "sub", "e",
            "counter", "inter", "intra", "micro", "macro", "pan", "psycho", "socio", "ultra", "un", "trans", "de", "bi", "pseudo", "quasi",
        }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Lookup.Contains(word);
}
