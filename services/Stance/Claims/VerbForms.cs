using System.Collections.Frozen;

namespace OnRecord.Stances;

/// <summary>Irregular forms of verbs, so that "took", "taken" and "take" are one word.</summary>
internal static class VerbForms
{
    private static readonly FrozenDictionary<string, string> Pasts =
        Lexicon.Read("pasts.tsv").ToFrozenDictionary(row => row[0], row => row[1]);

    private static readonly FrozenDictionary<string, string> Verbs =
        Lexicon.Read("pasts.tsv").SelectMany(row => row.Skip(1).Select(form => (Form: form, Verb: row[0]))).DistinctBy(row => row.Form)
            .ToFrozenDictionary(row => row.Form, row => row.Verb);

    /// <summary>The dictionary form of an irregular past, else the word itself.</summary>
    public static string VerbOf(string lower) => Verbs.GetValueOrDefault(lower, lower);

    /// <summary>The past of a verb in its dictionary form: "take" gives "took", "accept" "accepted".</summary>
    public static string PastOf(string verb) =>
        Pasts.TryGetValue(verb, out var past) ? past
        : verb.EndsWith('e') ? verb + "d"
        : verb is [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] ? verb[..^1] + "ied"
        : verb + "ed";
}
