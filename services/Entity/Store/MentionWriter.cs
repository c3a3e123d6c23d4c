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
                if (!await ClaimAsync(connection, transaction, article, publishedAt, modelVersion))
                {
                    return null;
                }

                var decisions = await Decisions.ForAsync(database, connection, transaction, article.ArticleId, found);
                var decided = decisions.ApplyTo(found);
                var rows = new ArticleRows(database, connection, transaction, article.ArticleId, cancellation);
                await rows.RemoveAsync();
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

    /// <summary>Takes the article's row for this revision. The row stays locked, so two deliveries of an article never mix.</summary>
    private static async Task<bool> ClaimAsync(
        DbConnection connection, DbTransaction transaction, ArticleContent article, long publishedAt, string modelVersion)
    {
        var claimed = await connection.ExecuteAsync(
            """
            INSERT INTO articles (article_id, revision, retracted, url, outlet, title, published_at, model)
            VALUES (@ArticleId, @Revision, FALSE, @url, @outlet, @title, @publishedAt, @modelVersion)
            ON CONFLICT (article_id) DO UPDATE SET
                revision = excluded.revision, retracted = FALSE, url = excluded.url, outlet = excluded.outlet,
                title = excluded.title, published_at = excluded.published_at, model = excluded.model
            WHERE articles.revision < excluded.revision OR (articles.revision = excluded.revision AND NOT articles.retracted)
            """,
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
            transaction);
        return claimed > 0;
    }
}
