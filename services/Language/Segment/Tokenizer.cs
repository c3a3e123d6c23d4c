namespace OnRecord.Language.Segment;

/// <summary>
/// Splits one paragraph into tokens the way Universal Dependencies English EWT does: punctuation and currency apart, contractions
/// and possessives split, hyphens between words split except after bound prefixes, abbreviations, numbers, addresses kept whole.
/// One pass, linear time, exact UTF-16 offsets; never cuts a surrogate pair.
/// </summary>
internal static class Tokenizer
{
    /// <summary>Letters of a syllable of a Korean or Chinese name, at most.</summary>
    private const int LongestSyllable = 5;

    private static readonly WordSet Units = LanguagePack.Default.Words("units");
    private static readonly WordSet FamilyNames = LanguagePack.Default.Words("surnames-first");
    private static readonly WordSet Elided = LanguagePack.Default.Words("elided");

    /// <param name="text">The whole text; offsets refer to it.</param>
    /// <param name="start">First unit of the paragraph.</param>
    /// <param name="end">One past its last unit.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public static void Tokenize(ReadOnlySpan<char> text, int start, int end, TokenList tokens)
    {
        text = text[..end];
        var at = start;
        while (at < end)
        {
            if (CharClass.IsSeparator(text[at]))
            {
                at++;
            }
            else if (CharClass.WordLength(text, at) > 0 || StartsElision(text, at))
            {
                at = Word(text, start, at, tokens);
            }
            else
            {
                at = Mark(text, at, tokens);
            }
        }
    }

    private static int Word(ReadOnlySpan<char> text, int paragraph, int start, TokenList tokens)
    {
        var end = Address(text, start);
        if (end > start)
        {
            tokens.Add(start, end);
            return end;
        }

        end = WordEnd(text, paragraph, start);
        if (end < text.Length && text[end] == '$' && end - start <= 3 && char.IsAsciiLetterUpper(text[start])
            && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
        {
            tokens.Add(start, end + 1); // US$, HK$
            return end + 1;
        }

        var unit = UnitStart(text[start..end]);
        if (unit > 0)
        {
            tokens.Add(start, start + unit);
            start += unit;
        }

        if (text[end - 1] == '.')
        {
            tokens.Add(start, end);
        }
        else
        {
            Contractions.Add(text, start, end, tokens);
        }

        return end;
    }

    /// <summary>The end of the word that starts here, with the marks that belong inside it.</summary>
    private static int WordEnd(ReadOnlySpan<char> text, int paragraph, int start)
    {
        var at = start + Math.Max(1, CharClass.WordLength(text, start));
        while (at < text.Length)
        {
            var length = CharClass.WordLength(text, at);
            if (length > 0)
            {
                at += length;
                continue;
            }

            var next = at + 1 < text.Length && CharClass.WordLength(text, at + 1) > 0 ? text[at + 1] : '\0';
            if (next == '\0' || !Joins(text, start, at, next))
            {
                break;
            }

            at++;
        }

        if (at < text.Length && text[at] == '.' && !(at + 1 < text.Length && text[at + 1] == '.')
            && IsAbbreviation(text, paragraph, start, at))
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether the mark at a position, with a letter or digit on each side, is part of the word.</summary>
    private static bool Joins(ReadOnlySpan<char> text, int start, int at, char next)
    {
        var mark = text[at];
        var previous = text[at - 1];
        var digits = char.IsAsciiDigit(previous) && char.IsAsciiDigit(next);
        return mark switch
        {
            '.' => !IsMissingSpace(text, start, at, next),
            ',' => digits && at + 3 < text.Length && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3]),
            ':' or '/' => digits,
            '&' => char.IsUpper(previous) && char.IsUpper(next),
            '-' or '\u2010' or '\u2011' => JoinsByHyphen(text, start, at, next),
            _ => CharClass.IsApostrophe(mark),
        };
    }

    /// <summary>"…the vote.The minister…": a full stop between a word and a capitalised one is a sentence end.</summary>
    private static bool IsMissingSpace(ReadOnlySpan<char> text, int start, int at, char next) =>
        char.IsUpper(next) && at - start > 2 && char.IsLower(text[at - 1]) && char.IsLower(text[at - 2])
        && at + 2 < text.Length && char.IsLower(text[at + 2]);

    private static bool JoinsByHyphen(ReadOnlySpan<char> text, int start, int at, char next)
    {
        var before = text[start..at];
        if (char.IsAsciiDigit(next))
        {
            // Telephone numbers and dates stay whole, ranges ("10-15", "2015-16") do not.
            return before.Length >= 3 && char.IsAsciiDigit(before[0]) && (before.Contains('-') || IsLocalNumber(text, at))
                || before.Equals("mid", StringComparison.OrdinalIgnoreCase);
        }

        return (before.Length <= 7 && BoundPrefixes.Contains(before)) || IsGivenName(text, start, at);
    }

    /// <summary>"Park Geun-hye": two syllables of a given name behind a family name that stands first.</summary>
    private static bool IsGivenName(ReadOnlySpan<char> text, int start, int hyphen)
    {
        if (hyphen - start > LongestSyllable || !char.IsUpper(text[start]) || !char.IsLower(text[hyphen - 1]) || start < 2 || text[start - 1] != ' ')
        {
            return false;
        }

        var end = hyphen + 1;
        while (end < text.Length && char.IsLower(text[end]))
        {
            end++;
        }

        var family = start - 1;
        while (family > 0 && char.IsLetter(text[family - 1]))
        {
            family--;
        }

        return end - hyphen - 1 is > 0 and <= LongestSyllable && !(end < text.Length && char.IsLetter(text[end])) && FamilyNames.Contains(text[family..(start - 1)]);
    }

    /// <summary>Three digits, a hyphen and exactly four digits.</summary>
    private static bool IsLocalNumber(ReadOnlySpan<char> text, int hyphen)
    {
        var digits = 0;
        while (hyphen + 1 + digits < text.Length && digits < 5 && char.IsAsciiDigit(text[hyphen + 1 + digits]))
        {
            digits++;
        }

        var first = 0;
        while (hyphen - 1 - first >= 0 && first < 4 && char.IsAsciiDigit(text[hyphen - 1 - first]))
        {
            first++;
        }

        return first == 3 && digits is 3 or 4;
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> text, int paragraph, int start, int stop)
    {
        var word = text[start..stop];
        var follows = stop + 1;
        while (follows < text.Length && text[follows] is ' ' or '\u00A0')
        {
            follows++;
        }

        var next = follows < text.Length ? text[follows] : '\0';
        if (word.Length == 1 && char.IsUpper(word[0]))
        {
            // "So did I." ends a sentence, "Harold I. Stone" does not.
            return next != '\0' && (word[0] != 'I' || (char.IsUpper(next) && FollowsCapital(text, paragraph, start)));
        }

        return Abbreviations.KindOf(word) switch
        {
            AbbreviationKind.None => false,
            AbbreviationKind.BeforeNumber => char.IsAsciiDigit(next) || (next == ',' && char.IsUpper(word[0]) && word.Length == 3),
            _ => true,
        };
    }

    private static bool FollowsCapital(ReadOnlySpan<char> text, int paragraph, int start)
    {
        var at = start - 2;
        if (at < paragraph || text[start - 1] != ' ')
        {
            return false;
        }

        while (at > paragraph && char.IsLetter(text[at - 1]))
        {
            at--;
        }

        return char.IsUpper(text[at]) && start - at > 3;
    }

    /// <summary>Where the unit begins in "5pm" or "20km"; 0 when the word is no such thing.</summary>
    private static int UnitStart(ReadOnlySpan<char> word)
    {
        if (word.Length > 12 || !char.IsAsciiDigit(word[0]))
        {
            return 0;
        }

        var at = word.LastIndexOfAnyInRange('0', '9') + 1;
        return Units.Contains(word[at..]) ? at : 0;
    }

    /// <summary>The end of a web or mail address that starts here, or the start when there is none.</summary>
    private static int Address(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..];
        var isUrl = rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        if (!isUrl)
        {
            return MailAddress(text, start);
        }

        var end = start;
        while (end < text.Length && !CharClass.IsSeparator(text[end]) && text[end] is not ('"' or '<' or '>' or '\u201D' or '\u2019'))
        {
            end++;
        }

        while (end > start && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'')
        {
            end--;
        }

        return end;
    }

    private static int MailAddress(ReadOnlySpan<char> text, int start)
    {
        const int Longest = 64;
        var at = start;
        while (at < text.Length && at - start <= Longest && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_' or '+' or '-' or '%'))
        {
            at++;
        }

        if (at >= text.Length - 1 || text[at] != '@' || !char.IsAsciiLetterOrDigit(text[at + 1]))
        {
            return start;
        }

        at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-'))
        {
            at++;
        }

        while (text[at - 1] is '.' or '-')
        {
            at--;
        }

        return at;
    }

    /// <summary>"'90s", "'em", "'til": the apostrophe stands for left-out letters.</summary>
    private static bool StartsElision(ReadOnlySpan<char> text, int at)
    {
        if (!CharClass.IsApostrophe(text[at]) || at + 2 >= text.Length || (at > 0 && CharClass.IsWord(text[at - 1])))
        {
            return false;
        }

        var end = at + 1;
        while (end < text.Length && end - at < 8 && CharClass.IsWord(text[end]))
        {
            end++;
        }

        var word = text[(at + 1)..end];
        if (word.Length >= 2 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[1]))
        {
            return (word.Length == 2 && !(end < text.Length && CharClass.IsApostrophe(text[end]))) || (word.Length == 3 && word[2] == 's');
        }

        return Elided.Contains(word);
    }

    private static int Mark(ReadOnlySpan<char> text, int start, TokenList tokens)
    {
        var c = text[start];
        var end = start + 1;
        if (char.IsHighSurrogate(c) && end < text.Length && char.IsLowSurrogate(text[end]))
        {
            end = EmojiEnd(text, end + 1);
        }
        else if (c is '.' or '-' or '*' or '=' or '_' or '~' or '#' or '+')
        {
            end = RunEnd(text, start, c);
        }
        else if (c is '!' or '?')
        {
            while (end < text.Length && text[end] is '!' or '?')
            {
                end++;
            }
        }
        else if (c is '\'' or '`' && end < text.Length && text[end] == c)
        {
            end++; // '' and `` stand for double quotation marks
        }

        if (c is '@' or '#' && end == start + 1)
        {
            while (end < text.Length && CharClass.IsWord(text[end]))
            {
                end++; // @handle, #tag
            }
        }
        else if (IsPossessive(text, start, tokens))
        {
            end = start + 2;
        }

        tokens.Add(start, end);
        return end;
    }

    /// <summary>A "'s" left alone after a closing mark or an abbreviation: "the U.S.'s", "(AP)'s".</summary>
    private static bool IsPossessive(ReadOnlySpan<char> text, int start, TokenList tokens) =>
        CharClass.IsApostrophe(text[start]) && start + 1 < text.Length && text[start + 1] is 's' or 'S'
        && (start + 2 == text.Length || !CharClass.IsWord(text[start + 2]))
        && tokens.Count > 0 && tokens[tokens.Count - 1].End == start;

    private static int RunEnd(ReadOnlySpan<char> text, int start, char c)
    {
        var end = start + 1;
        while (end < text.Length && text[end] == c)
        {
            end++;
        }

        return end;
    }

    /// <summary>Variation selectors, skin tones and joined pictures belong to the emoji before them.</summary>
    private static int EmojiEnd(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length)
        {
            if (text[end] is '\uFE0F')
            {
                end++;
            }
            else if (text[end] == '\u200D' && end + 2 < text.Length && char.IsSurrogatePair(text[end + 1], text[end + 2]))
            {
                end += 3;
            }
            else if (end + 1 < text.Length && text[end] == '\uD83C' && text[end + 1] is >= '\uDFFB' and <= '\uDFFF')
            {
                end += 2;
            }
            else
            {
                break;
            }
        }

        return end;
    }
}
