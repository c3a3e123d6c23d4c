using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Finds for a chain that holds only a part of a person's name ("Shorten", "Mr Shorten", "Taylor") the one chain of the document with the full
/// name. Coreference does this too; here also those parts are joined that the name finder took for another type.
/// </summary>
internal static class ShortForms
{
    /// <summary>For each chain the chain that stands for it: its own number, or that of the chain with the full name.</summary>
    public static int[] Resolve(Document document)
    {
        var byPart = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = document.Chains.Select(chain => NameVariants.WithoutTitles(NameKey.Of(chain.Name).Split(' '))).ToArray();
        for (var chain = 0; chain < words.Length; chain++)
        {
            if (document.Chains[chain].Type == NameType.Person && words[chain].Length >= 2)
            {
                AddPart(byPart, words[chain][^1], chain);
                AddPart(byPart, words[chain][0], chain);
            }
        }

        var resolved = Enumerable.Range(0, words.Length).ToArray();
        for (var chain = 0; chain < words.Length; chain++)
        {
            if (words[chain].Length == 1
                && byPart.TryGetValue(words[chain][0], out var full)
                && full >= 0
                && MayBePerson(document, chain)
                && !IsNamedBefore(document, chain, full))
            {
                resolved[chain] = full;
            }
        }

        return resolved;
    }

    /// <summary>Two people who share a part leave it ambiguous, unless one is a fuller form of the other.</summary>
    private static void AddPart(Dictionary<string, int> byPart, string part, int chain) =>
        byPart[part] = byPart.TryGetValue(part, out var other) && other != chain ? -1 : chain;

    /// <summary>A name finder sure of another type is right: "Washington" beside a "Denzel Washington" may be the city.</summary>
    private static bool MayBePerson(Document document, int chain) =>
        document.Chains[chain].Type is NameType.Person or NameType.Unspecified or NameType.Organization or NameType.Other;

    /// <summary>Coreference joins what it takes for a person's family name; one that it has left, and that stands before the full name, is another's: see <see cref="Relatives"/>.</summary>
    private static bool IsNamedBefore(Document document, int chain, int full) =>
        document.Chains[chain].Type == NameType.Person && document.Chains[chain].Mentions[0] < document.Chains[full].Mentions[0];
}
