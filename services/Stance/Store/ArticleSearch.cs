using System.Globalization;
using Dapper;

namespace OnRecord.Stances;

/// <summary>An article that may speak to a claim.</summary>
public sealed class CandidateArticle
{
    public Guid ArticleId { get; init; }

    public int Revision { get; init; }

    public string Url { get; init; } = "";

    public string Outlet { get; init; } = "";

    public string Title { get; init; } = "";

    public string Text { get; init; } = "";

    public int BodyStart { get; init; }

    public long PublishedAt { get; init; }
}

/// <summary>Finds articles by words: FTS5 on SQLite, a tsvector index on PostgreSQL, both with English stemming.</summary>
public sealed class ArticleSearch(StanceDatabase database)
{
    private const string Columns = "a.article_id, a.revision, a.url, a.outlet, a.title, a.body_start, a.published_at";

    /// <summary>Articles that hold any of the words, those with the most and the rarest first.</summary>
    /// <param name="words">Runs of letters and digits; anything else in them is ignored.</param>
    /// <param name="storyId">Only articles of this story, or null.</param>
    /// <param name="from">Earliest publish time, Unix milliseconds.</param>
    /// <param name="to">End of the publish time, not included.</param>
    /// <param name="limit">Most articles given.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<CandidateArticle>> FindAsync(
        IReadOnlyCollection<string> words, Guid? storyId, long from, long to, int limit, CancellationToken cancellation)
    {
        var clean = words.Select(word => string.Concat(word.Where(char.IsLetterOrDigit))).Where(word => word.Length > 0).Distinct().ToList();
        if (clean.Count == 0)
        {
            return [];
        }

        var story = storyId is null ? "" : "AND a.story_id = @storyId";
        var sql = database.IsPostgres
            ? $"""
               SELECT {Columns}, t.text FROM article_texts t JOIN articles a ON a.article_id = t.article_id, to_tsquery('english', @query) asked
               WHERE t.words @@ asked AND a.retracted = 0 AND a.published_at >= @from AND a.published_at < @to {story}
               ORDER BY ts_rank_cd(t.words, asked, 1) DESC, a.article_id LIMIT @limit
               """
            : $"""
               SELECT {Columns}, a.text FROM articles_fts f JOIN articles a ON a.id = f.rowid
               WHERE articles_fts MATCH @query AND a.retracted = 0 AND a.published_at >= @from AND a.published_at < @to {story}
               ORDER BY f.rank, a.article_id LIMIT @limit
               """;
        var query = database.IsPostgres
            ? string.Join(" | ", clean)
            : string.Join(" OR ", clean.Select(word => string.Create(CultureInfo.InvariantCulture, $"\"{word}\"")));
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync<CandidateArticle>(new CommandDefinition(
            sql, new { query, storyId, from, to, limit }, cancellationToken: cancellation));
        return found.AsList();
    }
}
