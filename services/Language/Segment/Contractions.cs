namespace OnRecord.Language.Segment;

/// <summary>Where Universal Dependencies English splits a written word into two syntactic words.</summary>
internal static class Contractions
{
    private static readonly WordSet Clitics = LanguagePack.Default.Words("clitics");

    // The kind is the first of the two words.
    private static readonly WordSet Fused = LanguagePack.Default.Words("fused-words");

    /// <summary>Adds the parts of a word: "don't" as "do" + "n't", "minister's" as "minister" + "'s".</summary>
    public static void Add(ReadOnlySpan<char> text, int start, int end, TokenList tokens)
    {
        // At most a few rounds: "couldn't've".
        while (SplitPoint(text[start..end]) is var at and > 0)
        {
            if (SplitPoint(text.Slice(start, at)) is > 0)
            {
                Add(text, start, start + at, tokens);
            }
            else
            {
                tokens.Add(start, start + at);
            }

            start += at;
            break;
        }

        tokens.Add(start, end);
    }

    /// <summary>Index of the last part of a word, or 0 when it is whole.</summary>
    private static int SplitPoint(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 64)
        {
            return 0;
        }

        if (word.Length >= 3 && CharClass.IsApostrophe(word[^2]) && (word[^1] | 32) is var c and ('s' or 'd' or 'm' or 't'))
        {
            if (c == 't')
            {
                return (word[^3] | 32) == 'n' && word.Length > 3 ? word.Length - 3 : 0;
            }

            // "the 80's" is one word, "2016's" is not; "O'D" is a name in the making.
            return c == 's' && word.Length == 4 && char.IsAsciiDigit(word[0]) && word[1] == '0' ? 0 : word.Length - 2;
        }

        if (word.Length >= 4 && CharClass.IsApostrophe(word[^3])
            && Clitics.IsEndOf(word))
        {
            return word.Length - 3;
        }

        return Fused.Kind(word) is { } first ? first.Length : 0;
    }
}
