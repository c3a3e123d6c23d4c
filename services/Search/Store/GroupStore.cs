using System.Data.Common;
using System.Text.Json;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>What the grouper keeps in the store. Called inside the grouper's transaction only.</summary>
public sealed class GroupStore(SearchDatabase database)
{
    private const string SelectMembers =
        """
        SELECT member.article_id, member.revision, member.story_id, member.original_article_id, member.published_at, member.is_dated,
            member.vector, story.version, story.heat
        FROM story_member member JOIN story ON story.story_id = member.story_id
        """;

    /// <summary>
    /// Claims the next batch. False when another instance wrote since: the caller's memory is stale and must be loaded again.
    /// The row stays locked until the transaction ends, so two instances can never both be in a batch.
    /// </summary>
    public static async Task<bool> ClaimAsync(DbConnection connection, DbTransaction transaction, string instanceId, long batch) =>
        await connection.ExecuteAsync(
            "UPDATE grouper SET batch = batch + 1 WHERE id = 1 AND instance_id = @instanceId AND batch = @batch",
            new { instanceId, batch },
            transaction) == 1;

    /// <summary>Takes over from whoever wrote last; gives the number of the batch that begins.</summary>
    public static Task<long> TakeOverAsync(DbConnection connection, DbTransaction transaction, string instanceId) =>
        connection.ExecuteScalarAsync<long>(
            "UPDATE grouper SET instance_id = @instanceId, batch = batch + 1 WHERE id = 1 RETURNING batch", new { instanceId }, transaction);

    /// <summary>Term statistics, all of them.</summary>
    public static async Task LoadStatisticsAsync(DbConnection connection, DbTransaction transaction, TermStatistics statistics)
    {
        statistics.SetArticles((int)await connection.ExecuteScalarAsync<long>("SELECT articles FROM corpus WHERE id = 1", null, transaction));
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT term, articles FROM term";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            statistics.Set(TermFormer.Hash(reader.GetString(0)), reader.GetInt32(1));
        }
    }

    /// <summary>All members of the stories that changed last, oldest first: about <paramref name="limit"/> articles or more.</summary>
    public static async Task<IReadOnlyList<StoredMember>> LoadNewestAsync(DbConnection connection, DbTransaction transaction, int limit)
    {
        var members = await connection.QueryAsync<StoredMember>(
            $"""
            {SelectMembers}
            WHERE member.story_id IN (
                SELECT story_id FROM story_member
                WHERE added_at >= (
                    SELECT coalesce(min(added_at), 0)
                    FROM (SELECT added_at FROM story_member ORDER BY added_at DESC LIMIT @limit) newest))
            ORDER BY member.added_at, member.article_id
            """,
            new { limit },
            transaction);
        return members.AsList();
    }

    /// <summary>All members of some stories, in the order in which they joined.</summary>
    public async Task<IReadOnlyList<StoredMember>> LoadStoriesAsync(
        DbConnection connection, DbTransaction transaction, IEnumerable<Guid> storyIds)
    {
        var members = await connection.QueryAsync<StoredMember>(
            $"""
            {SelectMembers}
            WHERE {database.In("member.story_id", "storyIds")}
            ORDER BY member.added_at, member.article_id
            """,
            new DynamicParameters().With(database, "storyIds", storyIds),
            transaction);
        return members.AsList();
    }

    /// <summary>Which revision of which articles was grouped where; a story of null is a retraction.</summary>
    public async Task<Dictionary<Guid, StoredMember>> FindMembersAsync(
        DbConnection connection, DbTransaction transaction, IEnumerable<Guid> articleIds)
    {
        var members = await connection.QueryAsync<StoredMember>(
            $"SELECT article_id, revision, story_id FROM story_member WHERE {database.In("article_id", "articleIds")}",
            new DynamicParameters().With(database, "articleIds", articleIds),
            transaction);
        return members.ToDictionary(member => member.ArticleId);
    }

    /// <summary>
    /// What to announce of articles once more whose event is repeated: what was announced because of them before, as far as the log reaches, and
    /// then where they are <paramref name="now"/>. Whoever reads it in order ends with the truth, whatever it has missed.
    /// </summary>
    public async Task<Dictionary<(Guid ArticleId, int Revision), List<StoryChanged>>> FindAnnouncedAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Guid> articleIds, DateTimeOffset now)
    {
        if (articleIds.Count == 0)
        {
            return [];
        }

        var rows = await connection.QueryAsync<AnnouncedRow>(
            $"""
            SELECT cause_article_id, cause_revision, payload FROM update_log
            WHERE {database.In("cause_article_id", "articleIds")} ORDER BY sequence
            """,
            new DynamicParameters().With(database, "articleIds", articleIds),
            transaction);
        var announced = rows.GroupBy(row => (row.CauseArticleId, row.CauseRevision)).ToDictionary(
            group => group.Key, group => group.Select(row => JsonSerializer.Deserialize<StoryChanged>(row.Payload)!).ToList());
        var places = (await connection.QueryAsync<PlaceRow>(
            $"""
            SELECT member.article_id, member.revision, story.story_id, story.version
            FROM story_member member JOIN story ON story.story_id = member.story_id
            WHERE {database.In("member.article_id", "articleIds")}
            """,
            new DynamicParameters().With(database, "articleIds", articleIds),
            transaction)).AsList();
        var forgotten = places.Where(place => !announced.ContainsKey((place.ArticleId, place.Revision))).Select(place => place.StoryId).ToHashSet();
        var redirects = await RedirectsAsync(connection, transaction, forgotten, now);
        foreach (var place in places)
        {
            if (!announced.TryGetValue((place.ArticleId, place.Revision), out var changes))
            {
                announced[(place.ArticleId, place.Revision)] = changes = [.. redirects[place.StoryId]];
            }

            changes.Add(new StoryChanged(
                Schema.Version, place.StoryId, place.Version, StoryChangeKind.Updated, [place.ArticleId], [], null, now));
        }

        return announced;
    }

    /// <summary>The stories that went into some stories, as changes older than any other.</summary>
    private async Task<ILookup<Guid, StoryChanged>> RedirectsAsync(
        DbConnection connection, DbTransaction transaction, HashSet<Guid> storyIds, DateTimeOffset now)
    {
        var rows = storyIds.Count == 0 ? [] : await connection.QueryAsync<(Guid From, Guid Into)>(
            $"SELECT story_id, into_story_id FROM story_redirect WHERE {database.In("into_story_id", "storyIds")}",
            new DynamicParameters().With(database, "storyIds", storyIds),
            transaction);
        return rows.ToLookup(row => row.Into, row => new StoryChanged(Schema.Version, row.From, 0, StoryChangeKind.Merged, [], [], row.Into, now));
    }

    /// <summary>Adds to the statistics of terms and field lengths.</summary>
    internal static void AddStatistics(SqlBatch batch, bool postgres, IReadOnlyDictionary<Term, (string Surface, int Articles)> terms, int articles, FieldLengths lengths)
    {
        if (articles == 0)
        {
            return;
        }

        batch.Add(
            """
            UPDATE corpus SET articles = articles + $1, title_length = title_length + $2, lead_length = lead_length + $3,
                body_length = body_length + $4, names_length = names_length + $5 WHERE id = 1
            """,
            articles,
            lengths.Title,
            lengths.Lead,
            lengths.Body,
            lengths.Names);
        if (postgres)
        {
            batch.Add(
                """
                INSERT INTO term (term, surface, articles) SELECT * FROM unnest($1::text[], $2::text[], $3::int[])
                ON CONFLICT (term) DO UPDATE SET articles = term.articles + excluded.articles
                """,
                terms.Keys.Select(term => term.Text).ToArray(),
                terms.Values.Select(term => term.Surface).ToArray(),
                terms.Values.Select(term => term.Articles).ToArray());
            return;
        }

        foreach (var (term, (surface, count)) in terms)
        {
            batch.Add(
                """
                INSERT INTO term (term, surface, articles) VALUES ($1, $2, $3)
                ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles
                """,
                term.Text,
                surface,
                count);
        }
    }

    private sealed class PlaceRow
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public Guid StoryId { get; init; }

        public long Version { get; init; }
    }

    private sealed class AnnouncedRow
    {
        public Guid CauseArticleId { get; init; }

        public int CauseRevision { get; init; }

        public string Payload { get; init; } = "";
    }
}

/// <summary>An article in its story, as stored.</summary>
public sealed class StoredMember
{
    /// <summary>The article.</summary>
    public Guid ArticleId { get; init; }

    /// <summary>Its revision.</summary>
    public int Revision { get; init; }

    /// <summary>Its story; null when it was retracted.</summary>
    public Guid? StoryId { get; init; }

    /// <summary>On a wire copy: the original.</summary>
    public Guid? OriginalArticleId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long PublishedAt { get; init; }

    /// <summary>Whether the outlet gave the time.</summary>
    public bool IsDated { get; init; }

    /// <summary>See <see cref="VectorFormat"/>.</summary>
    public byte[] Vector { get; init; } = [];

    /// <summary>Version of the story.</summary>
    public long Version { get; init; }

    /// <summary>Heat of the story.</summary>
    public double Heat { get; init; }

    /// <summary>The form that the grouper works with.</summary>
    public GroupedArticle ToGrouped() => new(ArticleId, VectorFormat.Read(Vector), PublishedAt, IsDated, OriginalArticleId);
}
