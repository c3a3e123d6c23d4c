using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What an article says, ready to be stored.</summary>
public sealed record AnalysedArticle(
    ArticleContent Article,
    IReadOnlyList<StoredPosition> Positions,
    IReadOnlyList<StoredPortrayal> Portrayals,
    string ModelVersion)
{
    /// <summary>The meaning of the headline, see <see cref="ClaimVector"/>; empty without one.</summary>
    public byte[] TitleVector { get; init; } = [];

    /// <summary>Where in the text stands what each position is about; not stored.</summary>
    internal IReadOnlyList<TextRange> Contents { get; init; } = [];
}

/// <summary>How one sentence portrays one entity.</summary>
public sealed record StoredPortrayal(
    string EntityId, int SentenceStart, int SentenceEnd, int MentionStart, int MentionEnd, PortrayalLabel Portrayal, float Confidence);

/// <summary>A revision that is stored.</summary>
/// <param name="StoryId">Its story, where that is known.</param>
/// <param name="Positions">In the order of the text.</param>
public sealed record StoredRevision(Guid? StoryId, IReadOnlyList<StoredPosition> Positions);

/// <summary>What came of an article.</summary>
/// <param name="Applied">False when a newer revision or a retraction is already there.</param>
/// <param name="Board">The story whose board may read differently now, or null.</param>
public readonly record struct Replaced(bool Applied, Guid? Board);

/// <summary>Articles with their positions and portrayals. Every write is keyed by article and revision; the highest revision wins.</summary>
public sealed class ArticleStore
{
    private const int BatchLimit = 32;

    private readonly StanceDatabase _database;
    private readonly Batcher<AnalysedArticle, Replaced> _articles;

    public ArticleStore(StanceDatabase database)
    {
        _database = database;
        _articles = new(BatchLimit, ReplaceAsync);
    }

    /// <summary>Replaces all that is known of an article by this revision. Articles that come at the same time share a transaction.</summary>
    public Task<Replaced> ReplaceAsync(AnalysedArticle analysed, CancellationToken cancellation) => _articles.AddAsync(analysed, cancellation);

    private Task<IReadOnlyList<Replaced>> ReplaceAsync(IReadOnlyList<AnalysedArticle> batch) =>
        _database.WriteAsync<IReadOnlyList<Replaced>>(
            async (connection, transaction) =>
            {
                // Of two revisions in one batch the newer one is applied; rows are locked in order of their ids.
                var newest = batch.GroupBy(one => one.Article.ArticleId)
                    .Select(same => same.MaxBy(one => one.Article.Revision)!)
                    .OrderBy(one => one.Article.ArticleId)
                    .ToList();
                var stories = await UpsertAsync(connection, transaction, newest);
                var applied = newest.FindAll(one => stories.ContainsKey(one.Article.ArticleId));
                var changed = (await ClearAsync(connection, transaction, [.. stories.Keys])).ToHashSet();
                changed.UnionWith(applied.Where(one => one.Positions.Count > 0).Select(one => one.Article.ArticleId));
                await AddTextsAsync(connection, transaction, applied);
                await AddPositionsAsync(connection, transaction, applied.SelectMany(one => one.Positions));
                await ArticleVectors.AddAsync(connection, transaction, applied);
                await AddPortrayalsAsync(connection, transaction, applied);
                return
                [
                    .. batch.Select(one => applied.Exists(other => Names(other, one))
                        ? new Replaced(true, changed.Contains(one.Article.ArticleId) ? stories[one.Article.ArticleId] : null)
                        : default),
                ];
            },
            CancellationToken.None);

    private static bool Names(AnalysedArticle one, AnalysedArticle other) =>
        one.Article.ArticleId == other.Article.ArticleId && one.Article.Revision == other.Article.Revision;

    /// <summary>Writes the articles' own rows.</summary>
    /// <returns>The articles that were applied, each with its story.</returns>
    private async Task<Dictionary<Guid, Guid?>> UpsertAsync(DbConnection connection, DbTransaction transaction, List<AnalysedArticle> batch)
    {
        // The upsert locks the rows: a story that claims an article at this moment waits, and then sees its positions.
        var text = _database.IsPostgres ? "" : "text, ";
        var rows = new RowBatch(
            $"INSERT INTO articles (article_id, revision, retracted, voice_id, url, outlet, title, {text}is_dated, body_start, published_at, model_version)",
            $"""
            ON CONFLICT (article_id) DO UPDATE SET
                revision = excluded.revision, retracted = 0, voice_id = excluded.voice_id, url = excluded.url,
                outlet = excluded.outlet, title = excluded.title, title_vector = excluded.title_vector, is_dated = excluded.is_dated, {(_database.IsPostgres ? "" : "text = excluded.text, ")}body_start = excluded.body_start,
                published_at = excluded.published_at, model_version = excluded.model_version
            WHERE articles.revision < excluded.revision OR (articles.revision = excluded.revision AND articles.retracted = 0)
            RETURNING article_id, story_id
            """);
        foreach (var (article, modelVersion) in batch.Select(one => (one.Article, one.ModelVersion)))
        {
            object[] texts = _database.IsPostgres ? [] : [Text(article)];
            rows.Add(
            [
                article.ArticleId, article.Revision, 0, article.OriginalArticleId ?? article.ArticleId, article.Url, article.Outlet, article.Title, .. texts,
                article.IsDated ? 1 : 0, article.BodyStart, article.PublishedAt.ToUnixTimeMilliseconds(), modelVersion,
            ]);
        }

        var applied = await rows.WriteAsync(
            connection, transaction, reader => (ArticleId: reader.GetGuid(0), StoryId: reader.IsDBNull(1) ? default(Guid?) : reader.GetGuid(1)));
        return applied.ToDictionary(row => row.ArticleId, row => row.StoryId);
    }

    /// <summary>Texts are there for claims to be looked up in, which only an analysis of theirs can answer.</summary>
    private static string Text(ArticleContent article) => article.IsAnalysable ? article.Text : "";

    private Task AddTextsAsync(DbConnection connection, DbTransaction transaction, List<AnalysedArticle> applied)
    {
        if (!_database.IsPostgres)
        {
            return Task.CompletedTask;
        }

        var texts = new RowBatch("INSERT INTO article_texts (article_id, text)");
        foreach (var article in applied.Select(one => one.Article).Where(article => Text(article).Length > 0))
        {
            texts.Add(article.ArticleId, article.Text);
        }

        return texts.WriteAsync(connection, transaction);
    }

    /// <summary>A revision as some models have read it.</summary>
    /// <returns>Its story and positions; null when it is not stored.</returns>
    public async Task<StoredRevision?> FindAsync(Guid articleId, int revision, string modelVersion, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenForKeysAsync(cancellation);
        var found = await connection.QuerySingleOrDefaultAsync<Written>(new CommandDefinition(
            """
            SELECT story_id FROM articles
            WHERE article_id = @articleId AND revision = @revision AND retracted = 0 AND model_version = @modelVersion
            """,
            new { articleId, revision, modelVersion },
            cancellationToken: cancellation));
        if (found is null)
        {
            return null;
        }

        var positions = await connection.QueryAsync<StoredPosition>(new CommandDefinition(
            $"{PositionSql.Select} WHERE p.article_id = @articleId AND a.revision = @revision ORDER BY p.ordinal",
            new { articleId, revision },
            cancellationToken: cancellation));
        return new StoredRevision(found.StoryId, positions.AsList());
    }

    /// <summary>Leaves a tombstone in place of the article.</summary>
    /// <returns>The story it was in, or null.</returns>
    public Task<Guid?> RetractAsync(Guid articleId, int revision, CancellationToken cancellation) =>
        _database.WriteAsync(
            async (connection, transaction) =>
            {
                var applied = await connection.QuerySingleOrDefaultAsync<Written>(new CommandDefinition(
                    $"""
                    INSERT INTO articles (article_id, revision, retracted) VALUES (@articleId, @revision, 1)
                    ON CONFLICT (article_id) DO UPDATE SET
                        revision = excluded.revision, retracted = 1, url = '', outlet = '', title = '', {(_database.IsPostgres ? "" : "text = '', ")}body_start = 0,
                        title_vector = @none, voice_id = NULL, published_at = 0
                    WHERE articles.revision <= excluded.revision
                    RETURNING story_id
                    """,
                    new { articleId, revision, none = Array.Empty<byte>() },
                    transaction,
                    cancellationToken: cancellation));
                if (applied is null)
                {
                    return default(Guid?);
                }

                await ClearAsync(connection, transaction, [articleId]);
                return applied.StoryId;
            },
            cancellation);

    /// <summary>Removes all that hangs on articles.</summary>
    /// <returns>The articles that had positions.</returns>
    private async Task<IEnumerable<Guid>> ClearAsync(DbConnection connection, DbTransaction transaction, Guid[] articleIds)
    {
        if (_database.IsPostgres)
        {
            var listed = _database.In("article_id", "articleIds");
            return await connection.QueryAsync<Guid>(
                $"""
                DELETE FROM portrayals WHERE {listed};
                DELETE FROM article_texts WHERE {listed};
                DELETE FROM article_vectors WHERE {listed};
                DELETE FROM positions WHERE {listed} RETURNING article_id
                """,
                new { articleIds = _database.List(articleIds) },
                transaction);
        }

        var had = new List<Guid>();
        foreach (var articleId in articleIds)
        {
            await connection.ExecuteAsync(
                "DELETE FROM portrayals WHERE article_id = @articleId; DELETE FROM article_vectors WHERE article_id = @articleId", new { articleId }, transaction);
            if (await connection.ExecuteAsync("DELETE FROM positions WHERE article_id = @articleId", new { articleId }, transaction) > 0)
            {
                had.Add(articleId);
            }
        }

        return had;
    }

    private static async Task AddPositionsAsync(DbConnection connection, DbTransaction transaction, IEnumerable<StoredPosition> positions)
    {
        var rows = new RowBatch(
            """
            INSERT INTO positions (position_id, article_id, ordinal, holder_id, holder_name, holder_type, holder_wikidata_id, holder_names, stance,
                about, stated, about_entities, terms, form, cue, cue_start, cue_end, evidence, evidence_start, evidence_end,
                reported_via, confidence, label_confidence, decided_by, published_at)
            """);
        var targets = new RowBatch("INSERT INTO position_targets (entity_id, position_id)");
        foreach (var position in positions)
        {
            rows.Add(
                position.PositionId, position.ArticleId, position.Ordinal, position.HolderId, position.HolderName, position.HolderType,
                position.HolderWikidataId, position.HolderNames, position.Stance, position.About, position.Stated, position.AboutEntities, position.Terms, position.Form,
                position.Cue, position.CueStart, position.CueEnd, position.Evidence, position.EvidenceStart, position.EvidenceEnd,
                position.ReportedVia, position.Confidence, position.LabelConfidence, position.DecidedBy, position.PublishedAt);
            foreach (var entityId in position.Targets.Select(target => target.EntityId).Distinct(StringComparer.Ordinal))
            {
                targets.Add(entityId, position.PositionId);
            }
        }

        await rows.WriteAsync(connection, transaction);
        await targets.WriteAsync(connection, transaction);
    }

    private static Task AddPortrayalsAsync(DbConnection connection, DbTransaction transaction, List<AnalysedArticle> applied)
    {
        var rows = new RowBatch(
            """
            INSERT INTO portrayals (article_id, entity_id, sentence_start, sentence_end, mention_start, mention_end, portrayal,
                confidence, outlet, published_at, occurrences)
            """);
        foreach (var (article, portrayals) in applied.Select(one => (one.Article, one.Portrayals)))
        {
            // Nobody asks for more than how many there are: one row tells of all sentences that portray somebody alike.
            foreach (var alike in portrayals.GroupBy(portrayal => (portrayal.EntityId, portrayal.Portrayal)))
            {
                var first = alike.MinBy(portrayal => portrayal.SentenceStart)!;
                rows.Add(
                    article.ArticleId, first.EntityId, first.SentenceStart, first.SentenceEnd, first.MentionStart,
                    first.MentionEnd, first.Portrayal, first.Confidence, article.Outlet, article.PublishedAt.ToUnixTimeMilliseconds(), alike.Count());
            }
        }

        return rows.WriteAsync(connection, transaction);
    }

    /// <summary>The row that an upsert gave back; there is none when a newer revision was in the way.</summary>
    private sealed class Written
    {
        public Guid? StoryId { get; init; }
    }
}
