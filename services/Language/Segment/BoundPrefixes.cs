namespace OnRecord.Language.Segment;

/// <summary>First parts of a hyphenated word that are no words of their own, so that the whole stays one token ("non-profit").</summary>
internal static class BoundPrefixes
{
    private static readonly WordSet Prefixes = LanguagePack.Default.Words("bound-prefixes");

    public static bool Contains(ReadOnlySpan<char> word) => Prefixes.Contains(word);
}
