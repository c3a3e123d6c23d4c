using System.Collections.Frozen;

namespace OnRecord.Stances;

/// <summary>The written forms of English verbs and nouns, from the dictionary form; irregular verbs from a list.</summary>
internal static class Inflection
{
    private static readonly FrozenDictionary<string, string[]> Irregular =
        Lexicon.Read("irregular.tsv").ToFrozenDictionary(row => row[0], row => row[1].Split(' '));

    /// <summary>All forms of a verb, the dictionary form first.</summary>
    public static IEnumerable<string> OfVerb(string verb)
    {
        yield return verb;
        if (Irregular.TryGetValue(verb, out var forms))
        {
            foreach (var form in forms)
            {
                yield return form;
            }

            yield break;
        }

        yield return WithS(verb);
        var stem = verb;
        if (verb.EndsWith('e'))
        {
            yield return verb + "d";
            stem = verb.EndsWith("ee", StringComparison.Ordinal) ? verb : verb[..^1];
            yield return stem + "ing";
        }
        else if (verb.EndsWith('y') && !IsVowel(verb[^2]))
        {
            yield return verb[..^1] + "ied";
            yield return verb + "ing";
        }
        else
        {
            yield return verb + "ed";
            yield return verb + "ing";
            if (DoublesLast(verb))
            {
                yield return verb + verb[^1] + "ed";
                yield return verb + verb[^1] + "ing";
            }
        }
    }

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
