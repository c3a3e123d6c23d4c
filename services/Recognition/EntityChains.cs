using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Makes the chains of a document its entities: chains that are linked to one entity become one ("IBM" and "International Business Machines"), and a
/// mention that stands for something else than the rest of its chain ("London" for a government) moves to the chain of what it stands for.
/// </summary>
internal static class EntityChains
{
    /// <summary>The document with one chain an entity; mentions stay in their order.</summary>
    /// <param name="document">The document.</param>
    /// <param name="links">The entity of each mention.</param>
    public static Document Join(Document document, IReadOnlyList<MentionLink> links)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var members = new List<List<int>>();
        var mentions = new Mention[document.Mentions.Count];
        for (var i = 0; i < mentions.Length; i++)
        {
            if (!numbers.TryGetValue(links[i].Identity.Id, out var number))
            {
                numbers[links[i].Identity.Id] = number = members.Count;
                members.Add([]);
            }

            members[number].Add(i);
            mentions[i] = document.Mentions[i] with { Chain = number };
        }

        return document.With(mentions, [.. members.Select(chain => Chain(document, chain, links[chain[0]]))]);
    }

    private static CoreferenceChain Chain(Document document, List<int> mentions, MentionLink link)
    {
        CoreferenceChain[] former = [.. mentions.Select(mention => document.Mentions[mention].Chain).Distinct().Select(chain => document.Chains[chain])];
        return new CoreferenceChain(
            former.MaxBy(chain => chain.Name.Length)!.Name,
            (NameType)link.Identity.Type,
            mentions,
            former.Select(chain => chain.Title).FirstOrDefault(title => title is not null));
    }
}
