using System.Collections.Frozen;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Closed word classes that comparing claims needs. All words lower-case.</summary>
internal static class ClaimLexicon
{
    private static readonly FrozenSet<string> FunctionWords = Set(
        """
        a an the this that these those some any each every all both either such same other another own
        i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what
        am is are was were be been being do does did done doing have has had having will would shall should can could may might must
        of in on at by to from for with without within about against between among into onto upon over under after before during since
        until through across toward towards via per as than like and or but nor so yet if when while where why how because although
        though whether there here then now also just only even still already very more most much many less least too again ever
        out up down off back away around once one s t d ll re ve m
        say says said saying tell tells told ask asks asked
        """);

    private static readonly FrozenSet<string> Negations = Set(
        "no not n't nt never none nobody nothing neither nor without cannot hardly barely scarcely");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NegationsByLetters =
        Negations.GetAlternateLookup<ReadOnlySpan<char>>();

    // "Declined to answer questions", "did not respond to a request for comment": what was asked about stands elsewhere.
    private static readonly FrozenSet<string> AskingWords = Set(
        "comment comments request requests requested inquiry inquiries enquiry enquiries question questions respond response reply answer");

    private static readonly FrozenDictionary<string, string> Synonyms = ReadSynonyms();

    /// <summary>The stem of a word, or that of the first word of its group in synonyms.tsv.</summary>
    public static string StemOf(string word)
    {
        var stem = PorterStemmer.Stem(word);
        return Synonyms.GetValueOrDefault(stem, stem);
    }

    public static bool IsFunctionWord(string word) => FunctionWords.Contains(word);

    public static bool IsNegation(ReadOnlySpan<char> word) => NegationsByLetters.Contains(word);

    /// <summary>Words that tell of asking and answering, not of what about.</summary>
    public static bool IsAskingWord(string word) => AskingWords.Contains(word);

    private static FrozenDictionary<string, string> ReadSynonyms()
    {
        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in Lexicon.Read("synonyms.tsv").Select(row => row[0].Split(' ')))
        {
            foreach (var word in group)
            {
                heads.TryAdd(PorterStemmer.Stem(word), PorterStemmer.Stem(group[0]));
            }
        }

        return heads.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
