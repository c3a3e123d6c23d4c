using System.Buffers;

namespace OnRecord.Language.Names;

/// <summary>
/// Makes one name of what a nickname cuts in two: <c>Dwight “Lucky” Moss</c>, <c>James 'Mad Dog' Reed</c>, <c>Ann (Annie) Lee</c>. The press puts the
/// nickname between first and family name, in quotation marks or brackets.
/// </summary>
internal static class Nicknames
{
    private const int MostWords = 4;

    private static readonly SearchValues<char> OpeningMarks = SearchValues.Create("“”„‟\"‘’‚‛'«»‹›([`");
    private static readonly SearchValues<char> ClosingMarks = SearchValues.Create("”“\"’‘'»«›‹)]`");

    /// <summary>Joins such names in place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens, tagged.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="names">Names in text order; stay so and never overlap.</param>
    public static void Join(string text, ReadOnlySpan<Token> tokens, IReadOnlyList<Sentence> sentences, List<FoundName> names)
    {
        foreach (var sentence in sentences)
        {
            for (var open = sentence.FirstToken + 1; open + 3 < sentence.EndToken; open++)
            {
                if (Closes(text, tokens, open, sentence.EndToken) is var close and > 0)
                {
                    JoinAround(text, tokens, open, close, sentence, names);
                }
            }
        }
    }

    /// <summary>The name without a nickname in quotation marks or brackets between its other words; other names as they are.</summary>
    public static string Without(string name)
    {
        var open = name.AsSpan().IndexOfAny(OpeningMarks);
        if (open <= 1 || name[open - 1] != ' ')
        {
            return name;   // the apostrophe of "O'Neill" stands in a word
        }

        var close = name.AsSpan().LastIndexOfAny(ClosingMarks);
        return close > open + 1 && close + 2 < name.Length && name[close + 1] == ' ' && char.IsUpper(name[close + 2])
            ? string.Concat(name.AsSpan(0, open), name.AsSpan(close + 2))
            : name;
    }

    private static void JoinAround(string text, ReadOnlySpan<Token> tokens, int open, int close, in Sentence sentence, List<FoundName> names)
    {
        var before = names.FindIndex(name => name.EndToken == open);
        var after = names.FindIndex(name => name.FirstToken == close + 1);
        var inBrackets = Word(text, tokens, open) is "(" or "[";
        if (names.FindIndex(name => name.FirstToken < open && name.EndToken > close) is >= 0 and var whole)
        {
            // Rare marks keep the tagger from seeing a person: «» stand in no text that it learned from.
            if (!inBrackets && names[whole] is { Type: NameType.Other } other && other.FirstToken == open - 1 && other.EndToken == close + 2
                && IsNameWord(text, tokens, open - 1) && IsNameWord(text, tokens, close + 1))
            {
                names[whole] = other with { Type = NameType.Person };
            }

            return;
        }

        if ((before >= 0 && names[before].Type is not NameType.Person)
            || (after >= 0 && names[after].Type is not NameType.Person && before < 0)
            || (before < 0 && after < 0))
        {
            return;
        }

        // One of both halves is known for a person's; the other may be a word in capitals alone. In brackets also stand parties, towns and jobs.
        var first = before >= 0 ? names[before].FirstToken : open - 1;
        var end = after >= 0 ? names[after].EndToken : close + 2;
        if (!IsNameWord(text, tokens, first) || !IsNameWord(text, tokens, close + 1) || end > sentence.EndToken
            || (inBrackets && (close - open != 2 || open - first != 1 || IsCapitals(Word(text, tokens, open + 1)))))
        {
            return;
        }

        var confidence = MathF.Min(before >= 0 ? names[before].Confidence : 1, after >= 0 ? names[after].Confidence : 1);
        var place = names.FindIndex(name => name.EndToken > first);
        names.RemoveAll(name => name.FirstToken < end && name.EndToken > first);
        names.Insert(place, new FoundName(first, end, NameType.Person, confidence));
    }

    /// <summary>Where the nickname ends, or -1: a few words, the last of them in capitals, glued to both marks.</summary>
    private static int Closes(string text, ReadOnlySpan<Token> tokens, int open, int sentenceEnd)
    {
        var mark = Word(text, tokens, open);
        if (!mark.ContainsAny(OpeningMarks) || open + 1 >= sentenceEnd || tokens[open - 1].End == tokens[open].Start || tokens[open].End != tokens[open + 1].Start)
        {
            return -1;
        }

        for (var i = open + 2; i < sentenceEnd - 1 && i <= open + 1 + MostWords; i++)
        {
            if (IsPair(mark, Word(text, tokens, i)))
            {
                return tokens[i - 1].End == tokens[i].Start && tokens[i + 1].Start == tokens[i].End + 1
                    && char.IsUpper(Word(text, tokens, i - 1)[0]) ? i : -1;
            }

            if (!char.IsLetter(Word(text, tokens, i - 1)[0]))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsPair(ReadOnlySpan<char> open, ReadOnlySpan<char> close) => open switch
    {
        "“" or "„" or "‟" or "”" => close is "”" or "“",
        "\"" => close is "\"",
        "‘" or "‚" or "‛" or "’" => close is "’" or "‘" or "'",
        "`" => close is "’" or "'" or "`",
        "'" => close is "'",
        "``" or "''" => close is "''",
        "«" => close is "»",
        "»" => close is "«",
        "‹" => close is "›",
        "›" => close is "‹",
        "(" => close is ")",
        "[" => close is "]",
        _ => false,
    };

    private static bool IsNameWord(string text, ReadOnlySpan<Token> tokens, int token) =>
        tokens[token].Upos is Upos.Propn or Upos.Noun or Upos.Adj && Word(text, tokens, token) is [var first, _, ..] && char.IsUpper(first);

    private static bool IsCapitals(ReadOnlySpan<char> word) => !word.ContainsAnyInRange('a', 'z');

    private static ReadOnlySpan<char> Word(string text, ReadOnlySpan<Token> tokens, int token) =>
        text.AsSpan(tokens[token].Start, tokens[token].End - tokens[token].Start);
}
