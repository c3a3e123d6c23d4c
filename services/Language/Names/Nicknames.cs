using System.Buffers;
using System.Runtime.InteropServices;

namespace OnRecord.Language.Names;

/// <summary>
/// Makes one name of what a nickname cuts in two: <c>Dwight “Lucky” Moss</c>, <c>James 'Mad Dog' Reed</c>, <c>Ann (Annie) Lee</c>. The press puts the
/// nickname between first and family name, in quotation marks or brackets.
/// </summary>
internal static class Nicknames
{
    private const int MostWords = 5;

    /// <summary>Capitals alone are initials, "JP"; more of them a party.</summary>
    private const int LongestInitials = 2;

    private const float LeastConfidence = 0.5f;

    private static readonly WordSet Titles = LanguagePack.Default.Words("titles");

    private static readonly SearchValues<char> OpeningMarks = SearchValues.Create("“”„‟\"‘’‚‛'«»‹›([`");
    private static readonly SearchValues<char> ClosingMarks = SearchValues.Create("”“\"’‘'»«›‹)]`");

    /// <summary>“P-Man”, “Mr. T”, “Rock 'n' Roll”.</summary>
    private static readonly SearchValues<char> InNicknames = SearchValues.Create("-–.&'’");

    /// <summary>Joins such names in place.</summary>
    /// <param name="finder">Reads a sentence again, without its nicknames.</param>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens, tagged.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="names">Names in text order; stay so and never overlap.</param>
    public static void Join(NameFinder finder, string text, ReadOnlySpan<Token> tokens, IReadOnlyList<Sentence> sentences, List<FoundName> names)
    {
        foreach (var sentence in sentences)
        {
            var nicknames = FindIn(text, tokens, sentence);
            if (nicknames.Count > 0)
            {
                JoinIn(finder, text, tokens, sentence, nicknames, names);
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

        var close = name.LastIndexOf(' ');
        while (close > open && !ClosingMarks.Contains(name[close - 1]))
        {
            close = name.LastIndexOf(' ', close - 1);
        }

        return close > open + 2 && close + 1 < name.Length && char.IsLetter(name[close + 1])
            ? string.Concat(name.AsSpan(0, open), name.AsSpan(close + 1))
            : name;
    }

    private static List<Nickname> FindIn(string text, ReadOnlySpan<Token> tokens, in Sentence sentence)
    {
        var nicknames = new List<Nickname>();
        for (var open = sentence.FirstToken + 1; open + 3 < sentence.EndToken; open++)
        {
            if (Closes(text, tokens, open, sentence.EndToken) is var close and > 0 && IsBetweenNames(text, tokens, open, close, sentence.EndToken))
            {
                nicknames.Add(new Nickname(open, close));
                open = close;
            }
        }

        return nicknames;
    }

    /// <summary>Words in capitals on both sides, the second perhaps behind a particle: "al-Rashid", "bin Khalid".</summary>
    private static bool IsBetweenNames(string text, ReadOnlySpan<Token> tokens, int open, int close, int sentenceEnd)
    {
        var after = close + 1;
        while (after < sentenceEnd - 1 && after < close + 3 && !char.IsUpper(Word(text, tokens, after)[0]))
        {
            after++;
        }

        return char.IsUpper(Word(text, tokens, open - 1)[0]) && char.IsLetter(Word(text, tokens, close + 1)[0]) && char.IsUpper(Word(text, tokens, after)[0]);
    }

    /// <summary>The marks hide a person from the tagger. Without its nicknames the sentence reads as any other.</summary>
    private static void JoinIn(NameFinder finder, string text, ReadOnlySpan<Token> tokens, in Sentence sentence, List<Nickname> nicknames, List<FoundName> names)
    {
        var kept = new List<Token>(sentence.EndToken - sentence.FirstToken);
        var places = new List<int>(kept.Capacity);
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (!nicknames.Exists(nickname => nickname.Open <= i && i <= nickname.Close))
            {
                kept.Add(tokens[i]);
                places.Add(i);
            }
        }

        var read = finder.Find(text, CollectionsMarshal.AsSpan(kept), [sentence with { FirstToken = 0, EndToken = kept.Count }])
            .ConvertAll(name => name with { FirstToken = places[name.FirstToken], EndToken = places[name.EndToken - 1] + 1 });
        foreach (var nickname in nicknames)
        {
            if (NameAround(nickname, read.Find(nickname.IsInside), finder, text, tokens, names) is { } name && !IsRemark(text, tokens, nickname, name))
            {
                Put(InWholeWords(text, tokens, name), names);
            }
        }
    }

    /// <summary>The person whose name a nickname cuts in two; null where there is none, or the tagger has found the whole.</summary>
    /// <param name="read">What stands there when the sentence is read without nicknames.</param>
    private static FoundName? NameAround(Nickname nickname, FoundName read, NameFinder finder, string text, ReadOnlySpan<Token> tokens, List<FoundName> names)
    {
        if (read.Type == NameType.Person)
        {
            return read;
        }

        var isFound = names.Exists(known => known.Type == NameType.Person && nickname.IsInside(known));
        return isFound || !IsNameWord(text, tokens, nickname.Open - 1) || !IsNameWord(text, tokens, nickname.Close + 1) ? null
            : Halves(nickname, names)
            ?? (read.Type != NameType.Organization && !IsInBrackets(text, tokens, nickname) && finder.IsName(Word(text, tokens, nickname.Open - 1))
                ? new FoundName(nickname.Open - 1, nickname.Close + 2, NameType.Person, LeastConfidence) : null);
    }

    private static void Put(FoundName name, List<FoundName> names)
    {
        var place = names.FindIndex(other => other.EndToken > name.FirstToken);
        names.RemoveAll(other => other.FirstToken < name.EndToken && other.EndToken > name.FirstToken);
        names.Insert(place < 0 ? names.Count : place, name);
    }

    /// <summary>A name with the whole of the words that it begins and ends in: "Ji-sung" is three tokens.</summary>
    private static FoundName InWholeWords(string text, ReadOnlySpan<Token> tokens, FoundName name)
    {
        var (first, end) = (name.FirstToken, name.EndToken);
        while (first > 1 && Joins(text, tokens, first - 1))
        {
            first -= 2;
        }

        while (end + 1 < tokens.Length && Joins(text, tokens, end))
        {
            end += 2;
        }

        return name with { FirstToken = first, EndToken = end };
    }

    private static bool Joins(string text, ReadOnlySpan<Token> tokens, int hyphen) =>
        Word(text, tokens, hyphen) is "-" && tokens[hyphen - 1].End == tokens[hyphen].Start && tokens[hyphen].End == tokens[hyphen + 1].Start;

    /// <summary>The name around a nickname, one of whose halves is known for a person's; the other may be a word in capitals alone.</summary>
    private static FoundName? Halves(Nickname nickname, List<FoundName> names)
    {
        var before = names.FindIndex(name => name.EndToken == nickname.Open);
        var after = names.FindIndex(name => name.FirstToken == nickname.Close + 1);
        if ((before < 0 && after < 0) || (before >= 0 ? names[before] : names[after]).Type != NameType.Person)
        {
            return null;
        }

        return new FoundName(
            before >= 0 ? names[before].FirstToken : nickname.Open - 1, after >= 0 ? names[after].EndToken : nickname.Close + 2, NameType.Person,
            MathF.Min(before >= 0 ? names[before].Confidence : 1, after >= 0 ? names[after].Confidence : 1));
    }

    /// <summary>In brackets also stand parties, towns and jobs: a nickname is one word there, behind one, and no abbreviation.</summary>
    private static bool IsRemark(string text, ReadOnlySpan<Token> tokens, Nickname nickname, FoundName name)
    {
        var (open, close) = (nickname.Open, nickname.Close);
        var inside = text.AsSpan(tokens[open].End..tokens[close].Start);
        return IsInBrackets(text, tokens, nickname)
            && (inside.Contains(' ') || (inside.Length > LongestInitials && !inside.ContainsAnyInRange('a', 'z'))
                || text.AsSpan(tokens[name.FirstToken].Start..tokens[open].Start).Count(' ') > (Titles.Contains(Word(text, tokens, name.FirstToken)) ? 2 : 1));
    }

    private static bool IsInBrackets(string text, ReadOnlySpan<Token> tokens, Nickname nickname) => Word(text, tokens, nickname.Open) is "(" or "[";

    /// <summary>Where the nickname ends, or -1: a few words, one of them in capitals, glued to both marks.</summary>
    private static int Closes(string text, ReadOnlySpan<Token> tokens, int open, int sentenceEnd)
    {
        var mark = Word(text, tokens, open);
        if (!mark.ContainsAny(OpeningMarks) || open + 1 >= sentenceEnd || tokens[open - 1].End == tokens[open].Start || tokens[open].End != tokens[open + 1].Start)
        {
            return -1;
        }

        var hasCapital = false;
        for (var i = open + 1; i < sentenceEnd - 1 && i <= open + 1 + MostWords; i++)
        {
            if (i > open + 1 && IsPair(mark, Word(text, tokens, i)))
            {
                return hasCapital && tokens[i - 1].End == tokens[i].Start && tokens[i + 1].Start == tokens[i].End + 1 ? i : -1;
            }

            var first = Word(text, tokens, i)[0];
            hasCapital |= char.IsUpper(first);
            if (!char.IsLetterOrDigit(first) && !InNicknames.Contains(first))
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

    private static ReadOnlySpan<char> Word(string text, ReadOnlySpan<Token> tokens, int token) =>
        text.AsSpan(tokens[token].Start, tokens[token].End - tokens[token].Start);

    /// <param name="Open">The opening mark.</param>
    /// <param name="Close">The closing one.</param>
    private readonly record struct Nickname(int Open, int Close)
    {
        public bool IsInside(FoundName name) => name.FirstToken < Open && name.EndToken > Close + 1;
    }
}
