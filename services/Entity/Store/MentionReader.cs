using Dapper;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>Where a page of mentions ends.</summary>
public sealed record MentionPosition(long PublishedAt, Guid ArticleId, int Ordinal);

/// <summary>An entity that stands in the same articles as another.</summary>
/// <param name="Identity">Id, name and type.</param>
/// <param name="Weight">Sum over the shared articles of the product of both saliences.</param>
/// <param name="ArticleCount">Shared articles.</param>
public sealed record RelatedEntityRow(EntityIdentity Identity, double Weight, long ArticleCount);

/// <summary>Reads mentions and co-mentions.</summary>
public sealed class MentionReader(EntityDatabase database)
{
    // A co-mention query over a world leader's whole history would read millions of rows; the newest articles decide.
    private const int MaxArticles = 5_000;

    /// <summary>Mentions of an entity, newest article first and in text order within it.</summary>
    /// <param name="entityId">The entity.</param>
    /// <param name="from">Earliest publish time, in Unix milliseconds.</param>
    /// <param name="to">Publish times before this one.</param>
    /// <param name="articleId">Only this article, or null.</param>
    /// <param name="after">End of the page before, or null.</param>
    /// <param name="limit">Most mentions to give.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async Task<IReadOnlyList<MentionRow>> ListAsync(
        string entityId, long from, long to, Guid? articleId, MentionPosition? after, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<MentionRow>(
            new CommandDefinition(
                $"""
                SELECT {MentionRow.Columns}, m.article_id, m.ordinal, m.published_at, m.sentence_start, s.end_at AS sentence_end, s.words AS sentence,
                    a.model, a.revision, a.url, a.outlet, a.title
                FROM article_entities e
                JOIN mentions m ON m.article_id = e.article_id AND m.entity_id = e.entity_id
                JOIN sentences s ON s.article_id = m.article_id AND s.start_at = m.sentence_start
                JOIN articles a ON a.article_id = m.article_id
                WHERE e.entity_id = @entityId AND e.published_at >= @from AND e.published_at < @to
                    {(articleId is null ? "" : "AND e.article_id = @articleId")}
                    {(after is null ? "" : """
                        AND e.published_at <= @lastPublished AND (e.published_at < @lastPublished
                            OR e.article_id > @lastArticle OR (e.article_id = @lastArticle AND m.ordinal > @lastOrdinal))
                        """)}
                ORDER BY e.published_at DESC, e.article_id, m.ordinal
                LIMIT @limit
                """,
                new
                {
                    entityId,
                    from,
                    to,
                    articleId = articleId ?? Guid.Empty,
                    lastPublished = after?.PublishedAt ?? 0,
                    lastArticle = after?.ArticleId ?? Guid.Empty,
                    lastOrdinal = after?.Ordinal ?? 0,
                    limit,
                },
                cancellationToken: cancellation));
        return rows.AsList();
    }

    /// <summary>Entities that share articles with one, by weight; over the newest articles of the window.</summary>
    public async Task<IReadOnlyList<RelatedEntityRow>> ListRelatedAsync(
        string entityId, long from, long to, EntityType type, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<RelatedRow>(
            new CommandDefinition(
                """
                WITH own AS (
                    SELECT article_id, salience FROM article_entities
                    WHERE entity_id = @entityId AND published_at >= @from AND published_at < @to
                    ORDER BY published_at DESC LIMIT @MaxArticles)
                SELECT e.entity_id, e.name, e.type, SUM(own.salience * other.salience) AS weight, COUNT(*) AS article_count
                FROM own
                JOIN article_entities other ON other.article_id = own.article_id AND other.entity_id <> @entityId
                JOIN entities e ON e.entity_id = other.entity_id
                WHERE @type = 0 OR e.type = @type
                GROUP BY e.entity_id, e.name, e.type
                ORDER BY weight DESC, e.entity_id
                LIMIT @limit
                """,
                new { entityId, from, to, type = (int)type, limit, MaxArticles },
                cancellationToken: cancellation));
        return [.. rows.Select(row => new RelatedEntityRow(
            new EntityIdentity(row.EntityId, row.Name, (EntityType)row.Type), row.Weight, row.ArticleCount))];
    }

    private sealed record RelatedRow
    {
        public string EntityId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Type { get; init; }

        public double Weight { get; init; }

        public long ArticleCount { get; init; }
    }
}
