using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Parts the place from its team: in a report of a match "in Boston" and "BOSTON 1996-08-28" are the city, while "Boston" beside them wins or loses. Those that
/// tell where something is get a chain of their own, and each chain is linked by itself.
/// </summary>
internal sealed class SiteNames(KnowledgeBase knowledge)
{
    // A place below this is seldom told without the state or country around it.
    private const byte TellingPlace = 45;

    /// <summary>The document with such names in chains of their own; the same one outside sport.</summary>
    /// <param name="document">The document.</param>
    /// <param name="sports">What its text tells of sport.</param>
    public Document Mark(Document document, SportsText sports)
    {
        if (!document.Chains.Any(chain => chain.Mentions.Count > 1) || !sports.IsSports)
        {
            return document;
        }

        var mentions = document.Mentions.ToArray();
        var chains = document.Chains.ToList();
        for (var number = 0; number < document.Chains.Count; number++)
        {
            var chain = document.Chains[number];
            int[] sites = chain.Type == NameType.Person ? [] : [.. chain.Mentions.Where(mention => IsSite(document, document.Mentions[mention]))];
            int[] others = [.. chain.Mentions.Except(sites)];
            if (sites.Length == 0 || !others.Any(mention => mentions[mention].Form == MentionForm.Name))
            {
                continue;
            }

            foreach (var site in sites)
            {
                mentions[site] = mentions[site] with { Chain = chains.Count, Type = NameType.Place };
            }

            chains.Add(new CoreferenceChain(Longest(document, mentions, sites), NameType.Place, sites, null));
            chains[number] = chain with { Mentions = others, Name = Longest(document, mentions, others) };
        }

        return chains.Count == document.Chains.Count ? document : document.With(mentions, chains);
    }

    private bool IsSite(Document document, Mention mention) =>
        mention.Form == MentionForm.Name && SportsText.IsSite(document, mention)
        && knowledge.Find(NameKey.Of(mention.Range.Of(document.Text)))
            .Any(match => match.Entry is { Type: EntityType.Place, Popularity: >= TellingPlace } && match.Strength == AliasStrength.Full);

    private static string Longest(Document document, Mention[] mentions, int[] chain) => chain.Select(mention => mentions[mention])
        .Where(mention => mention.Form == MentionForm.Name).Select(mention => mention.Range.Of(document.Text)).MaxBy(name => name.Length)!;
}
