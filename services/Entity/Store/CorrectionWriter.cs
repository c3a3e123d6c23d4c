using System.Data.Common;
using Dapper;

namespace OnRecord.Entities;

/// <summary>
/// Stores the decisions of administrators and applies them to what is stored. The decision is committed first and every article
/// that comes later follows it; stored articles follow in batches. A call that broke off half way may be repeated.
/// </summary>
public sealed class CorrectionWriter(EntityDatabase database, TimeProvider time)
{
    // Articles relinked in one transaction: short enough that consumers hardly wait.
    private const int BatchSize = 100;

    /// <summary>Makes one entity another's: its id redirects from now on.</summary>
    public async Task MergeAsync(string entityId, EntityIdentity into, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await database.ChangeDecisionsAsync(connection, transaction);
                var row = new { entityId, intoId = into.Id, into.Name, type = (int)into.Type, now = time.GetUtcNow().ToUnixTimeMilliseconds() };
                // What had been merged into the one that goes away now leads on to where it goes: a redirect is always one step.
                await connection.ExecuteAsync(
                    """
                    UPDATE merges SET into_entity_id = @intoId, into_name = @Name, into_type = @type WHERE into_entity_id = @entityId;
                    INSERT INTO merges (entity_id, into_entity_id, into_name, into_type, merged_at) VALUES (@entityId, @intoId, @Name, @type, @now)
                    ON CONFLICT (entity_id) DO UPDATE SET
                        into_entity_id = excluded.into_entity_id, into_name = excluded.into_name, into_type = excluded.into_type,
                        merged_at = excluded.merged_at
                    """,
                    row,
                    transaction);
            },
            cancellation);
        await RelinkAsync(
            "SELECT article_id FROM article_entities WHERE entity_id = @entityId AND article_id > @after ORDER BY article_id LIMIT @BatchSize",
            new { entityId },
            cancellation);
    }

    /// <summary>Makes a name mean an entity, in one article or in all.</summary>
    /// <param name="surfaceKey">The name's <see cref="NameKey"/>.</param>
    /// <param name="means">The entity.</param>
    /// <param name="articleId">Only this article; null for all.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <returns>How many stored mentions changed.</returns>
    public async Task<long> CorrectAsync(string surfaceKey, EntityIdentity means, Guid? articleId, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await database.ChangeDecisionsAsync(connection, transaction);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO corrections (surface_key, article_id, entity_id, name, type, corrected_at)
                    VALUES (@surfaceKey, @article, @Id, @Name, @type, @now)
                    ON CONFLICT (surface_key, article_id) DO UPDATE SET
                        entity_id = excluded.entity_id, name = excluded.name, type = excluded.type, corrected_at = excluded.corrected_at
                    """,
                    new
                    {
                        surfaceKey,
                        article = articleId ?? Guid.Empty,
                        means.Id,
                        means.Name,
                        type = (int)means.Type,
                        now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    transaction);
            },
            cancellation);
        return articleId is { } only
            ? await RelinkAsync(
                "SELECT article_id FROM articles WHERE article_id = @only AND article_id > @after", new { only }, cancellation)
            : await RelinkAsync(
                """
                SELECT DISTINCT article_id FROM mentions
                WHERE surface_key <> '' AND surface_key = @surfaceKey AND article_id > @after ORDER BY article_id LIMIT @BatchSize
                """,
                new { surfaceKey },
                cancellation);
    }

    private async Task<long> RelinkAsync(string nextArticles, object parameters, CancellationToken cancellation)
    {
        var changed = 0L;
        var after = Guid.Empty;
        while (true)
        {
            var (count, last) = await database.WriteAsync(
                async (connection, transaction) =>
                {
                    await database.HoldDecisionsAsync(connection, transaction);
                    var arguments = new DynamicParameters(parameters);
                    arguments.Add("after", after);
                    arguments.Add("BatchSize", BatchSize);
                    var articles = (await connection.QueryAsync<Guid>(nextArticles, arguments, transaction)).AsList();
                    var batch = 0L;
                    foreach (var articleId in articles)
                    {
                        batch += await RelinkAsync(connection, transaction, articleId, cancellation);
                    }

                    return (batch, articles.Count > 0 ? articles[^1] : (Guid?)null);
                },
                cancellation);
            changed += count;
            if (last is null)
            {
                return changed;
            }

            after = last.Value;
        }
    }

    private async Task<int> RelinkAsync(DbConnection connection, DbTransaction transaction, Guid articleId, CancellationToken cancellation)
    {
        // Locks the article's row against a revision that arrives meanwhile; SQLite knows no such clause and needs none.
        var publishedAt = await connection.ExecuteScalarAsync<long?>(
            $"SELECT published_at FROM articles WHERE article_id = @articleId {(database.IsPostgres ? "FOR UPDATE" : "")}",
            new { articleId },
            transaction);
        if (publishedAt is null)
        {
            return 0;
        }

        var work = new RowsInWork(database, connection, transaction, cancellation);
        var rows = new ArticleRows(connection, transaction, articleId, work);
        var before = await rows.ReadAsync();
        var decisions = await Decisions.ForAsync(database, connection, transaction, [(articleId, before)]);
        var changed = await rows.RelinkAsync(before, decisions[articleId].ApplyTo(before), publishedAt.Value);
        await work.WriteAsync();
        return changed;
    }
}
