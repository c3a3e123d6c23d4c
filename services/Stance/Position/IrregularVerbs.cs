using System.Collections.Frozen;

namespace OnRecord.Stances;

/// <summary>A verb whose forms are no rule's.</summary>
/// <param name="Verb">Dictionary form.</param>
/// <param name="Past">"took".</param>
/// <param name="Participle">"taken".</param>
/// <param name="More">Further forms: "is", "has".</param>
internal sealed record IrregularVerb(string Verb, string Past, string Participle, string[] More);

/// <summary>The verbs of irregular-verbs.tsv.</summary>
internal static class IrregularVerbs
{
    private static readonly FrozenDictionary<string, IrregularVerb> ByVerb = Lexicon.Read("irregular-verbs")
        .Select(row => new IrregularVerb(row[0], row[1], row[2], row[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        .ToFrozenDictionary(verb => verb.Verb);

    private static readonly FrozenDictionary<string, string> ByForm = ByVerb.Values
        .SelectMany(verb => new[] { verb.Past, verb.Participle }.Select(form => (Form: form, verb.Verb)))
        .Where(entry => entry.Form != entry.Verb).DistinctBy(entry => entry.Form).ToFrozenDictionary(entry => entry.Form, entry => entry.Verb);

    /// <summary>The verb by its dictionary form; null for a regular one.</summary>
    public static IrregularVerb? Of(string verb) => ByVerb.GetValueOrDefault(verb);

    /// <summary>The dictionary form of an irregular past or participle, else the word itself: "took", "taken" and "take" are one word.</summary>
    public static string VerbOf(string lower) => ByForm.GetValueOrDefault(lower, lower);
}
