using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Text to words, as claims are compared.</summary>
internal static class ClaimText
{
    private static readonly WordSet CutVerbs = LanguagePack.Default.Words("cut-verbs");

    /// <summary>
    /// Runs of letters and digits in lower case. An apostrophe ends a word, and what follows it ("s", "t", "re") is a word of
    /// its own, save that "n't" becomes "not".
    /// </summary>
    public static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || IsInsideNumber(text, at)))
            {
                at++;
            }

            var word = text[start..at];
            if (word[^1] is 'n' or 'N' && at + 1 < text.Length && text[at] is '\'' or '\u2019' && text[at + 1] is 't' or 'T')
            {
                at += 2;
                if (word.Length > 1)
                {
                    words.Add(Verb(word[..^1]));
                }

                words.Add("not");
            }
            else
            {
                words.Add(word.ToString().ToLowerInvariant());
            }
        }

        return words;
    }

    private static bool IsInsideNumber(ReadOnlySpan<char> text, int at) =>
        text[at] is ',' or '.' && char.IsAsciiDigit(text[at - 1]) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    private static string Verb(ReadOnlySpan<char> cut) => CutVerbs.Kind(cut) ?? cut.ToString().ToLowerInvariant();
}
