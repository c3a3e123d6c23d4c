using System.Data.Common;
using System.Text;
using Dapper;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>What searching reads from the store.</summary>
public sealed class SearchStore(SearchDatabase database)
{
    private const string SurfaceEnd = "\uffff";

    /// <summary>Whether expressions have to be written for PostgreSQL.</summary>
    public bool IsPostgres => database.IsPostgres;

    /// <summary>Figures of the corpus and of some terms.</summary>
    public async Task<CorpusStatistics> StatisticsAsync(IReadOnlyCollection<string> terms, long now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var corpus = await connection.QuerySingleAsync<CorpusRow>(new CommandDefinition(
            """
            SELECT articles, title_length, lead_length, body_length, names_length,
                (SELECT coalesce(max(article_key), 0) FROM article) AS last_key
            FROM corpus WHERE id = 1
            """,
            cancellationToken: cancellation));
        var counts = await connection.QueryAsync<TermRow>(new CommandDefinition(
            $"SELECT term, articles FROM term WHERE {database.In("term", "terms")}",
            new DynamicParameters().With(database, "terms", terms),
            cancellationToken: cancellation));
        return new CorpusStatistics(
            corpus.Articles,
            new CorpusLengths(corpus.TitleLength, corpus.LeadLength, corpus.BodyLength, corpus.NamesLength),
            counts.ToDictionary(row => row.Term, row => row.Articles),
            corpus.LastKey,
            now);
    }

    /// <summary>The most frequent terms that begin with a prefix. Stems may be shorter than the prefix that is typed.</summary>
    public async Task<IReadOnlyList<string>> ExpandAsync(string prefix, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT term FROM (
                SELECT term, articles FROM term WHERE term >= @prefix AND term < @end
                UNION SELECT term, articles FROM term WHERE surface >= @prefix AND surface < @end
            ) found ORDER BY articles DESC, term LIMIT @limit
            """,
            new { prefix, end = prefix + SurfaceEnd, limit },
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>Words like a given one: same first letter, about the same length.</summary>
    public async Task<IReadOnlyList<TermRow>> SimilarAsync(string word, int distance, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TermRow>(new CommandDefinition(
            """
            SELECT term, surface, articles FROM term
            WHERE surface >= @first AND surface < @end AND length(surface) BETWEEN @shortest AND @longest
            """,
            new { first = word[..1], end = word[..1] + SurfaceEnd, shortest = word.Length - distance, longest = word.Length + distance },
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>Words that begin with a prefix, most frequent first.</summary>
    public async Task<IReadOnlyList<TermRow>> CompleteAsync(string prefix, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync<TermRow>(new CommandDefinition(
            """
            SELECT term, surface, articles FROM term WHERE surface >= @prefix AND surface < @end
            ORDER BY articles DESC, surface LIMIT @limit
            """,
            new { prefix, end = prefix + SurfaceEnd, limit },
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>Entities whose name begins with a prefix (any case), in most articles first.</summary>
    public async Task<IReadOnlyList<EntityNameRow>> EntitiesAsync(string prefix, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var name = database.IsPostgres ? "(lower(name) COLLATE \"C\")" : "lower(name)";
        return (await connection.QueryAsync<EntityNameRow>(new CommandDefinition(
            $"""
            SELECT entity_id, max(name) AS name, count(*) AS articles FROM article_entity
            WHERE {name} >= @prefix AND {name} < @end
            GROUP BY entity_id ORDER BY count(*) DESC, entity_id LIMIT @limit
            """,
            new { prefix = prefix.ToLowerInvariant(), end = prefix.ToLowerInvariant() + SurfaceEnd, limit },
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>Outlets as asked for, and as the articles write them: the same letters in any case.</summary>
    public async Task<IReadOnlyList<string>> OutletSpellingsAsync(IReadOnlyList<string> asked, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await OutletSpellings.FindAsync(connection, "article", "1 = 1", asked, cancellation);
    }

    /// <summary>The articles that an expression and a filter select, newest first.</summary>
    /// <param name="expression">Which words.</param>
    /// <param name="filter">Which articles.</param>
    /// <param name="lastKey">The newest article that counts.</param>
    /// <param name="counted">Counts them exactly up to here.</param>
    /// <param name="kept">Gives the keys of the newest of them.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<SelectedArticles> SelectAsync(
        MatchExpression expression, ArticleFilter filter, long lastKey, int counted, int kept, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        if (database.IsPostgres && !filter.NeedsTime && !filter.NeedsArticle)
        {
            return await NewestAsync(connection, expression, lastKey, counted, kept, cancellation);
        }

        var parameters = Filter(filter, lastKey).With("limit", counted)
            .With("match", database.IsPostgres ? expression.ToTsQuery() : expression.ToFts5());
        // SQLite's own name for the key lets it walk the index from the newest on and stop.
        var key = database.IsPostgres ? "matched.article_key" : "matched.rowid";
        var matched = database.IsPostgres ? "matching_articles(@match::tsquery) matched (article_key)" : "article_fts matched";
        var terms = filter.NeedsTime ? $" JOIN article_terms terms ON terms.article_key = {key}" : "";
        var article = filter.NeedsArticle ? $" JOIN article ON article.article_key = {key}" : "";
        var match = database.IsPostgres ? "" : "article_fts MATCH @match AND ";
        var (keys, count) = (new List<long>(), 0);
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"SELECT {key} FROM {matched}{terms}{article} WHERE {match}{Conditions(filter, key)} ORDER BY {key} DESC LIMIT @limit",
            parameters,
            cancellationToken: cancellation));
        for (; await reader.ReadAsync(cancellation); count++)
        {
            if (count < kept)
            {
                keys.Add(reader.GetInt64(0));
            }
        }

        return new SelectedArticles(keys, count);
    }

    /// <summary>What ranking reads of some articles; those that are gone are left out.</summary>
    public async Task<List<RankedTerms>> TermsAsync(IEnumerable<long> keys, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = new List<RankedTerms>();
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"""
            SELECT article_key, published_at, title_length, lead_length, body_length, names_length, terms FROM article_terms
            WHERE {database.In("article_key", "keys")}
            """,
            new DynamicParameters().With(database, "keys", keys),
            cancellationToken: cancellation));
        while (await reader.ReadAsync(cancellation))
        {
            var lengths = new FieldLengths(reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5));
            found.Add(new RankedTerms(reader.GetInt64(0), reader.GetInt64(1), lengths, reader.GetFieldValue<byte[]>(6)));
        }

        return found;
    }

    /// <summary>The stories of some articles, by article key.</summary>
    public async Task<IReadOnlyDictionary<long, Guid>> StoriesAsync(IEnumerable<long> keys, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<KeyRow>(new CommandDefinition(
            $"""
            SELECT article.article_key, member.story_id FROM article JOIN story_member member ON member.article_id = article.article_id
            WHERE {database.In("article.article_key", "keys")} AND member.story_id IS NOT NULL
            """,
            new DynamicParameters().With(database, "keys", keys),
            cancellationToken: cancellation));
        return rows.ToDictionary(row => row.ArticleKey, row => row.StoryId);
    }

    /// <summary>How many articles there are to list, exact up to <paramref name="limit"/>.</summary>
    public async Task<int> CountAsync(ParsedQuery query, ArticleFilter filter, long lastKey, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = Filter(filter, lastKey).With("limit", limit);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            $"""
            SELECT count(*) FROM (
                SELECT 1 FROM {Listed(filter)} WHERE {Conditions(filter, "terms.article_key")}{Excluding(query, parameters)} LIMIT @limit
            ) found
            """,
            parameters,
            cancellationToken: cancellation));
    }

    /// <summary>Articles by time, newest first, after a position.</summary>
    public async Task<List<ScoredArticle>> ListAsync(
        ParsedQuery query, ArticleFilter filter, long lastKey, (long PublishedAt, long Key)? after, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = Filter(filter, lastKey).With("limit", limit).With("afterTime", after?.PublishedAt).With("afterKey", after?.Key);
        var position = after is null ? "" : " AND (terms.published_at, terms.article_key) < (@afterTime, @afterKey)";
        var rows = await connection.QueryAsync<KeyRow>(new CommandDefinition(
            $"""
            SELECT terms.article_key, terms.published_at FROM {Listed(filter)}
            WHERE {Conditions(filter, "terms.article_key")}{Excluding(query, parameters)}{position}
            ORDER BY terms.published_at DESC, terms.article_key DESC LIMIT @limit
            """,
            parameters,
            cancellationToken: cancellation));
        return rows.Select(row => new ScoredArticle(row.ArticleKey, row.PublishedAt, row.PublishedAt)).ToList();
    }

    /// <summary>What hits show, by article key; articles that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<long, FoundArticle>> LoadAsync(IEnumerable<long> keys, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<FoundArticle>(new CommandDefinition(
            $"""
            SELECT article.article_key, article.article_id, article.revision, article.title, article.outlet, article.url, article.language,
                article.published_at, member.story_id, content.body_start, content.text
            FROM article JOIN article_content content ON content.article_key = article.article_key
            LEFT JOIN story_member member ON member.article_id = article.article_id
            WHERE {database.In("article.article_key", "keys")}
            """,
            new DynamicParameters().With(database, "keys", keys),
            cancellationToken: cancellation));
        return rows.ToDictionary(row => row.ArticleKey);
    }

    /// <summary>Counts of one facet over some articles, most first.</summary>
    public async Task<IReadOnlyList<FacetRow>> FacetAsync(FacetField field, IEnumerable<long> keys, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var source = field switch
        {
            FacetField.Outlet => "SELECT outlet AS value, outlet AS label, count(*) AS articles FROM article WHERE outlet <> '' AND",
            FacetField.Language => "SELECT language AS value, language AS label, count(*) AS articles FROM article WHERE",
            FacetField.Day => $"SELECT {Day} AS value, {Day} AS label, count(*) AS articles FROM article WHERE",
            FacetField.Entity =>
                """
                SELECT entity.entity_id AS value, max(entity.name) AS label, count(*) AS articles
                FROM article JOIN article_entity entity ON entity.article_id = article.article_id WHERE
                """,
            _ =>
                $"""
                SELECT {(database.IsPostgres ? "stance.stance::text" : "CAST(stance.stance AS TEXT)")} AS value, '' AS label,
                    count(DISTINCT article.article_id) AS articles
                FROM article JOIN article_stance stance ON stance.article_id = article.article_id WHERE
                """,
        };
        return (await connection.QueryAsync<FacetRow>(new CommandDefinition(
            $"{source} {database.In("article_key", "keys")} GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT @limit",
            new DynamicParameters().With(database, "keys", keys).With("limit", limit),
            cancellationToken: cancellation))).AsList();
    }

    /// <summary>The same on PostgreSQL without a filter: from the newest on, as far as is asked for.</summary>
    private static async Task<SelectedArticles> NewestAsync(
        DbConnection connection, MatchExpression expression, long lastKey, int counted, int kept, CancellationToken cancellation)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            """
            SELECT cardinality(found), found[greatest(1, cardinality(found) - @kept + 1):]
            FROM newest_matches(@match::tsquery, @lastKey, @counted, @most) found
            """,
            new { kept, match = expression.ToTsQuery(), lastKey, counted, most = expression.Most },
            cancellationToken: cancellation));
        await reader.ReadAsync(cancellation);
        var keys = reader.GetFieldValue<long[]>(1);
        Array.Reverse(keys);
        return new SelectedArticles(keys, reader.GetInt32(0));
    }

    private string Day => database.IsPostgres
        ? "to_char(to_timestamp(published_at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
        : "strftime('%Y-%m-%d', published_at / 1000, 'unixepoch')";

    /// <summary>Tables to list from. The article's own row is fetched only where a filter looks at it.</summary>
    private static string Listed(ArticleFilter filter) =>
        "article_terms terms" + (filter.NeedsArticle ? " JOIN article ON article.article_key = terms.article_key" : "");

    private string Excluding(ParsedQuery query, DynamicParameters parameters)
    {
        if (MatchExpression.ExclusionsOf(query, database.IsPostgres) is not { } excluded)
        {
            return "";
        }

        parameters.Add("excluded", excluded);
        return database.IsPostgres
            ? " AND terms.article_key NOT IN (SELECT matching_articles(@excluded::tsquery))"
            : " AND terms.article_key NOT IN (SELECT rowid FROM article_fts WHERE article_fts MATCH @excluded)";
    }

    private DynamicParameters Filter(ArticleFilter filter, long lastKey) => new DynamicParameters()
        .With("lastKey", lastKey).With("from", filter.From).With("to", filter.To)
        .With(database, "entities", filter.EntityIds).With(database, "outlets", filter.Outlets).With(database, "languages", filter.Languages)
        .With(database, "stances", filter.Stances.Select(stance => (long)stance)).With("holder", filter.HolderId).With("story", filter.StoryId);

    private string Conditions(ArticleFilter filter, string key)
    {
        var conditions = new StringBuilder($"{key} <= @lastKey");
        if (filter.From > long.MinValue)
        {
            conditions.Append(" AND terms.published_at >= @from");
        }

        if (filter.To < long.MaxValue)
        {
            conditions.Append(" AND terms.published_at < @to");
        }

        if (filter.Outlets.Count > 0)
        {
            conditions.Append(" AND ").Append(database.In("article.outlet", "outlets"));
        }

        if (filter.Languages.Count > 0)
        {
            conditions.Append(" AND ").Append(database.In("article.language", "languages"));
        }

        if (filter.EntityIds.Count > 0)
        {
            conditions.Append(" AND EXISTS (SELECT 1 FROM article_entity entity WHERE entity.article_id = article.article_id AND ")
                .Append(database.In("entity.entity_id", "entities")).Append(')');
        }

        if (filter.Stances.Count > 0 || filter.HolderId.Length > 0)
        {
            conditions.Append(" AND EXISTS (SELECT 1 FROM article_stance stance WHERE stance.article_id = article.article_id")
                .Append(filter.Stances.Count > 0 ? " AND " + database.In("stance.stance", "stances") : "")
                .Append(filter.HolderId.Length > 0 ? " AND stance.holder_id = @holder)" : ")");
        }

        if (filter.StoryId is not null)
        {
            conditions.Append(
                """
                 AND EXISTS (SELECT 1 FROM story_member filtered WHERE filtered.article_id = article.article_id AND filtered.story_id = coalesce(
                    (SELECT redirect.into_story_id FROM story_redirect redirect WHERE redirect.story_id = @story), @story))
                """);
        }

        return conditions.ToString();
    }

    private sealed class CorpusRow
    {
        public long Articles { get; init; }

        public long TitleLength { get; init; }

        public long LeadLength { get; init; }

        public long BodyLength { get; init; }

        public long NamesLength { get; init; }

        public long LastKey { get; init; }
    }

    private sealed class KeyRow
    {
        public long ArticleKey { get; init; }

        public long PublishedAt { get; init; }

        public Guid StoryId { get; init; }
    }
}
