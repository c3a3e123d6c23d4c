using System.Data.Common;
using Dapper;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>The rows that an article owns: its mentions, their sentences and its entities, with the counts that follow from them.</summary>
/// <param name="connection">The store.</param>
/// <param name="transaction">The transaction that changes the rows.</param>
/// <param name="articleId">The article.</param>
/// <param name="work">Takes what is inserted and counted; its owner writes it after all other calls.</param>
internal sealed class ArticleRows(DbConnection connection, DbTransaction transaction, Guid articleId, RowsInWork work)
{
    // A search may begin at each of the first words of a name.
    private const int MaxSearchableWords = 4;

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
    public void Insert(Recognition found, string text, long publishedAt)
    {
        foreach (var sentence in found.Mentions.Select(mention => mention.Sentence).Distinct())
        {
            work.Sentences.Add(articleId, sentence.Start, sentence.End, StorableText.Of(sentence.Of(text)));
        }

        for (var ordinal = 0; ordinal < found.Mentions.Count; ordinal++)
        {
            var mention = found.Mentions[ordinal];
            work.Mentions.Add(
                articleId, ordinal, found.Entities[mention.Entity].Identity.Id, publishedAt, mention.Range.Start, mention.Range.End,
                mention.Sentence.Start, mention.Type, mention.Kind, mention.Chain, mention.Confidence, mention.LinkConfidence, mention.Rule,
                StorableText.Of(mention.Surface), mention.Kind == MentionKind.Name ? StorableText.KeyOf(mention.Surface) : "");
        }

        InsertEntities(found, publishedAt);
    }

    /// <summary>Reads the article's recognition back, most salient entity first. Sentences are not needed by those who ask, so they stay empty.</summary>
    public async Task<Recognition> ReadAsync()
    {
        var entities = (await connection.QueryAsync<EntityRow>(
            """
            SELECT article_entities.entity_id, name, type, salience, article_entities.mention_count
            FROM article_entities JOIN entities ON entities.entity_id = article_entities.entity_id
            WHERE article_id = @articleId
            ORDER BY salience DESC, article_entities.entity_id
            """,
            new { articleId },
            transaction)).AsList();
        var indexes = entities.Select((entity, index) => (entity.EntityId, index)).ToDictionary(pair => pair.EntityId, pair => pair.index);
        var mentions = await connection.QueryAsync<MentionRow>(
            $"SELECT {MentionRow.Columns} FROM mentions m WHERE m.article_id = @articleId ORDER BY m.ordinal",
            new { articleId },
            transaction);
        return new Recognition(
            [.. entities.Select(row => new FoundEntity(
                new EntityIdentity(row.EntityId, row.Name, (EntityType)row.Type), row.Salience, (int)row.MentionCount))],
            [.. mentions.Select(row => new FoundMention(
                indexes[row.EntityId], new TextRange(row.StartAt, row.EndAt), default, row.Surface, (EntityType)row.Type,
                (MentionKind)row.Kind, row.Chain, row.Confidence, row.LinkConfidence) { Rule = (LinkRule)row.LinkRule })]);
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
                linkRule: (int)mention.Rule,
                isSame: after.Entities[mention.Entity].Identity.Id == before.Entities[before.Mentions[ordinal].Entity].Identity.Id))
            .Where(mention => !mention.isSame)
            .Select(mention => new { articleId, mention.ordinal, mention.entityId, mention.linkConfidence, mention.linkRule })
            .ToArray();
        if (changed.Length == 0)
        {
            return 0;
        }

        await connection.ExecuteAsync(
            """
            UPDATE mentions SET entity_id = @entityId, link_confidence = @linkConfidence, link_rule = @linkRule
            WHERE article_id = @articleId AND ordinal = @ordinal
            """,
            changed,
            transaction);
        await RemoveEntitiesAsync();
        InsertEntities(after, publishedAt);
        return changed.Length;
    }

    private async Task RemoveEntitiesAsync()
    {
        var removed = await connection.QueryAsync<EntityRow>(
            "DELETE FROM article_entities WHERE article_id = @articleId RETURNING entity_id, mention_count", new { articleId }, transaction);
        foreach (var row in removed)
        {
            work.Counters.Remove(row.EntityId, (int)row.MentionCount);
        }
    }

    private void InsertEntities(Recognition found, long publishedAt)
    {
        foreach (var entity in found.Entities)
        {
            work.Counters.Add(entity.Identity, entity.MentionCount);
            work.Entities.Add(articleId, entity.Identity.Id, publishedAt, entity.Salience, (long)entity.MentionCount);
        }

        AddNames(found);
    }

    /// <summary>The keys under which the article's entities are found.</summary>
    private void AddNames(Recognition found)
    {
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

            work.Names[(key, entity.Id)] = StorableText.Of(mention.Surface);
            for (var (word, at) = (1, key.IndexOf(' ')); at >= 0 && word < MaxSearchableWords; word++, at = key.IndexOf(' ', at + 1))
            {
                work.Names.TryAdd((key[(at + 1)..], entity.Id), "");
            }
        }
    }

    private sealed record EntityRow
    {
        public string EntityId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Type { get; init; }

        public float Salience { get; init; }

        public long MentionCount { get; init; }
    }
}
