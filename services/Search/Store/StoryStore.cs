using System.Data.Common;
using Dapper;
using Google.Protobuf;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Reads stories as they are shown.</summary>
public sealed class StoryStore(SearchDatabase database)
{
    private const int MaxEntities = 20;
    private const int MaxSummaryEntities = 5;
    private const int MaxTimeline = 100;
    private const int MaxOutlets = 100;
    private const int SparklineHours = 24;
    private const long MillisecondsPerHour = 3_600_000;

    /// <summary>Loads a story by its id or by that of a story that went into it.</summary>
    /// <returns>Version and view; null when there is none.</returns>
    public async Task<Story?> LoadAsync(Guid storyId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        // One snapshot: the counts and the timeline tell of the same moment.
        await using var transaction = await connection.BeginTransactionAsync(
            database.IsPostgres ? System.Data.IsolationLevel.RepeatableRead : System.Data.IsolationLevel.Serializable, cancellation);
        var rows = await FindRowsAsync(connection, transaction, [storyId], cancellation);
        if (rows is not [var row])
        {
            return null;
        }

        var parameters = new { row.StoryId };
        var command = (string sql) => new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellation);
        var story = new Story
        {
            StoryId = row.StoryId.ToString("D"),
            Version = row.Version,
            Headline = row.Headline,
            Summary = row.Lead ?? "",
            FirstPublishTime = ProtoMapping.ToTimestamp(row.FirstPublishedAt),
            LastPublishTime = ProtoMapping.ToTimestamp(row.LastPublishedAt),
            UpdateTime = ProtoMapping.ToTimestamp(row.UpdatedAt),
            ArticleCount = row.ArticleCount,
            OutletCount = row.OutletCount,
            SyndicatedCount = row.SyndicatedCount,
        };
        story.Entities.AddRange((await connection.QueryAsync<EntityRow>(command(
            $"""
            SELECT entity.entity_id, max(entity.name) AS name, max(entity.type) AS type, max(entity.wikidata_id) AS wikidata_id,
                sum(entity.salience) / @StoryArticles AS salience, count(*) AS articles
            FROM story_member member JOIN article_entity entity ON entity.article_id = member.article_id
            WHERE member.story_id = @StoryId
            GROUP BY entity.entity_id ORDER BY sum(entity.salience) DESC, entity.entity_id LIMIT {MaxEntities}
            """.Replace("@StoryArticles", $"{row.ArticleCount}.0", StringComparison.Ordinal)))).Select(entity => new StoryEntity
            {
                Entity = entity.ToProto(),
                Salience = (float)entity.Salience,
                ArticleCount = (int)entity.Articles,
            }));
        story.Timeline.AddRange((await connection.QueryAsync<TimelineRow>(command(
            $"""
            SELECT article_id, revision, title, outlet, url, published_at, news, original_article_id, decided_by
            FROM story_member WHERE story_id = @StoryId ORDER BY published_at DESC, article_id LIMIT {MaxTimeline}
            """))).Select(entry => entry.ToProto()));
        story.Outlets.AddRange((await connection.QueryAsync<OutletRow>(command(
            $"""
            SELECT outlet, count(*) AS articles FROM story_member WHERE story_id = @StoryId AND outlet <> ''
            GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT {MaxOutlets}
            """))).Select(outlet => new OutletCount { Outlet = outlet.Outlet, ArticleCount = (int)outlet.Articles }));
        story.Stances.AddRange((await connection.QueryAsync<StanceRow>(command(
            """
            SELECT stance.stance, count(*) AS positions
            FROM story_member member JOIN article_stance stance ON stance.article_id = member.article_id
            WHERE member.story_id = @StoryId GROUP BY stance.stance ORDER BY stance.stance
            """))).Select(stance => new StanceCount { Stance = (Stance)stance.Stance, Count = (int)stance.Positions }));
        return story;
    }

    /// <summary>What lists show of stories, by id; ids of merged stories give the story that they went into.</summary>
    public async Task<IReadOnlyDictionary<Guid, StoredSummary>> SummariesAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await FindRowsAsync(connection, null, storyIds, cancellation);
        var parameters = new DynamicParameters().With(database, "storyIds", rows.Select(row => row.StoryId).Distinct());
        var entities = (await connection.QueryAsync<EntityRow>(new CommandDefinition(
            $"""
            SELECT member.story_id, entity.entity_id, max(entity.name) AS name, max(entity.type) AS type,
                max(entity.wikidata_id) AS wikidata_id, sum(entity.salience) AS salience, count(*) AS articles
            FROM story_member member JOIN article_entity entity ON entity.article_id = member.article_id
            WHERE {database.In("member.story_id", "storyIds")}
            GROUP BY member.story_id, entity.entity_id
            """,
            parameters,
            cancellationToken: cancellation))).ToLookup(entity => entity.StoryId);
        var hours = (await connection.QueryAsync<HourRow>(new CommandDefinition(
            $"""
            SELECT member.story_id, (story.last_published_at / {MillisecondsPerHour}) - (member.published_at / {MillisecondsPerHour}) AS age,
                count(*) AS articles
            FROM story_member member JOIN story ON story.story_id = member.story_id
            WHERE {database.In("member.story_id", "storyIds")}
                AND member.published_at >= story.last_published_at - {SparklineHours * MillisecondsPerHour}
            GROUP BY 1, 2
            """,
            parameters,
            cancellationToken: cancellation))).ToLookup(hour => hour.StoryId);
        return rows.DistinctBy(row => row.RequestedId)
            .ToDictionary(row => row.RequestedId, row => Summarise(row, entities[row.StoryId], hours[row.StoryId]));
    }

    /// <summary>All entities and outlets of some stories, for the filters of watchers.</summary>
    public async Task<StoryFilterKeys> FilterKeysAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var parameters = new DynamicParameters().With(database, "storyIds", storyIds);
        var entities = await connection.QueryAsync<EntityRow>(new CommandDefinition(
            $"""
            SELECT DISTINCT member.story_id, entity.entity_id
            FROM story_member member JOIN article_entity entity ON entity.article_id = member.article_id
            WHERE {database.In("member.story_id", "storyIds")}
            """,
            parameters,
            cancellationToken: cancellation));
        var outlets = await connection.QueryAsync<OutletRow>(new CommandDefinition(
            $"SELECT DISTINCT story_id, outlet FROM story_member WHERE outlet <> '' AND {database.In("story_id", "storyIds")}",
            parameters,
            cancellationToken: cancellation));
        return new StoryFilterKeys(
            entities.ToLookup(entity => entity.StoryId, entity => entity.EntityId), outlets.ToLookup(outlet => outlet.StoryId, outlet => outlet.Outlet));
    }

    /// <summary>The hottest stories by arrivals.</summary>
    public async Task<IReadOnlyList<(Guid StoryId, double Score)>> HottestAsync(int offset, int count, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<StoryRow>(new CommandDefinition(
            "SELECT story_id, heat FROM story ORDER BY heat DESC, story_id LIMIT @count OFFSET @offset",
            new { count, offset },
            cancellationToken: cancellation));
        return rows.Select(row => (row.StoryId, row.Heat)).ToList();
    }

    private async Task<List<StoryRow>> FindRowsAsync(
        DbConnection connection, DbTransaction? transaction, IEnumerable<Guid> storyIds, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<StoryRow>(new CommandDefinition(
            $"""
            SELECT requested.requested_id, story.*, headline.title, headline.lead,
                (SELECT count(DISTINCT member.outlet) FROM story_member member
                    WHERE member.story_id = story.story_id AND member.outlet <> '') AS outlet_count,
                (SELECT count(*) FROM story_member member
                    WHERE member.story_id = story.story_id AND member.original_article_id IS NOT NULL) AS syndicated_count
            FROM (
                SELECT story_id AS requested_id, story_id FROM story WHERE {database.In("story_id", "storyIds")}
                UNION ALL
                SELECT story_id AS requested_id, into_story_id AS story_id FROM story_redirect WHERE {database.In("story_id", "storyIds")}
            ) requested
            JOIN story ON story.story_id = requested.story_id
            LEFT JOIN story_member headline ON headline.article_id = story.headline_article_id
            """,
            new DynamicParameters().With(database, "storyIds", storyIds),
            transaction,
            cancellationToken: cancellation));
        return rows.AsList();
    }

    private static StoredSummary Summarise(StoryRow row, IEnumerable<EntityRow> entities, IEnumerable<HourRow> hours)
    {
        var summary = new StorySummary
        {
            StoryId = row.StoryId.ToString("D"),
            Headline = row.Headline,
            Summary = row.Lead ?? "",
            FirstPublishTime = ProtoMapping.ToTimestamp(row.FirstPublishedAt),
            LastPublishTime = ProtoMapping.ToTimestamp(row.LastPublishedAt),
            ArticleCount = row.ArticleCount,
            OutletCount = row.OutletCount,
        };
        summary.Entities.AddRange(entities
            .OrderByDescending(entity => entity.Salience).ThenBy(entity => entity.EntityId, StringComparer.Ordinal)
            .Take(MaxSummaryEntities).Select(entity => entity.ToProto()));
        var counts = new int[SparklineHours];
        foreach (var hour in hours.Where(hour => hour.Age is >= 0 and < SparklineHours))
        {
            counts[SparklineHours - 1 - hour.Age] = (int)hour.Articles;
        }

        summary.HourlyArticles.AddRange(counts);
        return new StoredSummary(row.StoryId, row.Heat, summary);
    }

    private sealed class StoryRow
    {
        public Guid RequestedId { get; init; }

        public Guid StoryId { get; init; }

        public long Version { get; init; }

        public int ArticleCount { get; init; }

        public int OutletCount { get; init; }

        public int SyndicatedCount { get; init; }

        public long FirstPublishedAt { get; init; }

        public long LastPublishedAt { get; init; }

        public long UpdatedAt { get; init; }

        public double Heat { get; init; }

        public string? Title { get; init; }

        public string? Lead { get; init; }

        public string Headline => string.IsNullOrEmpty(Title) ? Lead ?? "" : Title;
    }

    private sealed class EntityRow
    {
        public Guid StoryId { get; init; }

        public string EntityId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Type { get; init; }

        public string WikidataId { get; init; } = "";

        public double Salience { get; init; }

        public long Articles { get; init; }

        public EntityRef ToProto() => new() { EntityId = EntityId, Name = Name, Type = (EntityType)Type, WikidataId = WikidataId };
    }

    private sealed class TimelineRow
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public string Title { get; init; } = "";

        public string Outlet { get; init; } = "";

        public string Url { get; init; } = "";

        public long PublishedAt { get; init; }

        public string News { get; init; } = "";

        public Guid? OriginalArticleId { get; init; }

        public string DecidedBy { get; init; } = "";

        public TimelineEntry ToProto() => new()
        {
            Article = ProtoMapping.ToArticleRef(ArticleId, Revision, Title, Outlet, Url, PublishedAt),
            News = News,
            Syndicated = OriginalArticleId is not null,
            DecidedBy = DecidedBy,
        };
    }

    private sealed class OutletRow
    {
        public Guid StoryId { get; init; }

        public string Outlet { get; init; } = "";

        public long Articles { get; init; }
    }

    private sealed class StanceRow
    {
        public int Stance { get; init; }

        public long Positions { get; init; }
    }

    private sealed class HourRow
    {
        public Guid StoryId { get; init; }

        public long Age { get; init; }

        public long Articles { get; init; }
    }
}

/// <summary>A story as lists show it, without the heat of the moment.</summary>
/// <param name="StoryId">Its present id.</param>
/// <param name="Heat">Score by arrivals, on <see cref="HeatScale"/>.</param>
/// <param name="Summary">The message; copy it before changing it.</param>
public sealed record StoredSummary(Guid StoryId, double Heat, StorySummary Summary);

/// <summary>Entities and outlets by story.</summary>
public sealed class StoryFilterKeys(ILookup<Guid, string> entities, ILookup<Guid, string> outlets)
{
    /// <summary>Ids of the entities of a story.</summary>
    public IReadOnlySet<string> Entities(Guid storyId) => entities[storyId].ToHashSet();

    /// <summary>Outlets of a story.</summary>
    public IReadOnlySet<string> Outlets(Guid storyId) => outlets[storyId].ToHashSet();
}
