using System.Collections.Frozen;

namespace OnRecord.Stances;

/// <summary>Nouns that decide who stands behind a source.</summary>
internal static class SourceNouns
{
    private static readonly FrozenDictionary<string, string> Kinds = Lexicon.Read("sources.tsv").ToFrozenDictionary(
        row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByWord =
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Speaks for a principal without being named: spokesman, office, lawyer.</summary>
    public static bool SpeaksForAnother(ReadOnlySpan<char> noun) => Is(noun, "representative");

    /// <summary>Becomes a body of its own with the name before it: government, administration, ministry.</summary>
    public static bool IsBody(ReadOnlySpan<char> noun) => Is(noun, "body");

    /// <summary>Only says what the name before it is: "the Sky group".</summary>
    public static bool IsKind(ReadOnlySpan<char> noun) => Is(noun, "kind");

    /// <summary>Words or writing that stand for their author: statement, report, memo.</summary>
    public static bool IsUtterance(ReadOnlySpan<char> noun) => Is(noun, "utterance");

    private static bool Is(ReadOnlySpan<char> noun, string kind) => ByWord.TryGetValue(noun, out var found) && found == kind;
}
