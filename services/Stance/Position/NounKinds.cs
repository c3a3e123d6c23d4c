using System.Collections.Frozen;

namespace OnRecord.Stances;

/// <summary>Looks nouns up in nouns.tsv.</summary>
internal static class NounKinds
{
    private static readonly FrozenDictionary<string, string> Kinds = Lexicon.Read("nouns.tsv").ToFrozenDictionary(
        row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByWord =
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it names something that can be true or false: rejecting a claim denies it.</summary>
    public static bool IsClaim(ReadOnlySpan<char> noun) => ByWord.TryGetValue(noun, out var kind) && kind == "claim";

    /// <summary>Whether it names a thing, which cannot hold a position.</summary>
    public static bool IsThing(ReadOnlySpan<char> noun) => ByWord.TryGetValue(noun, out var kind) && kind == "thing";
}
