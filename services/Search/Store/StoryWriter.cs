using System.Data.Common;
using System.Text.Json;
using Dapper;
using OnRecord.Api.Search.V1;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Gathers the statements of one grouping transaction, and the changes that will be announced after it.</summary>
internal sealed class StoryWriter(DbConnection connection, DbTransaction transaction, DateTimeOffset now)
{
    private readonly SqlBatch _batch = new(connection, transaction);
    private readonly Dictionary<Guid, GroupedStory> _changed = [];
    private readonly List<(Guid ArticleId, int Revision, StoryChanged Change)> _log = [];
    private readonly long _now = now.ToUnixTimeMilliseconds();
    private (Guid ArticleId, int Revision) _cause;
    private List<StoryChanged> _changes = [];

    /// <summary>Begins the changes that one event causes.</summary>
    public void Begin(Guid articleId, int revision) => (_cause, _changes) = ((articleId, revision), []);

    /// <summary>The changes since <see cref="Begin"/>.</summary>
    public List<StoryChanged> End() => _changes;

    public void AddMember(GroupedArticle grouped, ArticleContent article, GroupedStory story, TermStatistics statistics, string decidedBy)
    {
        var lead = StoryText.Lead(article.Text, article.BodyStart, grouped.Vector, statistics);
        var earlier = story.Sum.Plus(grouped.Vector, -1);
        var news = article.OriginalArticleId is not null ? ""
            : story.Articles.Count == 1 ? lead
            : StoryText.News(article.Text, article.BodyStart, earlier, statistics);
        _batch.AddRow(
            """
            story_member (article_id, revision, story_id, original_article_id, published_at, is_dated, added_at, title, outlet, url,
                lead, news, vector, decided_by)
            """,
            "uuid[], integer[], uuid[], uuid[], bigint[], boolean[], bigint[], text[], text[], text[], text[], text[], bytea[], text[]",
            """
            ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision, story_id = excluded.story_id,
                original_article_id = excluded.original_article_id, published_at = excluded.published_at, is_dated = excluded.is_dated,
                added_at = excluded.added_at, title = excluded.title, outlet = excluded.outlet, url = excluded.url, lead = excluded.lead,
                news = excluded.news, vector = excluded.vector, decided_by = excluded.decided_by
            """,
            article.ArticleId,
            article.Revision,
            story.StoryId,
            article.OriginalArticleId,
            grouped.PublishedAt,
            grouped.IsDated,
            _now,
            article.Title,
            article.Outlet,
            article.Url,
            lead,
            news,
            VectorFormat.Write(grouped.Vector),
            decidedBy);
    }

    /// <summary>The article was retracted.</summary>
    /// <param name="story">The story that it has left, or null.</param>
    public void AddTombstone(Guid articleId, int revision, Guid? story)
    {
        _batch.Add(
            """
            INSERT INTO story_member (article_id, revision, story_id, original_article_id, published_at, is_dated, added_at, title, outlet, url,
                lead, news, vector)
            VALUES ($1, $2, NULL, NULL, 0, $3, $4, '', '', '', '', '', $5)
            ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision, story_id = NULL, original_article_id = NULL,
                added_at = excluded.added_at, title = '', outlet = '', url = '', lead = '', news = '', vector = excluded.vector, decided_by = ''
            """,
            articleId,
            revision,
            false,
            _now,
            Array.Empty<byte>());
        if (story is not null)
        {
            // Claims are told in the words of articles. Whoever resumes from before reads the story as it is now.
            _batch.Add("DELETE FROM update_log WHERE story_id = $1 AND kind = $2", story, (int)StoryUpdateKind.PositionChange);
        }
    }

    public void MoveAll(GroupedStory from, GroupedStory into, string decidedBy) =>
        _batch.Add("UPDATE story_member SET story_id = $2, decided_by = $3 WHERE story_id = $1", from.StoryId, into.StoryId, decidedBy);

    public void Move(IEnumerable<Guid> articleIds, GroupedStory into, string decidedBy)
    {
        foreach (var articleId in articleIds)
        {
            _batch.Add("UPDATE story_member SET story_id = $2, decided_by = $3 WHERE article_id = $1", articleId, into.StoryId, decidedBy);
        }
    }

    /// <summary>The story's articles have changed.</summary>
    public void Update(GroupedStory story, StoryChangeKind kind, IReadOnlyList<Guid> added, IReadOnlyList<Guid> removed)
    {
        _changed[story.StoryId] = story;
        Announce(story, kind, added, removed, null);
    }

    /// <summary>The story went into another one; its id and all that led to it redirect there.</summary>
    public void Merge(GroupedStory from, GroupedStory into, Guid? removed)
    {
        _changed.Remove(from.StoryId);
        _batch.Add("DELETE FROM story WHERE story_id = $1", from.StoryId);
        _batch.Add("UPDATE story_redirect SET into_story_id = $2 WHERE into_story_id = $1", from.StoryId, into.StoryId);
        _batch.Add(
            "INSERT INTO story_redirect (story_id, into_story_id) VALUES ($1, $2) ON CONFLICT (story_id) DO UPDATE SET into_story_id = excluded.into_story_id",
            from.StoryId,
            into.StoryId);
        Announce(from, StoryChangeKind.Merged, [], removed is { } id ? [id] : [], into.StoryId);
    }

    /// <summary>The story's last article was retracted.</summary>
    public void Remove(GroupedStory story, Guid articleId)
    {
        _changed.Remove(story.StoryId);
        _batch.Add("DELETE FROM story WHERE story_id = $1", story.StoryId);
        _batch.Add("DELETE FROM story_redirect WHERE into_story_id = $1", story.StoryId);
        Announce(story, StoryChangeKind.Removed, [], [articleId], null);
    }

    public void AddStatistics(bool postgres, IReadOnlyDictionary<Term, (string Surface, int Articles)> terms, int articles, FieldLengths lengths) =>
        GroupStore.AddStatistics(_batch, postgres, terms, articles, lengths);

    public void AddUnknownTerms(IEnumerable<(Term Term, string Surface)> surfaces)
    {
        foreach (var (term, surface) in surfaces)
        {
            _batch.Add("INSERT INTO term (term, surface, articles) VALUES ($1, $2, 1) ON CONFLICT (term) DO NOTHING", term.Text, surface);
        }
    }

    /// <summary>Writes everything.</summary>
    public async Task SaveAsync()
    {
        foreach (var story in _changed.Values)
        {
            AddStory(story);
        }

        await _batch.ExecuteAsync(CancellationToken.None);
        // Numbers come last: whoever takes one keeps all others from the log until the transaction ends.
        await AddLogAsync();
        await _batch.ExecuteAsync(CancellationToken.None);
    }

    private void Announce(GroupedStory story, StoryChangeKind kind, IReadOnlyList<Guid> added, IReadOnlyList<Guid> removed, Guid? into)
    {
        // Each a moment (100 ns) later than the one before, and than what is said of the time before them: whoever hears of them in another order
        // knows the last one.
        var change = new StoryChanged(Schema.Version, story.StoryId, ++story.Version, kind, added, removed, into, now.AddTicks(_log.Count + 1));
        _changes.Add(change);
        _log.Add((_cause.ArticleId, _cause.Revision, change));
    }

    private void AddStory(GroupedStory story) => _batch.AddRow(
        "story (story_id, version, headline_article_id, article_count, first_published_at, last_published_at, updated_at, heat)",
        "uuid[], bigint[], uuid[], integer[], bigint[], bigint[], bigint[], double precision[]",
        """
        ON CONFLICT (story_id) DO UPDATE SET version = excluded.version, headline_article_id = excluded.headline_article_id,
            article_count = excluded.article_count, first_published_at = excluded.first_published_at,
            last_published_at = excluded.last_published_at, updated_at = excluded.updated_at, heat = excluded.heat
        """,
        story.StoryId,
        story.Version,
        story.MostCentral()?.ArticleId,
        story.Articles.Count,
        story.Articles.Min(article => article.PublishedAt),
        story.Articles.Max(article => article.PublishedAt),
        _now,
        story.Heat);

    private async Task AddLogAsync()
    {
        if (_log.Count == 0)
        {
            return;
        }

        var first = await UpdateLog.ReserveAsync(connection, transaction, _log.Count);
        foreach (var (articleId, revision, change) in _log)
        {
            UpdateLog.Add(_batch, first++, _now, articleId, revision, change.StoryId, UpdateLog.KindOf(change.Kind), JsonSerializer.Serialize(change));
        }
    }
}
