using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>An entity with what the articles say of it.</summary>
/// <param name="Identity">Id, name and type.</param>
/// <param name="MentionCount">Mentions in all articles.</param>
/// <param name="ArticleCount">Articles that mention it.</param>
public sealed record StoredEntity(EntityIdentity Identity, long MentionCount, long ArticleCount);

/// <summary>An entity in full.</summary>
/// <param name="Entity">Identity and counts.</param>
/// <param name="Names">Names seen in articles.</param>
/// <param name="FirstSeen">Publish time of the oldest article that mentions it, in Unix milliseconds.</param>
/// <param name="LastSeen">Publish time of the newest one.</param>
public sealed record EntityProfile(StoredEntity Entity, IReadOnlyList<string> Names, long? FirstSeen, long? LastSeen);

/// <summary>Where a page of a search ends.</summary>
/// <param name="Count">Mentions of its last entity; -1 - popularity for an entity that no article mentions.</param>
/// <param name="Id">Id of its last entity.</param>
public sealed record SearchPosition(long Count, string Id);

/// <summary>Reads entities. An id that was merged, or of a local entity that turned out to be known, reads as the entity it went into.</summary>
public sealed class EntityReader(EntityDatabase database, KnowledgeBase knowledge)
{
    // Shown with an entity, and enough for a search to find it by.
    private const int MaxNames = 50;

    // A short prefix fits thousands of entries; the most popular ones are meant.
    private const int MaxKnowledgeMatches = 500;

    /// <summary>An entity that is mentioned, known, or the target of a decision; null when it is none of them.</summary>
    public async Task<EntityProfile?> GetAsync(string entityId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var redirected = await RedirectAsync(connection, entityId);
        var id = redirected?.Id ?? entityId;
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT entity_id, name, type, mention_count, article_count FROM entities WHERE entity_id = @id", new { id });
        if (row is null)
        {
            return (knowledge.Get(id) is { } entry ? EntityIdentity.Of(entry) : redirected) is { } identity
                ? new EntityProfile(new StoredEntity(identity, 0, 0), [], null, null)
                : null;
        }

        var names = await connection.QueryAsync<string>(
            "SELECT name FROM entity_names WHERE entity_id = @id AND name <> '' ORDER BY name LIMIT @MaxNames", new { id, MaxNames });
        var (first, last) = await connection.QuerySingleAsync<(long?, long?)>(
            """
            SELECT (SELECT MIN(published_at) FROM article_entities WHERE entity_id = @id),
                   (SELECT MAX(published_at) FROM article_entities WHERE entity_id = @id)
            """,
            new { id });
        return new EntityProfile(row.ToEntity(), names.AsList(), first, last);
    }

    /// <summary>The id that stands for an entity now: its own, or that of the entity it was merged into.</summary>
    public async Task<string> ResolveAsync(string entityId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await RedirectAsync(connection, entityId))?.Id ?? entityId;
    }

    /// <summary>Entities with a name that begins with <paramref name="query"/>, most mentioned first.</summary>
    /// <param name="query">Beginning of a name; blind to case and accents.</param>
    /// <param name="type">Only this type; unspecified for all.</param>
    /// <param name="includeUnmentioned">After these, also entries of the knowledge base that no article mentions, most popular first.</param>
    /// <param name="after">End of the page before, or null.</param>
    /// <param name="limit">Most entities to give.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<IReadOnlyList<StoredEntity>> SearchAsync(
        string query, EntityType type, bool includeUnmentioned, SearchPosition? after, int limit, CancellationToken cancellation)
    {
        var prefix = NameKey.Of(query);
        var known = knowledge.StartingWith(prefix).Where(entry => type == EntityType.Unspecified || entry.Type == type)
            .Take(MaxKnowledgeMatches).ToList();
        await using var connection = await database.OpenAsync(cancellation);
        List<StoredEntity> found = [];
        if (after is null or { Count: >= 0 })
        {
            var rows = await connection.QueryAsync<Row>(
                $"""
                SELECT entity_id, name, type, mention_count, article_count FROM entities
                WHERE (@type = 0 OR type = @type)
                    AND (mention_count < @count OR (mention_count = @count AND entity_id > @lastId))
                    AND (entity_id IN (SELECT entity_id FROM entity_names WHERE name_key >= @prefix AND name_key < @end)
                        OR {database.In("entity_id", "known")})
                ORDER BY mention_count DESC, entity_id
                LIMIT @limit
                """,
                new
                {
                    type = (int)type,
                    count = after?.Count ?? long.MaxValue,
                    lastId = after?.Id ?? "",
                    prefix,
                    // The last code point of the plane that names are written in: every key with the prefix sorts before it.
                    end = prefix + '\uFFFF',
                    known = database.List(known.Select(entry => entry.Id)),
                    limit,
                });
            found.AddRange(rows.Select(row => row.ToEntity()));
        }

        if (includeUnmentioned && found.Count < limit)
        {
            found.AddRange(await UnmentionedAsync(connection, known, after, limit - found.Count));
        }

        return found;
    }

    /// <summary>The position after an entity of a search.</summary>
    public SearchPosition PositionOf(StoredEntity entity) => new(
        entity.MentionCount > 0 ? entity.MentionCount : -1 - (knowledge.Get(entity.Identity.Id)?.Popularity ?? 0), entity.Identity.Id);

    private static async Task<EntityIdentity?> RedirectAsync(DbConnection connection, string entityId)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT into_entity_id AS entity_id, into_name AS name, into_type AS type FROM merges WHERE entity_id = @entityId", new { entityId });
        return row?.ToEntity().Identity ?? (LocalId.IsLocal(entityId) ? await SuccessorAsync(connection, entityId) : null);
    }

    /// <summary>What a local entity that no article names any more turned out to be, or what that was merged into.</summary>
    private static async Task<EntityIdentity?> SuccessorAsync(DbConnection connection, string entityId)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            """
            SELECT COALESCE(merges.into_entity_id, successors.into_entity_id) AS entity_id, COALESCE(merges.into_name, successors.into_name) AS name,
                COALESCE(merges.into_type, successors.into_type) AS type
            FROM successors LEFT JOIN merges ON merges.entity_id = successors.into_entity_id
            WHERE successors.entity_id = @entityId AND NOT EXISTS (SELECT 1 FROM entities WHERE entity_id = @entityId)
            """,
            new { entityId });
        return row?.ToEntity().Identity;
    }

    private async Task<IEnumerable<StoredEntity>> UnmentionedAsync(
        DbConnection connection, List<KnowledgeEntry> known, SearchPosition? after, int limit)
    {
        var mentioned = (await connection.QueryAsync<string>(
            $"SELECT entity_id FROM entities WHERE {database.In("entity_id", "ids")}",
            new { ids = database.List(known.Select(entry => entry.Id)) })).ToHashSet(StringComparer.Ordinal);
        var popularity = after is { Count: < 0 } ? -1 - after.Count : long.MaxValue;
        return known
            .Where(entry => !mentioned.Contains(entry.Id)
                && (entry.Popularity < popularity
                    || (entry.Popularity == popularity && string.CompareOrdinal(entry.Id, after!.Id) > 0)))
            .Take(limit)
            .Select(entry => new StoredEntity(EntityIdentity.Of(entry), 0, 0));
    }

    private sealed record Row
    {
        public string EntityId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Type { get; init; }

        public long MentionCount { get; init; }

        public long ArticleCount { get; init; }

        public StoredEntity ToEntity() => new(new EntityIdentity(EntityId, Name, (EntityType)Type), MentionCount, ArticleCount);
    }
}
