using System.Data.Common;
using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>What a transaction inserts for its articles, gathered so that all of them share a statement for each table.</summary>
internal sealed class RowsInWork(EntityDatabase database, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
{
    public RowBatch Sentences { get; } = new("INSERT INTO sentences (article_id, start_at, end_at, words)");

    public RowBatch Mentions { get; } = new(
        """
        INSERT INTO mentions (article_id, ordinal, entity_id, published_at, start_at, end_at, sentence_start, type, kind, chain, confidence,
            link_confidence, link_rule, surface, surface_key)
        """);

    public RowBatch Entities { get; } = new("INSERT INTO article_entities (article_id, entity_id, published_at, salience, mention_count)");

    /// <summary>Names by the key under which they are found and their entity, in a fixed order against deadlocks.</summary>
    public SortedDictionary<(string Key, string EntityId), string> Names { get; } = new(
        Comparer<(string Key, string EntityId)>.Create((a, b) =>
            string.CompareOrdinal(a.Key, b.Key) is not 0 and var order ? order : string.CompareOrdinal(a.EntityId, b.EntityId)));

    public EntityCounters Counters { get; } = new();

    /// <summary>Writes everything; once, after all removals.</summary>
    public async Task WriteAsync()
    {
        var names = new RowBatch(
            "INSERT INTO entity_names (name_key, entity_id, name)",
            "ON CONFLICT (name_key, entity_id) DO UPDATE SET name = excluded.name WHERE entity_names.name = '' AND excluded.name <> ''");
        foreach (var ((key, entityId), name) in Names)
        {
            names.Add(key, entityId, name);
        }

        await Sentences.WriteAsync(connection, transaction, cancellation);
        await Mentions.WriteAsync(connection, transaction, cancellation);
        await Entities.WriteAsync(connection, transaction, cancellation);
        await names.WriteAsync(connection, transaction, cancellation);
        await Counters.ApplyAsync(database, connection, transaction, cancellation);
    }
}
