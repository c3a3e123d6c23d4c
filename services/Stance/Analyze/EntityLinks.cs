using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Brings the entity service's mentions and the document's own together, by their place in the text.</summary>
internal static class EntityLinks
{
    /// <summary>A link for each mention of the document that the entity service has named, at the same place or overlapping it.</summary>
    public static IReadOnlyList<LinkedMention> Of(Document document, EntitiesRecognized recognized)
    {
        var links = new List<LinkedMention>(document.Mentions.Count);
        var exact = new Dictionary<(int Start, int End), EntityMention>();
        foreach (var mention in recognized.Mentions)
        {
            exact.TryAdd((mention.Start, mention.End), mention);
        }

        // Both lists are in text order, so one pass finds the overlaps.
        var next = 0;
        for (var i = 0; i < document.Mentions.Count; i++)
        {
            var range = document.Mentions[i].Range;
            while (next < recognized.Mentions.Count && recognized.Mentions[next].End <= range.Start)
            {
                next++;
            }

            var found = exact.GetValueOrDefault((range.Start, range.End))
                ?? (next < recognized.Mentions.Count && recognized.Mentions[next].Start < range.End ? recognized.Mentions[next] : null);
            if (found is not null && found.Entity >= 0 && found.Entity < recognized.Entities.Count)
            {
                var entity = recognized.Entities[found.Entity];
                links.Add(new LinkedMention(i, entity.EntityId, entity.Name, entity.Type, entity.WikidataId));
            }
        }

        return links;
    }
}
