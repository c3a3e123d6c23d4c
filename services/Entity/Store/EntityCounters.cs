using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>
/// Gathers what a transaction adds to and takes from the counts of entities, and writes it in one statement. Rows are touched in
/// the order of their ids, so that two articles with the same entities never wait for each other in a circle.
/// </summary>
internal sealed class EntityCounters
{
    private readonly SortedDictionary<string, Change> _changes = new(StringComparer.Ordinal);

    /// <summary>An article mentions an entity.</summary>
    public void Add(EntityIdentity identity, int mentions)
    {
        var change = Of(identity.Id);
        change.Identity = identity;
        change.Mentions += mentions;
        change.Articles++;
    }

    /// <summary>An article no longer mentions an entity.</summary>
    public void Remove(string entityId, int mentions)
    {
        var change = Of(entityId);
        change.Mentions -= mentions;
        change.Articles--;
        change.Shrinks = true;
    }

    /// <summary>Writes the changes; an entity that no article mentions any more goes away with its names.</summary>
    public async Task ApplyAsync(EntityDatabase database, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        // An entity that only loses has a row already: its name and type stay.
        var rows = new RowBatch(
            "INSERT INTO entities (entity_id, name, type, mention_count, article_count)",
            // The knowledge base may have learnt a better name; a local entity keeps the form that came first.
            """
            ON CONFLICT (entity_id) DO UPDATE SET
                mention_count = entities.mention_count + excluded.mention_count,
                article_count = entities.article_count + excluded.article_count,
                name = CASE WHEN excluded.name <> '' AND excluded.entity_id LIKE 'Q%' THEN excluded.name ELSE entities.name END,
                type = CASE WHEN excluded.name <> '' AND excluded.entity_id LIKE 'Q%' THEN excluded.type ELSE entities.type END
            """);
        foreach (var (id, change) in _changes)
        {
            if (change.Identity is not null || change.Mentions != 0 || change.Articles != 0)
            {
                rows.Add(
                    id, StorableText.Of(change.Identity?.Name ?? ""), change.Identity?.Type ?? EntityType.Unspecified, change.Mentions, change.Articles);
            }
        }

        await rows.WriteAsync(connection, transaction, cancellation);
        var ids = _changes.Where(change => change.Value.Shrinks).Select(change => change.Key).ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        await connection.ExecuteAsync(
            $"""
            DELETE FROM entities WHERE {database.In("entity_id", "ids")} AND article_count <= 0;
            DELETE FROM entity_names WHERE {database.In("entity_id", "ids")} AND (
                NOT EXISTS (SELECT 1 FROM entities WHERE entities.entity_id = entity_names.entity_id)
                OR (name <> '' AND NOT EXISTS (
                    SELECT 1 FROM mentions
                    WHERE mentions.surface_key <> '' AND mentions.surface_key = entity_names.name_key
                        AND mentions.entity_id = entity_names.entity_id)))
            """,
            new { ids = database.List(ids) },
            transaction);
    }

    private Change Of(string entityId)
    {
        if (!_changes.TryGetValue(entityId, out var change))
        {
            _changes[entityId] = change = new Change();
        }

        return change;
    }

    private sealed class Change
    {
        public EntityIdentity? Identity { get; set; }

        public long Mentions { get; set; }

        public long Articles { get; set; }

        public bool Shrinks { get; set; }
    }
}
