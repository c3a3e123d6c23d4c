using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Keeps what search knows of each article: text, terms, entities, positions. Every write may be repeated.</summary>
public sealed class ArticleStore(SearchDatabase database)
{
    /// <summary>Stores revisions with their entities; revisions that are not newer than what is stored change nothing.</summary>
    public Task ReplaceAsync(IReadOnlyList<(ArticleRecognized Event, ArticleTerms Terms)> articles, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var known = await NewestRevisionsAsync(connection, transaction, [.. articles.Select(article => article.Event.Article.ArticleId)]);
                var batch = new SqlBatch(connection, transaction);
                var taken = new HashSet<Guid>();
                var news = new List<(ArticleRecognized Event, ArticleTerms Terms)>(articles.Count);
                // Sorted, so that two replicas never wait for each other's rows in a circle; of two revisions the newer one first.
                foreach (var (found, terms) in articles.OrderBy(article => article.Event.Article.ArticleId).ThenByDescending(article => article.Event.Article.Revision))
                {
                    var id = found.Article.ArticleId;
                    if (!taken.Add(id))
                    {
                        continue;
                    }

                    if (known.TryGetValue(id, out var revision))
                    {
                        if (!Replaces(found.Article.Revision, revision, found.Rebuild))
                        {
                            continue;
                        }

                        AddRemoval(batch, id);
                    }

                    news.Add((found, terms));
                }

                AddArticles(batch, news);
                foreach (var article in news.Where(one => !one.Event.AwaitsPositions).Select(one => one.Event.Article))
                {
                    // Those of a later revision may be there already.
                    batch.AddRow("article_positions (article_id, revision)", "", "ON CONFLICT (article_id) DO NOTHING", article.ArticleId, article.Revision);
                }

                await batch.ExecuteAsync(cancellation);
            },
            cancellation);

    /// <summary>Stores the positions of revisions, whether or not the article has come.</summary>
    public Task ReplacePositionsAsync(IReadOnlyList<PositionsDetected> positions, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var known = await PositionRevisionsAsync(connection, transaction, [.. positions.Select(found => found.ArticleId)]);
                var batch = new SqlBatch(connection, transaction);
                var taken = new HashSet<Guid>();
                var (claims, stances) = (new List<object?[]>(), new List<object?[]>());
                foreach (var found in positions.OrderBy(found => found.ArticleId).ThenByDescending(found => found.Revision))
                {
                    if (!taken.Add(found.ArticleId))
                    {
                        continue;
                    }

                    if (!known.TryGetValue(found.ArticleId, out var revision))
                    {
                        claims.Add([found.ArticleId, found.Revision]);
                    }
                    else if (!Replaces(found.Revision, revision, found.Rebuild))
                    {
                        continue;
                    }
                    else
                    {
                        ClaimPositions(batch, found.ArticleId, found.Revision);
                    }

                    AddStances(stances, found);
                }

                batch.AddRows("article_positions (article_id, revision)", claims);
                batch.AddRows("article_stance (article_id, position_id, stance, holder_id)", stances);
                await batch.ExecuteAsync(cancellation);
            },
            cancellation);

    private static bool Replaces(int revision, int stored, RebuildParts rebuild) =>
        revision > stored || (revision == stored && rebuild != RebuildParts.None);

    /// <summary>Removes articles and leaves tombstones, so that late events do not bring them back.</summary>
    public Task RetractAsync(IReadOnlyList<ArticleRetracted> retractions, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var known = await NewestRevisionsAsync(connection, transaction, [.. retractions.Select(retraction => retraction.ArticleId)]);
                var batch = new SqlBatch(connection, transaction);
                foreach (var retraction in retractions.OrderBy(retraction => retraction.ArticleId))
                {
                    if (known.GetValueOrDefault(retraction.ArticleId) >= retraction.Revision)
                    {
                        continue;
                    }

                    AddRemoval(batch, retraction.ArticleId);
                    batch.Add(
                        """
                        INSERT INTO article_tombstone (article_id, revision) VALUES ($1, $2)
                        ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision
                        """,
                        retraction.ArticleId,
                        retraction.Revision);
                    ClaimPositions(batch, retraction.ArticleId, retraction.Revision);
                }

                await batch.ExecuteAsync(cancellation);
            },
            cancellation);

    /// <summary>
    /// What is complete of the given articles: text, entities, positions and story of one revision, or a retraction that
    /// reached all of them.
    /// </summary>
    public async Task<IReadOnlyList<IndexedArticle>> FindCompleteAsync(IReadOnlyList<Guid> articleIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenForKeysAsync(cancellation);
        var found = await connection.QueryAsync<IndexedArticle>(new CommandDefinition(
            $"""
            SELECT member.article_id, member.revision, member.story_id
            FROM story_member member
            JOIN article_positions positions ON positions.article_id = member.article_id AND positions.revision = member.revision
            LEFT JOIN article ON article.article_id = member.article_id
            LEFT JOIN article_tombstone tombstone ON tombstone.article_id = member.article_id
            WHERE {database.In("member.article_id", "articleIds")}
                AND ((member.story_id IS NOT NULL AND article.revision = member.revision)
                    OR (member.story_id IS NULL AND tombstone.revision = member.revision))
            """,
            new DynamicParameters().With(database, "articleIds", articleIds),
            cancellationToken: cancellation));
        return found.AsList();
    }

    private static void AddArticles(SqlBatch batch, List<(ArticleRecognized Event, ArticleTerms Terms)> news)
    {
        var articles = news.ConvertAll(one => one.Event.Article);
        batch.AddRows(
            "article (article_id, revision, outlet, language, published_at, title, url)",
            articles.ConvertAll(article => (object?[])
            [
                article.ArticleId, article.Revision, article.Outlet, article.Language, article.PublishedAt.ToUnixTimeMilliseconds(), article.Title, article.Url,
            ]));
        batch.AddArticleRows(
            "article_content", "body_start, text", articles.ConvertAll(article => (object?[])[article.ArticleId, article.BodyStart, article.Text]));
        batch.AddTerms(news.ConvertAll(one => (one.Event.Article.ArticleId, one.Event.Article.PublishedAt.ToUnixTimeMilliseconds(), one.Terms)));
        batch.AddRows("article_entity (article_id, entity_id, name, type, wikidata_id, salience)", [.. news.SelectMany(one => Entities(one.Event))]);
    }

    private static IEnumerable<object?[]> Entities(ArticleRecognized found) => found.Entities
        .DistinctBy(entity => entity.EntityId)
        .Select(entity => (object?[])
            [found.Article.ArticleId, entity.EntityId, entity.Name, (int)entity.Type, entity.WikidataId, (double)entity.Salience]);

    private static void AddStances(List<object?[]> rows, PositionsDetected found) => rows.AddRange(found.Positions
        .DistinctBy(position => position.PositionId)
        .Select(position => (object?[])[found.ArticleId, position.PositionId, (int)position.Stance, position.HolderEntityId]));

    private static void AddRemoval(SqlBatch batch, Guid articleId)
    {
        batch.RemoveFullText(articleId);
        batch.Add("DELETE FROM article WHERE article_id = $1", articleId);
        batch.Add("DELETE FROM article_entity WHERE article_id = $1", articleId);
    }

    private static void ClaimPositions(SqlBatch batch, Guid articleId, int revision)
    {
        batch.Add(
            """
            INSERT INTO article_positions (article_id, revision) VALUES ($1, $2)
            ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision
            """,
            articleId,
            revision);
        batch.Add("DELETE FROM article_stance WHERE article_id = $1", articleId);
    }

    private async Task<Dictionary<Guid, int>> NewestRevisionsAsync(DbConnection connection, DbTransaction transaction, Guid[] articleIds)
    {
        var rows = await connection.QueryAsync<IndexedArticle>(
            $"""
            SELECT article_id, revision FROM article WHERE {database.In("article_id", "articleIds")}
            UNION ALL SELECT article_id, revision FROM article_tombstone WHERE {database.In("article_id", "articleIds")}
            """,
            new DynamicParameters().With(database, "articleIds", articleIds),
            transaction);
        return rows.GroupBy(row => row.ArticleId).ToDictionary(group => group.Key, group => group.Max(row => row.Revision));
    }

    private async Task<Dictionary<Guid, int>> PositionRevisionsAsync(DbConnection connection, DbTransaction transaction, Guid[] articleIds)
    {
        var rows = await connection.QueryAsync<IndexedArticle>(
            $"SELECT article_id, revision FROM article_positions WHERE {database.In("article_id", "articleIds")}",
            new DynamicParameters().With(database, "articleIds", articleIds),
            transaction);
        return rows.ToDictionary(row => row.ArticleId, row => row.Revision);
    }
}

/// <summary>An article of which everything has been applied.</summary>
public sealed class IndexedArticle
{
    /// <summary>The article.</summary>
    public Guid ArticleId { get; init; }

    /// <summary>The revision, or that of the retraction.</summary>
    public int Revision { get; init; }

    /// <summary>Its story; null for a retraction.</summary>
    public Guid? StoryId { get; init; }
}
