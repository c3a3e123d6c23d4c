using System.Data.Common;
using Dapper;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>
/// Local entities that turned out to be known: an article that is read again with a newer knowledge base links their names to an entry, and when no article
/// names the local entity any more, its id leads on to that entry. Unlike a merge this decides nothing on what is read later: a namesake may come.
/// </summary>
internal sealed class Successors
{
    private readonly SortedDictionary<string, (EntityIdentity Into, Guid ArticleId)> _found = new(StringComparer.Ordinal);

    /// <summary>Compares what stood of an article with what replaces it.</summary>
    public void Add(Guid articleId, Recognition before, Recognition after)
    {
        var now = after.Mentions.Where(mention => mention.Kind == MentionKind.Name)
            .ToLookup(mention => (mention.Range, mention.Surface), mention => after.Entities[mention.Entity].Identity);
        foreach (var names in before.Mentions.Where(mention => mention.Kind == MentionKind.Name).GroupBy(mention => before.Entities[mention.Entity].Identity.Id))
        {
            var meant = names.SelectMany(mention => now[(mention.Range, mention.Surface)].DefaultIfEmpty()).Distinct().Take(2).ToList();
            if (LocalId.IsLocal(names.Key) && meant is [{ Id: not null } into] && into.WikidataId.Length > 0)
            {
                _found[names.Key] = (into, articleId);
            }
        }
    }

    /// <summary>Notes those that no article names any more; after all counts are written.</summary>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, DateTimeOffset now)
    {
        foreach (var (entityId, (into, articleId)) in _found)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO successors (entity_id, into_entity_id, into_name, into_type, article_id, found_at)
                SELECT @entityId, @Id, @Name, @type, @articleId, @foundAt WHERE NOT EXISTS (SELECT 1 FROM entities WHERE entity_id = @entityId)
                ON CONFLICT (entity_id) DO UPDATE SET
                    into_entity_id = excluded.into_entity_id, into_name = excluded.into_name, into_type = excluded.into_type,
                    article_id = excluded.article_id, found_at = excluded.found_at
                """,
                new { entityId, into.Id, into.Name, type = (int)into.Type, articleId, foundAt = now.ToUnixTimeMilliseconds() },
                transaction);
        }
    }
}
