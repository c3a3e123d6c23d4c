using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>Where a text says that a place lies: "Long Beach, Mississippi" is not the one in California.</summary>
internal static class SaidRegions
{
    /// <summary>
    /// Where a region follows a name of the chain behind a comma: takes the places elsewhere from the candidates if one lies there; if none does, marks them, for the
    /// knowledge base may not know all places of a region.
    /// </summary>
    public static void Apply(KnowledgeBase knowledge, Document document, CoreferenceChain chain, List<Candidate> candidates)
    {
        if (candidates.Count == 0 || chain.Type == NameType.Person || !candidates.Exists(candidate => candidate.Entry.Type == EntityType.Place))
        {
            return;
        }

        foreach (var index in chain.Mentions)
        {
            var mention = document.Mentions[index];
            if (mention.Form == MentionForm.Name && RegionAfter(document, mention) is { } region && BestKnownPlace(knowledge, region.Range.Of(document.Text)) is { } known)
            {
                var whole = NameKey.Of(document.Text.AsSpan(mention.Range.Start, region.Range.End - mention.Range.Start));
                var inside = knowledge.Find(whole).Select(match => match.Entry.Id).ToHashSet(StringComparer.Ordinal);
                foreach (var candidate in candidates.Where(candidate => candidate.Entry.Type == EntityType.Place))
                {
                    candidate.LiesWhereSaid = inside.Contains(candidate.Entry.Id) || LiesIn(candidate.Entry, known);
                }

                if (candidates.Exists(candidate => candidate.LiesWhereSaid == true))
                {
                    candidates.RemoveAll(candidate => candidate.LiesWhereSaid == false);
                }

                return;
            }
        }
    }

    private static bool LiesIn(KnowledgeEntry place, KnowledgeEntry region) =>
        (region.Kind == EntityKind.Country && region.Country == place.Country) || place.Description.Contains(region.Name, StringComparison.Ordinal);

    private static Mention? RegionAfter(Document document, Mention mention) =>
        mention.EndToken + 1 < document.Tokens.Length && document.Word(mention.EndToken) is ","
            ? document.Mentions.FirstOrDefault(other => other.Form == MentionForm.Name && other.FirstToken == mention.EndToken + 1)
            : null;

    private static KnowledgeEntry? BestKnownPlace(KnowledgeBase knowledge, string name) => knowledge.Find(NameKey.Of(name))
        .Where(match => match is { Strength: AliasStrength.Full, Entry: { Type: EntityType.Place, Kind: EntityKind.Country or EntityKind.State or EntityKind.Region } })
        .Select(match => match.Entry).FirstOrDefault();
}
