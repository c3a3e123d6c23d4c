using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Gives the mentions of a document their entities.</summary>
internal static class EntityLinks
{
    /// <summary>
    /// A link for each mention that the entity service has named. The mentions of the event are those of its document, one by one; where the text had
    /// to be analysed here, by another build than the event's, those at the same place.
    /// </summary>
    public static IReadOnlyList<LinkedMention> Of(
        Document document, IReadOnlyList<RecognizedEntity> entities, IReadOnlyList<EntityMention> mentions)
    {
        var places = new Dictionary<(int Start, int End), EntityMention>(mentions.Count);
        foreach (var mention in mentions)
        {
            places.TryAdd((mention.Start, mention.End), mention);
        }

        var links = new List<LinkedMention>(document.Mentions.Count);
        for (var i = 0; i < document.Mentions.Count; i++)
        {
            var range = document.Mentions[i].Range;
            if (places.TryGetValue((range.Start, range.End), out var found) && (uint)found.Entity < (uint)entities.Count)
            {
                var entity = entities[found.Entity];
                links.Add(new LinkedMention(i, entity.EntityId, entity.Name, entity.Type, entity.WikidataId));
            }
        }

        return links;
    }
}
