using System.Text.RegularExpressions;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// A claim as what it says positively, and whether it says that or the opposite: "Voss did not take bribes" is "Voss took bribes", negated. A claim
/// and its negation are read as one, so their answers mirror each other.
/// </summary>
/// <param name="Positive">The claim without its negation.</param>
/// <param name="IsNegated">Whether the claim says that <paramref name="Positive"/> is not so.</param>
internal sealed record ClaimStatement(PreparedText Positive, bool IsNegated)
{
    private static readonly WordSet Negations = LanguagePack.Default.Words("negations", "adverb");
    private static readonly WordSet Determiners = LanguagePack.Default.Words("negations", "determiner");
    private static readonly WordSet Comparatives = LanguagePack.Default.Words("function-words", "durative");
    private static readonly WordSet NoWords = LanguagePack.Default.Words("no-words");
    private static readonly WordSet CutVerbs = LanguagePack.Default.Words("cut-verbs");
    private static readonly WordSet DoForms = LanguagePack.Default.Words("do-forms");

    /// <summary>Whole sentences that only deny a claim: "it is not true that …", "reports that … are false".</summary>
    private static readonly Regex[] Frames =
        [.. Lexicon.Read("denying-frames").Select(row => new Regex(row[0], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1)))];

    /// <summary>Reads a claim.</summary>
    /// <param name="claim">One sentence.</param>
    public static ClaimStatement Of(string claim)
    {
        var (text, negated) = Strip(claim);
        return new ClaimStatement(PreparedText.Of(text), negated);
    }

    /// <summary>The claim without its negations, and whether their number is odd.</summary>
    internal static (string Positive, bool IsNegated) Strip(string claim)
    {
        var (text, negated) = (claim.Trim(), false);
        foreach (var frame in Frames)
        {
            if (frame.Match(text) is { Success: true } match)
            {
                (text, negated) = (match.Groups["claim"].Value, !negated);
            }
        }

        var document = LanguageEngine.Segment(text, 0);
        var words = new List<string>();
        for (var i = 0; i < document.Tokens.Length; i++)
        {
            var word = document.Word(i).ToString();
            var lower = document.Lower[i];
            switch (lower)
            {
                case var _ when Negations.Contains(lower):
                    negated = !negated;
                    Mend(words, document, ref i);
                    break;
                // "No plane crashed", "there is no cure"; "no" before a mark is an exclamation, "no longer" a negation of its own.
                case var _ when Determiners.Contains(lower) && i + 1 < document.Tokens.Length && char.IsLetter(document.Word(i + 1)[0]):
                    negated = !negated;
                    i += Comparatives.Contains(document.Word(i + 1)) ? 1 : 0;
                    break;
                case var _ when !Determiners.Contains(lower) && NoWords.Kind(lower) is { } positive:
                    negated = !negated;
                    words.Add(positive);
                    break;
                default:
                    words.Add(word);
                    break;
            }
        }

        // Words are only compared, so the blanks between them need not be those of the claim.
        return negated || text.Length != claim.Trim().Length ? (string.Join(' ', words), negated) : (claim, false);
    }

    /// <summary>After a dropped "not": "did take" is "took", "does take" "takes"; "ca" and "wo" are "can" and "will" again.</summary>
    private static void Mend(List<string> words, Document document, ref int at)
    {
        if (words.Count == 0)
        {
            return;
        }

        var auxiliary = words[^1].ToLowerInvariant();
        if (CutVerbs.Kind(auxiliary) is { } whole)
        {
            words[^1] = whole;
        }
        else if (DoForms.Contains(auxiliary) && at + 1 < document.Tokens.Length)
        {
            words.RemoveAt(words.Count - 1);
            var verb = document.Word(++at).ToString();
            words.Add(DoForms.Is(auxiliary, "past") ? Inflection.PastOf(verb) : verb);
        }
    }
}
