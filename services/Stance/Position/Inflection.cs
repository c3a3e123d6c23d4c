namespace OnRecord.Stances;

/// <summary>The written forms of English verbs and nouns, from the dictionary form; see <see cref="IrregularVerbs"/> for those of no rule.</summary>
internal static class Inflection
{
    /// <summary>All forms of a verb, the dictionary form first.</summary>
    public static IEnumerable<string> OfVerb(string verb)
    {
        yield return verb;
        yield return WithS(verb);
        if (IrregularVerbs.Of(verb) is { } irregular)
        {
            yield return irregular.Past;
            yield return irregular.Participle;
            foreach (var form in irregular.More)
            {
                yield return form;
            }
        }
        else
        {
            yield return PastOf(verb);
            if (DoublesLast(verb))
            {
                yield return verb + verb[^1] + "ed";
            }
        }

        yield return (verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal) ? verb[..^1] : verb) + "ing";
        if (DoublesLast(verb))
        {
            yield return verb + verb[^1] + "ing";
        }
    }

    /// <summary>The past of a verb in its dictionary form: "take" gives "took", "accept" "accepted".</summary>
    public static string PastOf(string verb) =>
        IrregularVerbs.Of(verb) is { } irregular ? irregular.Past
        : verb.EndsWith('e') ? verb + "d"
        : verb is [.., var before, 'y'] && !IsVowel(before) ? verb[..^1] + "ied"
        : verb + "ed";

    /// <summary>Singular and plural.</summary>
    public static IEnumerable<string> OfNoun(string noun) => [noun, WithS(noun)];

    private static string WithS(string word) => word switch
    {
        [.., 's'] or [.., 'x'] or [.., 'z'] or [.., 'c', 'h'] or [.., 's', 'h'] or [.., 'o'] => word + "es",
        [.., var before, 'y'] when !IsVowel(before) => word[..^1] + "ies",
        _ => word + "s",
    };

    /// <summary>One vowel before the last consonant: both spellings are accepted, so a form too many does no harm.</summary>
    private static bool DoublesLast(string verb) =>
        verb.Length >= 3 && !IsVowel(verb[^1]) && verb[^1] is not ('w' or 'x' or 'y') && IsVowel(verb[^2]) && !IsVowel(verb[^3]);

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
