using System.Collections.Frozen;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Closed word classes that comparing claims needs. All words lower-case.</summary>
internal static class ClaimLexicon
{
    private static readonly WordSet FunctionWords = LanguagePack.Default.Words("plain-words", "function");
    private static readonly WordSet Negations = LanguagePack.Default.Words("negations");

    // "Declined to answer questions", "did not respond to a request for comment": what was asked about stands elsewhere.
    private static readonly WordSet AskingWords = LanguagePack.Default.Words("plain-words", "asking");

    private static readonly FrozenDictionary<string, string> Synonyms = ReadSynonyms();

    /// <summary>The stem of a word, or that of the first word of its group in synonyms.tsv.</summary>
    public static string StemOf(string word)
    {
        var stem = PorterStemmer.Stem(word);
        return Synonyms.GetValueOrDefault(stem, stem);
    }

    public static bool IsFunctionWord(string word) => FunctionWords.Contains(word);

    public static bool IsNegation(ReadOnlySpan<char> word) => Negations.Contains(word);

    /// <summary>Words that tell of asking and answering, not of what about.</summary>
    public static bool IsAskingWord(string word) => AskingWords.Contains(word);

    private static FrozenDictionary<string, string> ReadSynonyms()
    {
        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in Lexicon.Read("synonyms").Select(row => row[0].Split(' ')))
        {
            foreach (var word in group)
            {
                heads.TryAdd(PorterStemmer.Stem(word), PorterStemmer.Stem(group[0]));
            }
        }

        return heads.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The stems of the words of a concept.</summary>
    public static FrozenSet<string> Stems(string concept, string kind) =>
        LanguagePack.Default.Words(concept, kind).Entries.Select(entry => PorterStemmer.Stem(entry.Word)).ToFrozenSet(StringComparer.Ordinal);
}
