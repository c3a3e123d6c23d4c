using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>The lexicons of the language (languages/en/lexicons): one entry a line, columns separated by tabs, # begins a comment.</summary>
internal static class Lexicon
{
    /// <exception cref="InvalidDataException">The language has no such lexicon.</exception>
    public static IReadOnlyList<string[]> Read(string name) => LanguagePack.Default.Lexicon(name);
}
