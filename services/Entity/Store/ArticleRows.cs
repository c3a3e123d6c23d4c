using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>The rows that an article owns: its mentions, their sentences and its entities, with the counts that follow from them.</summary>
internal sealed class ArticleRows(
    EntityDatabase database, DbConnection connection, DbTransaction transaction, Guid articleId, CancellationToken cancellation)
{
    // A search may begin at each of the first words of a name.
    private const int MaxSearchableWords = 4;

    private readonly EntityCounters _counters = new();

    /// <summary>Removes all rows of the article.</summary>
    public async Task RemoveAsync()
    {
        await RemoveEntitiesAsync();
        await connection.ExecuteAsync(
            "DELETE FROM mentions WHERE article_id = @articleId; DELETE FROM sentences WHERE article_id = @articleId",
            new { articleId },
            transaction);
    }

    /// <summary>Inserts the rows of the article; there are none yet.</summary>
    public async Task InsertAsync(Recognition found, string text, long publishedAt)
    {
        var sentences = new RowBatch("INSERT INTO sentences (article_id, start_at, end_at, words)");
        foreach (var sentence in found.Mentions.Select(mention => mention.Sentence).Distinct())
        {
            sentences.Add(articleId, sentence.Start, sentence.End, StorableText.Of(sentence.Of(text)));
        }

        var mentions = new RowBatch(
            """
            INSERT INTO mentions (article_id, ordinal, entity_id, published_at, start_at, end_at, sentence_start, type, kind, chain, confidence,
                link_confidence, surface, surface_key)
            """);
        for (var ordinal = 0; ordinal < found.Mentions.Count; ordinal++)
        {
            var mention = found.Mentions[ordinal];
            mentions.Add(
                articleId, ordinal, found.Entities[mention.Entity].Identity.Id, publishedAt, mention.Range.Start, mention.Range.End,
                mention.Sentence.Start, mention.Type, mention.Kind, mention.Chain, mention.Confidence, mention.LinkConfidence,
                StorableText.Of(mention.Surface), mention.Kind == MentionKind.Name ? StorableText.KeyOf(mention.Surface) : "");
        }

        await sentences.WriteAsync(connection, transaction, cancellation);
        await mentions.WriteAsync(connection, transaction, cancellation);
        await InsertEntitiesAsync(found, publishedAt);
    }

    /// <summary>Reads the article's recognition back. Sentences are not needed by those who ask, so they stay empty.</summary>
    public async Task<Recognition> ReadAsync()
    {
        var entities = (await connection.QueryAsync<EntityRow>(
            """
            SELECT article_entities.entity_id, name, type, salience, article_entities.mention_count
            FROM article_entities JOIN entities ON entities.entity_id = article_entities.entity_id
            WHERE article_id = @articleId
            """,
            new { articleId },
            transaction)).AsList();
        var indexes = entities.Select((entity, index) => (entity.EntityId, index)).ToDictionary(pair => pair.EntityId, pair => pair.index);
        var mentions = await connection.QueryAsync<MentionRow>(
            """
            SELECT entity_id, start_at, end_at, surface, type, kind, chain, confidence, link_confidence
            FROM mentions WHERE article_id = @articleId ORDER BY ordinal
            """,
            new { articleId },
            transaction);
        return new Recognition(
            [.. entities.Select(row => new FoundEntity(
                new EntityIdentity(row.EntityId, row.Name, (EntityType)row.Type), row.Salience, (int)row.MentionCount))],
            [.. mentions.Select(row => new FoundMention(
                indexes[row.EntityId], new TextRange(row.StartAt, row.EndAt), default, row.Surface, (EntityType)row.Type,
                (MentionKind)row.Kind, row.Chain, row.Confidence, row.LinkConfidence))]);
    }

    /// <summary>Gives stored mentions other entities; ordinals and spans stay.</summary>
    /// <returns>How many mentions changed.</returns>
    public async Task<int> RelinkAsync(Recognition before, Recognition after, long publishedAt)
    {
        var changed = after.Mentions
            .Select((mention, ordinal) => (
                ordinal,
                entityId: after.Entities[mention.Entity].Identity.Id,
                linkConfidence: mention.LinkConfidence,
                isSame: after.Entities[mention.Entity].Identity.Id == before.Entities[before.Mentions[ordinal].Entity].Identity.Id))
            .Where(mention => !mention.isSame)
            .Select(mention => new { articleId, mention.ordinal, mention.entityId, mention.linkConfidence })
            .ToArray();
        if (changed.Length == 0)
        {
            return 0;
        }

        await connection.ExecuteAsync(
            """
            UPDATE mentions SET entity_id = @entityId, link_confidence = @linkConfidence
            WHERE article_id = @articleId AND ordinal = @ordinal
            """,
            changed,
            transaction);
        await RemoveEntitiesAsync();
        await InsertEntitiesAsync(after, publishedAt);
        return changed.Length;
    }

    /// <summary>Brings the counts up to date; once, after all other calls.</summary>
    public Task UpdateCountsAsync() => _counters.ApplyAsync(database, connection, transaction, cancellation);

    private async Task RemoveEntitiesAsync()
    {
        var removed = await connection.QueryAsync<EntityRow>(
            "DELETE FROM article_entities WHERE article_id = @articleId RETURNING entity_id, mention_count", new { articleId }, transaction);
        foreach (var row in removed)
        {
            _counters.Remove(row.EntityId, (int)row.MentionCount);
        }
    }

    private async Task InsertEntitiesAsync(Recognition found, long publishedAt)
    {
        var entities = new RowBatch("INSERT INTO article_entities (article_id, entity_id, published_at, salience, mention_count)");
        foreach (var entity in found.Entities)
        {
            _counters.Add(entity.Identity, entity.MentionCount);
            entities.Add(articleId, entity.Identity.Id, publishedAt, entity.Salience, (long)entity.MentionCount);
        }

        var names = new RowBatch(
            "INSERT INTO entity_names (name_key, entity_id, name)",
            "ON CONFLICT (name_key, entity_id) DO UPDATE SET name = excluded.name WHERE entity_names.name = '' AND excluded.name <> ''");
        foreach (var ((key, entityId), name) in Names(found))
        {
            names.Add(key, entityId, name);
        }

        await entities.WriteAsync(connection, transaction, cancellation);
        await names.WriteAsync(connection, transaction, cancellation);
    }

    /// <summary>The keys under which the article's entities are found, in a fixed order against deadlocks.</summary>
    private static SortedDictionary<(string Key, string EntityId), string> Names(Recognition found)
    {
        var names = new SortedDictionary<(string Key, string EntityId), string>(
            Comparer<(string Key, string EntityId)>.Create((a, b) =>
                string.CompareOrdinal(a.Key, b.Key) is not 0 and var order ? order : string.CompareOrdinal(a.EntityId, b.EntityId)));
        foreach (var mention in found.Mentions)
        {
            // A demonym is no name of the country: "Russian" finds Russia by the knowledge base, not as its alias.
            var entity = found.Entities[mention.Entity].Identity;
            var key = mention.Kind == MentionKind.Name && (mention.Type != EntityType.Other || entity.Type == EntityType.Other)
                ? StorableText.KeyOf(mention.Surface) : "";
            if (key.Length == 0)
            {
                continue;
            }

            names[(key, entity.Id)] = StorableText.Of(mention.Surface);
            for (var (word, at) = (1, key.IndexOf(' ')); at >= 0 && word < MaxSearchableWords; word++, at = key.IndexOf(' ', at + 1))
            {
                names.TryAdd((key[(at + 1)..], entity.Id), "");
            }
        }

        return names;
    }

    private sealed record EntityRow
    {
        public string EntityId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Type { get; init; }

        public float Salience { get; init; }

        public long MentionCount { get; init; }
    }

    private sealed record MentionRow
    {
        public string EntityId { get; init; } = "";

        public int StartAt { get; init; }

        public int EndAt { get; init; }

        public string Surface { get; init; } = "";

        public int Type { get; init; }

        public int Kind { get; init; }

        public int Chain { get; init; }

        public float Confidence { get; init; }

        public float LinkConfidence { get; init; }
    }
}
