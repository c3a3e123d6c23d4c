namespace OnRecord.Language.Coreference;

/// <summary>The words of a name in the form in which variants are compared: lower case, without dots, a leading "the" or a company suffix.</summary>
internal sealed class NameKey
{
    private static readonly WordSet CompanySuffixes = LanguagePack.Default.Words("legal-forms", "form");
    private static readonly WordSet Generations = LanguagePack.Default.Words("generations");
    private static readonly WordSet SmallWords = LanguagePack.Default.Words("small-words");
    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "definite");

    private NameKey(string[] words, string initials, bool isAcronym)
    {
        Words = words;
        Initials = initials;
        IsAcronym = isAcronym;
        Key = string.Join(' ', words);
    }

    /// <summary>Words, lower case.</summary>
    public string[] Words { get; }

    /// <summary>Words joined by spaces.</summary>
    public string Key { get; }

    /// <summary>First letters of the words that count, in lower case.</summary>
    public string Initials { get; }

    /// <summary>Whether it is one word of two to seven capitals ("NATO", "U.N.").</summary>
    public bool IsAcronym { get; }

    /// <summary>The family name of a person's full name; a generation ("Jr.") does not count.</summary>
    public string Last => Words.Length > 1 && Generations.Contains(Words[^1]) ? Words[^2] : Words[^1];

    public static NameKey Of(string text, ReadOnlySpan<Token> tokens)
    {
        var words = new List<string>(tokens.Length);
        foreach (var token in tokens)
        {
            var word = text[token.Start..token.End];
            if (word.Length > 1 || char.IsLetterOrDigit(word[0]))
            {
                words.Add(word.Replace(".", "", StringComparison.Ordinal).Replace('\u2019', '\'').ToLowerInvariant());
            }
        }

        words.RemoveAll(word => word is "" or "'s" or "'");
        if (words.Count > 1 && Articles.Contains(words[0]))
        {
            words.RemoveAt(0);
        }

        while (words.Count > 1 && CompanySuffixes.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count == 0)
        {
            words.Add(text[tokens[0].Start..tokens[^1].End].ToLowerInvariant());
        }

        var initials = string.Concat(words.Where(word => !SmallWords.Contains(word)).Select(word => word[0]));
        var only = text.AsSpan(tokens[0].Start, tokens[0].End - tokens[0].Start);
        return new NameKey([.. words], initials, words.Count == 1 && words[0].Length is >= 2 and <= 7 && IsCapitals(only));
    }

    /// <summary>Whether both can be full names of one person: same family name, first names equal or one the initial of the other.</summary>
    public bool IsSamePerson(NameKey other)
    {
        if (Words.Length < 2 || other.Words.Length < 2 || Last != other.Last)
        {
            return false;
        }

        // "Duchess of Lyme" and "Ann, Duchess of Lyme".
        if (Words.Length > 2 && other.Words.Length > 2 && Words[^2] == "of" && other.Words[^2] == "of" && Words[^3] == other.Words[^3])
        {
            return Words.Length == 3 || other.Words.Length == 3 || Words[0] == other.Words[0];
        }

        var (mine, theirs) = (Words[0], other.Words[0]);
        return (mine == theirs || (mine[0] == theirs[0] && (mine.Length == 1 || theirs.Length == 1))) && !HasOtherInitial(other);
    }

    /// <summary>"George H. W. Bush" is not "George W. Bush".</summary>
    private bool HasOtherInitial(NameKey other) =>
        Words.Length > 2 && other.Words.Length > 2 && Words[1][0] != other.Words[1][0] && Words[1].Length == 1 && other.Words[1].Length == 1;

    /// <summary>Whether these words begin the other name.</summary>
    public bool Begins(NameKey other) => Words.Length < other.Words.Length && other.Words.AsSpan(0, Words.Length).SequenceEqual(Words);

    /// <summary>Whether these words end the other name.</summary>
    public bool Ends(NameKey other) => Words.Length < other.Words.Length && other.Words.AsSpan(other.Words.Length - Words.Length).SequenceEqual(Words);

    private static bool IsCapitals(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsUpper(c) && c is not ('.' or '&'))
            {
                return false;
            }
        }

        return true;
    }
}
