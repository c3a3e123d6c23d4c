namespace OnRecord.Language;

/// <summary>
/// Takes the endings off English words, so that "deny", "denies" and "denied" compare equal (M. F. Porter, "An algorithm for suffix
/// stripping", Program 14(3), 1980).
/// </summary>
public static class PorterStemmer
{
    // No English word is longer; what is has no ending to lose.
    private const int Longest = 64;

    private static readonly (string Suffix, string By)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"),
        ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
        ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string By)[] Step3 =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    // Longest first where one ends with another.
    private static readonly string[] Step4 =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism", "ate", "iti", "ous", "ive",
        "ize",
    ];

    /// <summary>Stems a lower-case word in place.</summary>
    /// <param name="word">Words with other than the letters a to z stay as they are.</param>
    /// <returns>Length of the stem.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length < 3 || word.ContainsAnyExceptInRange('a', 'z'))
        {
            return word.Length;
        }

        var length = RemovePlural(word, word.Length);
        length = RemovePastAndGerund(word, length);
        if (word[length - 1] == 'y' && HasVowel(word[..(length - 1)]))
        {
            word[length - 1] = 'i';
        }

        length = Replace(word, length, Step2);
        length = Replace(word, length, Step3);
        length = RemoveLongSuffix(word, length);
        return RemoveFinalE(word, length);
    }

    /// <summary>The stem of a lower-case word; the word itself where nothing comes off.</summary>
    public static string Stem(string word)
    {
        Span<char> buffer = stackalloc char[Longest];
        if (word.Length > Longest)
        {
            return word;
        }

        word.CopyTo(buffer);
        ReadOnlySpan<char> stem = buffer[..Stem(buffer[..word.Length])];
        return stem.SequenceEqual(word) ? word : stem.ToString();
    }

    private static int RemovePlural(Span<char> word, int length)
    {
        var current = word[..length];
        return current.EndsWith("sses") || current.EndsWith("ies") ? length - 2
            : word[length - 1] == 's' && word[length - 2] != 's' ? length - 1
            : length;
    }

    private static int RemovePastAndGerund(Span<char> word, int length)
    {
        var current = word[..length];
        if (current.EndsWith("eed"))
        {
            return Measure(current[..^3]) > 0 ? length - 1 : length;
        }

        var stem = current.EndsWith("ed") ? length - 2 : current.EndsWith("ing") ? length - 3 : length;
        if (stem == length || !HasVowel(word[..stem]))
        {
            return length;
        }

        current = word[..stem];
        if (current.EndsWith("at") || current.EndsWith("bl") || current.EndsWith("iz"))
        {
            word[stem] = 'e';
            return stem + 1;
        }

        if (EndsWithDoubleConsonant(current) && word[stem - 1] is not ('l' or 's' or 'z'))
        {
            return stem - 1;
        }

        if (Measure(current) == 1 && EndsWithShortSyllable(current))
        {
            word[stem] = 'e';
            return stem + 1;
        }

        return stem;
    }

    private static int Replace(Span<char> word, int length, (string Suffix, string By)[] rules)
    {
        var current = word[..length];
        foreach (var (suffix, by) in rules)
        {
            if (!current.EndsWith(suffix))
            {
                continue;
            }

            var stem = length - suffix.Length;
            if (Measure(word[..stem]) == 0)
            {
                return length;
            }

            by.CopyTo(word[stem..]);
            return stem + by.Length;
        }

        return length;
    }

    private static int RemoveLongSuffix(Span<char> word, int length)
    {
        var current = word[..length];
        foreach (var suffix in Step4)
        {
            if (current.EndsWith(suffix))
            {
                return Measure(word[..(length - suffix.Length)]) > 1 ? length - suffix.Length : length;
            }
        }

        return current.EndsWith("ion") && length > 3 && word[length - 4] is 's' or 't' && Measure(word[..(length - 3)]) > 1
            ? length - 3
            : length;
    }

    private static int RemoveFinalE(Span<char> word, int length)
    {
        if (word[length - 1] == 'e')
        {
            var stem = word[..(length - 1)];
            var measure = Measure(stem);
            if (measure > 1 || (measure == 1 && !EndsWithShortSyllable(stem)))
            {
                length--;
            }
        }

        return word[length - 1] == 'l' && EndsWithDoubleConsonant(word[..length]) && Measure(word[..length]) > 1 ? length - 1 : length;
    }

    private static bool IsConsonant(ReadOnlySpan<char> word, int index) => word[index] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => index == 0 || !IsConsonant(word, index - 1),
        _ => true,
    };

    /// <summary>Porter's m: how many times a vowel run is followed by a consonant run.</summary>
    private static int Measure(ReadOnlySpan<char> word)
    {
        var measure = 0;
        var afterVowel = false;
        for (var index = 0; index < word.Length; index++)
        {
            var consonant = IsConsonant(word, index);
            measure += consonant && afterVowel ? 1 : 0;
            afterVowel = !consonant;
        }

        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<char> word)
    {
        for (var index = 0; index < word.Length; index++)
        {
            if (!IsConsonant(word, index))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithDoubleConsonant(ReadOnlySpan<char> word) =>
        word.Length >= 2 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    private static bool EndsWithShortSyllable(ReadOnlySpan<char> word) =>
        word.Length >= 3
        && IsConsonant(word, word.Length - 1) && !IsConsonant(word, word.Length - 2) && IsConsonant(word, word.Length - 3)
        && word[^1] is not ('w' or 'x' or 'y');
}
