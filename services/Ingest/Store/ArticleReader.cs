using Dapper;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>Which articles to list; unset fields let all pass. The outlet is read blind to case.</summary>
public sealed record ArticleFilter(ArticleState State, string Outlet, string Language, Guid? OriginalArticleId);

/// <summary>Where a page of the list ended.</summary>
public sealed record ArticlePosition(long SubmittedAt, Guid ArticleId);

/// <summary>Reads articles back.</summary>
public sealed class ArticleReader(IngestDatabase database)
{
    private const string WithoutText =
        "article_id, revision, state, state_reason, url, outlet, title, authors, body_start, language, language_confidence, page_kind, "
        + "original_article_id, published_at, submitted_at, indexed_at, story_id";

    private const string UnderWay =
        "EXISTS (SELECT 1 FROM outbox WHERE outbox.article_id = articles.article_id AND outbox.revision = articles.revision) AS is_under_way";

    /// <summary>One revision; the newest when <paramref name="revision"/> is 0. Null when there is none.</summary>
    public async Task<ArticleRow?> FindAsync(Guid articleId, int revision, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var which = revision == 0 ? "is_current = 1" : "revision = @revision";
        return await connection.QuerySingleOrDefaultAsync<ArticleRow>(new CommandDefinition(
            $"SELECT *, {UnderWay} FROM articles WHERE article_id = @articleId AND {which}", new { articleId, revision }, cancellationToken: cancellation));
    }

    /// <summary>All revisions, oldest first.</summary>
    public async Task<IReadOnlyList<ArticleRow>> RevisionsAsync(Guid articleId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<ArticleRow>(new CommandDefinition(
            "SELECT * FROM articles WHERE article_id = @articleId ORDER BY revision", new { articleId }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Newest revisions, newest submission first: one more than <paramref name="limit"/> where there are more.</summary>
    public async Task<IReadOnlyList<ArticleRow>> ListAsync(
        ArticleFilter filter, ArticlePosition? after, int limit, bool includeText, CancellationToken cancellation)
    {
        var conditions = new List<string> { "is_current = 1" };
        if (after is not null)
        {
            conditions.Add("(submitted_at, article_id) < (@SubmittedAt, @ArticleId)");
        }

        if (filter.State != ArticleState.Unspecified)
        {
            conditions.Add($"state = {(int)filter.State}");
        }

        if (filter.Outlet.Length > 0)
        {
            conditions.Add(database.In("outlet", "outlets"));
        }

        if (filter.Language.Length > 0)
        {
            conditions.Add("language = @Language");
        }

        if (filter.OriginalArticleId is not null)
        {
            conditions.Add("original_article_id = @OriginalArticleId");
        }

        await using var connection = await database.OpenAsync(cancellation);
        var outlets = await OutletSpellings.FindAsync(connection, "articles", "is_current = 1", filter.Outlet.Length > 0 ? [filter.Outlet] : [], cancellation);
        return (await connection.QueryAsync<ArticleRow>(new CommandDefinition(
            $"""
            SELECT {(includeText ? "*" : WithoutText)}, {UnderWay} FROM articles
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY submitted_at DESC, article_id DESC LIMIT @Limit
            """,
            new { after?.SubmittedAt, after?.ArticleId, outlets = database.List(outlets), filter.Language, filter.OriginalArticleId, Limit = limit + 1 },
            cancellationToken: cancellation))).AsList();
    }
}
