using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Nouns that decide who stands behind a source.</summary>
internal static class SourceNouns
{
    private static readonly WordSet Nouns = LanguagePack.Default.Words("source-nouns");

    /// <summary>Speaks for a principal without being named: spokesman, office, lawyer.</summary>
    public static bool SpeaksForAnother(ReadOnlySpan<char> noun) => Nouns.Is(noun, "representative");

    /// <summary>Becomes a body of its own with the name before it: government, administration, ministry.</summary>
    public static bool IsBody(ReadOnlySpan<char> noun) => Nouns.Is(noun, "body");

    /// <summary>Only says what the name before it is: "the Sky group".</summary>
    public static bool IsKind(ReadOnlySpan<char> noun) => Nouns.Is(noun, "kind");

    /// <summary>Words or writing that stand for their author: statement, report, memo.</summary>
    public static bool IsUtterance(ReadOnlySpan<char> noun) => Nouns.Is(noun, "utterance");
}
