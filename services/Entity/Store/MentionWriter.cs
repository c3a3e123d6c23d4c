using System.Data.Common;
using Dapper;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>Stores what was recognised in an article. A revision is replaced whole, so a second run changes nothing.</summary>
public sealed class MentionWriter(EntityDatabase database)
{
    /// <summary>Replaces the rows of an article by those of a revision, with the decisions of administrators applied.</summary>
    /// <returns>What was stored; null when a newer revision or a retraction stands already.</returns>
    public Task<Recognition?> ReplaceAsync(ArticleContent article, Recognition found, string modelVersion, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                await database.HoldDecisionsAsync(connection, transaction);
                var publishedAt = article.PublishedAt.ToUnixTimeMilliseconds();
                var isNew = await AddAsync(connection, transaction, article, publishedAt, modelVersion);
                if (!isNew && !await ClaimAsync(connection, transaction, article, publishedAt, modelVersion))
                {
                    return null;
                }

                var decisions = await Decisions.ForAsync(database, connection, transaction, article.ArticleId, found);
                var decided = decisions.ApplyTo(found);
                var rows = new ArticleRows(database, connection, transaction, article.ArticleId, cancellation);
                if (!isNew)
                {
                    await rows.RemoveAsync();
                }

                await rows.InsertAsync(decided, article.Text, publishedAt);
                await rows.UpdateCountsAsync();
                return decided;
            },
            cancellation);

    /// <summary>Removes the rows of an article and leaves a tombstone, unless a newer revision stands already.</summary>
    public Task RetractAsync(Guid articleId, int revision, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var claimed = await connection.ExecuteAsync(
                    """
                    INSERT INTO articles (article_id, revision, retracted, url, outlet, title, published_at, model)
                    VALUES (@articleId, @revision, TRUE, '', '', '', 0, '')
                    ON CONFLICT (article_id) DO UPDATE SET
                        revision = excluded.revision, retracted = TRUE, url = '', outlet = '', title = '', published_at = 0, model = ''
                    WHERE articles.revision <= excluded.revision
                    """,
                    new { articleId, revision },
                    transaction);
                if (claimed > 0)
                {
                    var rows = new ArticleRows(database, connection, transaction, articleId, cancellation);
                    await rows.RemoveAsync();
                    await rows.UpdateCountsAsync();
                }
            },
            cancellation);

    /// <summary>Adds the row of an article that has none yet; such an article has no other rows either.</summary>
    private static Task<bool> AddAsync(
        DbConnection connection, DbTransaction transaction, ArticleContent article, long publishedAt, string modelVersion) =>
        RunAsync(
            """
            INSERT INTO articles (article_id, revision, retracted, url, outlet, title, published_at, model)
            VALUES (@ArticleId, @Revision, FALSE, @url, @outlet, @title, @publishedAt, @modelVersion)
            ON CONFLICT (article_id) DO NOTHING
            """,
            connection, transaction, article, publishedAt, modelVersion);

    /// <summary>Takes the article's row for this revision. The row stays locked, so two deliveries of an article never mix.</summary>
    private static Task<bool> ClaimAsync(
        DbConnection connection, DbTransaction transaction, ArticleContent article, long publishedAt, string modelVersion) =>
        RunAsync(
            """
            UPDATE articles SET revision = @Revision, retracted = FALSE, url = @url, outlet = @outlet, title = @title,
                published_at = @publishedAt, model = @modelVersion
            WHERE article_id = @ArticleId AND (revision < @Revision OR (revision = @Revision AND NOT retracted))
            """,
            connection, transaction, article, publishedAt, modelVersion);

    private static async Task<bool> RunAsync(
        string sql, DbConnection connection, DbTransaction transaction, ArticleContent article, long publishedAt, string modelVersion) =>
        await connection.ExecuteAsync(
            sql,
            new
            {
                article.ArticleId,
                article.Revision,
                url = StorableText.Of(article.Url),
                outlet = StorableText.Of(article.Outlet),
                title = StorableText.Of(article.Title),
                publishedAt,
                modelVersion,
            },
            transaction) > 0;
}
