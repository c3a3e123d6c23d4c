namespace OnRecord.Language.Segment;

/// <summary>
/// Groups the tokens of one paragraph into sentences: rules over the token before a possible end, the closing marks that follow it, and the
/// token after. A dateline is a sentence of its own. Sentences are never longer than <see cref="LongestSentence"/> tokens, so that the
/// stages after this one take bounded time.
/// </summary>
internal static class SentenceSplitter
{
    /// <summary>Tokens; longer runs (lists, tables, text without full stops) are cut at a comma or semicolon where there is one.</summary>
    public const int LongestSentence = 160;

    private static readonly WordSet Starters = LanguagePack.Default.Words("sentence-starters");
    private static readonly WordSet Dateline = LanguagePack.Default.Words("dateline-words");

    private static readonly WordSet SpeechVerbs = LanguagePack.Default.Words("speech-verbs");

    public static void Split(ReadOnlySpan<char> text, TokenList tokens, int from, int paragraph, bool isHeadline, List<Sentence> sentences)
    {
        var start = from;
        var dateline = isHeadline ? -1 : DatelineEnd(text, tokens, from);
        if (dateline > from)
        {
            Add(from, dateline);
            start = dateline;
        }

        for (var i = start; i < tokens.Count; i++)
        {
            if (i > start && CharClass.IsBullet(text[tokens[i].Start]))
            {
                Add(start, i);
                start = i;
            }

            var end = EndAfter(text, tokens, i, start);
            if (end > 0)
            {
                Add(start, end);
                start = end;
                i = end - 1;
            }
            else if (i + 1 - start >= LongestSentence)
            {
                end = SoftBreak(text, tokens, start, i + 1);
                Add(start, end);
                start = end;
                i = end - 1;
            }
        }

        if (start < tokens.Count)
        {
            Add(start, tokens.Count);
        }

        void Add(int first, int end) =>
            sentences.Add(new Sentence(first, end, tokens[first].Start, tokens[end - 1].End, paragraph, isHeadline));
    }

    /// <summary>The index after the sentence's last token when one ends with the token at <paramref name="i"/>; else 0.</summary>
    private static int EndAfter(ReadOnlySpan<char> text, TokenList tokens, int i, int start)
    {
        var word = Word(text, tokens[i]);
        var last = word[^1];
        if (last is not ('.' or '!' or '?' or '\u2026' or '\u3002'))
        {
            return 0;
        }

        var next = i + 1;
        while (next < tokens.Count && tokens[next].Start == tokens[next - 1].End && IsCloser(text, tokens, next))
        {
            next++;
        }

        if (next == tokens.Count)
        {
            return next;
        }

        var closed = next > i + 1;
        var follows = Word(text, tokens[next]);
        var gap = tokens[next].Start > tokens[next - 1].End;
        if (follows[0] is ',' or ';' or ':' or ')' or ']' || (CharClass.IsDash(follows) && !IsQuoteOpener(text, tokens, next + 1)))
        {
            return 0;
        }

        var opens = CharClass.IsOpening(follows[0]) && next + 1 < tokens.Count;
        var first = opens ? Word(text, tokens[next + 1]) : follows;
        if (char.IsLower(first[0]) && !(first.Length > 1 && char.IsUpper(first[1])) && !(last == '.' && closed && opens && gap)
            && !(gap && !closed && i > start && EndsCarelessly(word, Word(text, tokens[i - 1]))))
        {
            return 0;
        }

        if (word.Length > 1 && last == '.' && char.IsLetterOrDigit(word[0]))
        {
            return EndsAtAbbreviation(text, tokens, i, word[..^1], first, opens && gap) ? next : 0;
        }

        if (last == '\u2026' || (last == '.' && word.Length is 2 or 3))
        {
            return closed || Starters.Contains(first) || (opens && gap) ? next : 0;
        }

        // “Why?” He said that…: a new sentence; “Why?” he asked, “Why?” Smith asked: the old one.
        if (last is '!' or '?' && closed && !Starters.Contains(follows) && IsSpeechAhead(text, tokens, next))
        {
            return 0;
        }

        // "1. Freeze the budget": the number belongs to what follows.
        return last == '.' && i == start + 1 && char.IsAsciiDigit(text[tokens[start].Start]) && tokens[start].End - tokens[start].Start <= 2
            ? 0 : next;
    }

    /// <summary>
    /// Careless writers begin sentences with small letters. The word before the mark tells: a small word of some length is hardly an
    /// unknown abbreviation, nor a name with a mark of its own ("Yahoo!").
    /// </summary>
    private static bool EndsCarelessly(ReadOnlySpan<char> mark, ReadOnlySpan<char> before) =>
        mark is "." or "?" or "!" or "!!" or "??" or "?!" && before.Length >= 4 && char.IsLower(before[0]) && char.IsLower(before[^1]);

    private static bool EndsAtAbbreviation(
        ReadOnlySpan<char> text, TokenList tokens, int i, ReadOnlySpan<char> word, ReadOnlySpan<char> next, bool quoteFollows)
    {
        if (word.Length > 1 && Abbreviations.KindOf(word) is AbbreviationKind.Title or AbbreviationKind.BeforeNumber)
        {
            return false;
        }

        if (word.Length == 1 && i > 0 && tokens[i - 1].End > tokens[i].Start - 2 && char.IsUpper(text[tokens[i - 1].Start]))
        {
            return false; // an initial inside a name: "John A. The…" is rarer than "John A. Smith"
        }

        return quoteFollows || Starters.Contains(next);
    }

    private static bool IsCloser(ReadOnlySpan<char> text, TokenList tokens, int i) =>
        CharClass.IsClosing(text[tokens[i].Start]) && (tokens[i].End - tokens[i].Start == 1 || Word(text, tokens[i]) is "''");

    private static bool IsQuoteOpener(ReadOnlySpan<char> text, TokenList tokens, int i) =>
        i < tokens.Count && text[tokens[i].Start] is '"' or '\u201C';

    /// <summary>“Why now?” Smith asked: a name and a speech verb after the quote belong to its sentence.</summary>
    private static bool IsSpeechAhead(ReadOnlySpan<char> text, TokenList tokens, int from)
    {
        for (var i = from; i < tokens.Count && i < from + 5; i++)
        {
            var word = Word(text, tokens[i]);
            if (SpeechVerbs.Contains(word))
            {
                return true;
            }

            if (!char.IsLetter(word[0]))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>One past the dash of "LONDON (Reuters) -" or "KYIV, Ukraine —" at the start of a paragraph; -1 when there is none.</summary>
    private static int DatelineEnd(ReadOnlySpan<char> text, TokenList tokens, int from)
    {
        const int Longest = 16;
        if (from >= tokens.Count || !IsCapitals(Word(text, tokens[from])))
        {
            return -1;
        }

        var inBrackets = false;
        for (var i = from + 1; i < tokens.Count && i < from + Longest; i++)
        {
            var word = Word(text, tokens[i]);
            if (CharClass.IsDash(word) && !inBrackets)
            {
                return tokens[i].Start > tokens[i - 1].End || word[0] == '\u2014' ? i + 1 : -1;
            }

            inBrackets = word[0] == '(' || (inBrackets && word[0] != ')');
            var fits = inBrackets || char.IsUpper(word[0]) || char.IsAsciiDigit(word[0])
                || word is "," or "." or ")" or "/" || Dateline.Contains(word);
            if (!fits)
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsCapitals(ReadOnlySpan<char> word)
    {
        var letters = 0;
        foreach (var c in word)
        {
            if (char.IsLower(c))
            {
                return false;
            }

            letters += char.IsUpper(c) ? 1 : 0;
        }

        return letters >= 3;
    }

    private static int SoftBreak(ReadOnlySpan<char> text, TokenList tokens, int start, int end)
    {
        for (var i = end - 1; i > start + (LongestSentence / 2); i--)
        {
            if (text[tokens[i].Start] is ';' or ',' or ':')
            {
                return i + 1;
            }
        }

        return end;
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text, in Token token) => text[token.Start..token.End];
}
