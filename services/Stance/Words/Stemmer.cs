namespace OnRecord.Stances;

/// <summary>
/// Takes the endings off English words, so that "deny", "denies" and "denied" compare equal: the algorithm of M. F. Porter,
/// "An algorithm for suffix stripping" (Program 14(3), 1980).
/// </summary>
internal static class Stemmer
{
    private static readonly (string Ending, string Stem)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"), ("alli", "al"),
        ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Ending, string Stem)[] Step3 =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic", "ou",
    ];

    /// <summary>The stem of a lower-case word; words with other than the letters a to z come back as they are.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 3 || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return word;
        }

        var stem = Plural(word);
        stem = PastOrProgressive(stem);
        stem = stem.EndsWith('y') && HasVowel(stem.AsSpan(0, stem.Length - 1)) ? stem[..^1] + "i" : stem;
        stem = Replace(stem, Step2);
        stem = Replace(stem, Step3);
        return Tidy(Drop(stem));
    }

    private static string Plural(string word) =>
        word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal) ? word[..^2]
        : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1]
        : word;

    private static string PastOrProgressive(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return Measure(word.AsSpan(0, word.Length - 3)) > 0 ? word[..^1] : word;
        }

        var ending = word.EndsWith("ed", StringComparison.Ordinal) ? 2 : word.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (ending == 0 || !HasVowel(word.AsSpan(0, word.Length - ending)))
        {
            return word;
        }

        var stem = word[..^ending];
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal)
            || stem.EndsWith("iz", StringComparison.Ordinal))
        {
            return stem + "e";
        }

        if (EndsInDouble(stem) && stem[^1] is not ('l' or 's' or 'z'))
        {
            return stem[..^1];
        }

        return Measure(stem) == 1 && EndsInShortSyllable(stem) ? stem + "e" : stem;
    }

    private static string Replace(string word, (string Ending, string Stem)[] rules)
    {
        foreach (var (ending, stem) in rules)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                return Measure(word.AsSpan(0, word.Length - ending.Length)) > 0 ? word[..^ending.Length] + stem : word;
            }
        }

        return word;
    }

    private static string Drop(string word)
    {
        foreach (var ending in Step4)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                var stem = word.AsSpan(0, word.Length - ending.Length);
                return Measure(stem) > 1 && (ending != "ion" || stem[^1] is 's' or 't') ? stem.ToString() : word;
            }
        }

        return word;
    }

    private static string Tidy(string word)
    {
        if (word.EndsWith('e'))
        {
            var stem = word.AsSpan(0, word.Length - 1);
            var measure = Measure(stem);
            word = measure > 1 || (measure == 1 && !EndsInShortSyllable(stem)) ? stem.ToString() : word;
        }

        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word) > 1 ? word[..^1] : word;
    }

    /// <summary>Porter's m: how often a vowel run is followed by a consonant run.</summary>
    private static int Measure(ReadOnlySpan<char> word)
    {
        var count = 0;
        for (var at = 1; at < word.Length; at++)
        {
            if (IsConsonant(word, at) && !IsConsonant(word, at - 1))
            {
                count++;
            }
        }

        return count;
    }

    private static bool HasVowel(ReadOnlySpan<char> word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (!IsConsonant(word, at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsConsonant(ReadOnlySpan<char> word, int at) => word[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => at == 0 || !IsConsonant(word, at - 1),
        _ => true,
    };

    private static bool EndsInDouble(ReadOnlySpan<char> word) => word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    private static bool EndsInShortSyllable(ReadOnlySpan<char> word) =>
        word.Length > 2 && IsConsonant(word, word.Length - 3) && !IsConsonant(word, word.Length - 2)
        && IsConsonant(word, word.Length - 1) && word[^1] is not ('w' or 'x' or 'y');
}
