using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>Stores what was recognised in an article. A revision is replaced whole, so a second run changes nothing.</summary>
public sealed class MentionWriter
{
    private const int BatchLimit = 32;

    private readonly EntityDatabase _database;
    private readonly TimeProvider _time;
    private readonly Batcher<Recognized, Recognition?> _articles;

    public MentionWriter(EntityDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _articles = new(BatchLimit, ReplaceAsync);
    }

    /// <summary>
    /// Replaces the rows of an article by those of a revision, with the decisions of administrators applied. Articles that come at the same
    /// time share a transaction.
    /// </summary>
    /// <returns>What was stored; null when a newer revision or a retraction stands already.</returns>
    public Task<Recognition?> ReplaceAsync(ArticleContent article, Recognition found, string modelVersion, CancellationToken cancellation) =>
        _articles.AddAsync(new Recognized(article, found, modelVersion), cancellation);

    /// <summary>What is stored of a revision by the same models; null when there is nothing.</summary>
    public Task<Recognition?> FindAsync(ArticleContent article, string modelVersion, CancellationToken cancellation) =>
        // In a transaction: a repeat is rare, and a revision must not change between its rows.
        _database.WriteAsync(
            async (connection, transaction) =>
            {
                var isStored = await connection.ExecuteScalarAsync<long>(
                    "SELECT count(*) FROM articles WHERE article_id = @ArticleId AND revision = @Revision AND NOT retracted AND model = @modelVersion",
                    new { article.ArticleId, article.Revision, modelVersion },
                    transaction);
                return isStored == 0
                    ? null
                    : await new ArticleRows(connection, transaction, article.ArticleId, new RowsInWork(_database, connection, transaction, cancellation)).ReadAsync();
            },
            cancellation);

    private Task<IReadOnlyList<Recognition?>> ReplaceAsync(IReadOnlyList<Recognized> batch) =>
        _database.WriteAsync<IReadOnlyList<Recognition?>>(
            async (connection, transaction) =>
            {
                await _database.HoldDecisionsAsync(connection, transaction);
                // Of two revisions in one batch the newer one is stored; rows are locked in order of their ids.
                var newest = batch.GroupBy(one => one.Article.ArticleId)
                    .Select(same => same.MaxBy(one => one.Article.Revision)!)
                    .OrderBy(one => one.Article.ArticleId)
                    .ToList();
                var added = await AddAsync(connection, transaction, newest);
                var claimed = new List<Recognized>(newest.Count);
                foreach (var one in newest)
                {
                    if (added.Contains(one.Article.ArticleId) || await ClaimAsync(connection, transaction, one))
                    {
                        claimed.Add(one);
                    }
                }

                var decisions = await Decisions.ForAsync(
                    _database, connection, transaction, claimed.ConvertAll(one => (one.Article.ArticleId, one.Found)));
                var work = new RowsInWork(_database, connection, transaction, CancellationToken.None);
                var successors = new Successors();
                var stored = new Dictionary<(Guid ArticleId, int Revision), Recognition>();
                foreach (var (article, found, _) in claimed)
                {
                    var rows = new ArticleRows(connection, transaction, article.ArticleId, work);
                    var decided = decisions[article.ArticleId].ApplyTo(found);
                    if (!added.Contains(article.ArticleId))
                    {
                        successors.Add(article.ArticleId, await rows.ReadAsync(), decided);
                        await rows.RemoveAsync();
                    }

                    rows.Insert(decided, article.Text, article.PublishedAt.ToUnixTimeMilliseconds());
                    stored[(article.ArticleId, article.Revision)] = decided;
                }

                await work.WriteAsync();
                await successors.WriteAsync(connection, transaction, _time.GetUtcNow());
                return [.. batch.Select(one => stored.GetValueOrDefault((one.Article.ArticleId, one.Article.Revision)))];
            },
            CancellationToken.None);

    /// <summary>Removes the rows of an article and leaves a tombstone, unless a newer revision stands already.</summary>
    public Task RetractAsync(Guid articleId, int revision, CancellationToken cancellation) =>
        _database.WriteAsync(
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
                    var work = new RowsInWork(_database, connection, transaction, cancellation);
                    await new ArticleRows(connection, transaction, articleId, work).RemoveAsync();
                    await work.WriteAsync();
                }
            },
            cancellation);

    /// <summary>Adds the rows of articles that have none yet; such an article has no other rows either.</summary>
    private static async Task<HashSet<Guid>> AddAsync(DbConnection connection, DbTransaction transaction, List<Recognized> batch)
    {
        var rows = new RowBatch(
            "INSERT INTO articles (article_id, revision, retracted, url, outlet, title, published_at, model)",
            "ON CONFLICT (article_id) DO NOTHING RETURNING article_id");
        foreach (var (article, _, modelVersion) in batch)
        {
            rows.Add(
                article.ArticleId, article.Revision, false, StorableText.Of(article.Url), StorableText.Of(article.Outlet), StorableText.Of(article.Title),
                article.PublishedAt.ToUnixTimeMilliseconds(), modelVersion);
        }

        return [.. await rows.WriteAsync(connection, transaction, reader => reader.GetGuid(0))];
    }

    /// <summary>Takes an article's row for a revision. The row stays locked, so two deliveries of an article never mix.</summary>
    private static async Task<bool> ClaimAsync(DbConnection connection, DbTransaction transaction, Recognized recognized)
    {
        var article = recognized.Article;
        var claimed = await connection.ExecuteAsync(
            """
            UPDATE articles SET revision = @Revision, retracted = FALSE, url = @url, outlet = @outlet, title = @title,
                published_at = @publishedAt, model = @ModelVersion
            WHERE article_id = @ArticleId AND (revision < @Revision OR (revision = @Revision AND NOT retracted))
            """,
            new
            {
                article.ArticleId,
                article.Revision,
                url = StorableText.Of(article.Url),
                outlet = StorableText.Of(article.Outlet),
                title = StorableText.Of(article.Title),
                publishedAt = article.PublishedAt.ToUnixTimeMilliseconds(),
                recognized.ModelVersion,
            },
            transaction);
        return claimed > 0;
    }

    private sealed record Recognized(ArticleContent Article, Recognition Found, string ModelVersion);
}
