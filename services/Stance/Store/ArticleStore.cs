using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>What an article says, ready to be stored.</summary>
public sealed record AnalysedArticle(
    ArticleContent Article,
    IReadOnlyList<StoredPosition> Positions,
    IReadOnlyList<StoredPortrayal> Portrayals,
    string ModelVersion);

/// <summary>How one sentence portrays one entity.</summary>
public sealed record StoredPortrayal(
    string EntityId, int SentenceStart, int SentenceEnd, int MentionStart, int MentionEnd, PortrayalLabel Portrayal, float Confidence);

/// <summary>Articles with their positions and portrayals. Every write is keyed by article and revision; the highest revision wins.</summary>
public sealed class ArticleStore(StanceDatabase database)
{
    /// <summary>Replaces all that is known of an article by this revision.</summary>
    /// <returns>Whether it was applied (false: a newer revision or a retraction is already there), and the article's story.</returns>
    public Task<(bool Applied, Guid? StoryId)> ReplaceAsync(AnalysedArticle analysed, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // The upsert locks the row: a story that claims the article at this moment waits, and then sees its positions.
                var article = analysed.Article;
                var applied = await connection.QuerySingleOrDefaultAsync<Written>(new CommandDefinition(
                    """
                    INSERT INTO articles (article_id, revision, retracted, voice_id, url, outlet, title, text, body_start, published_at, model_version)
                    VALUES (@ArticleId, @Revision, 0, @VoiceId, @Url, @Outlet, @Title, @Text, @BodyStart, @PublishedAt, @ModelVersion)
                    ON CONFLICT (article_id) DO UPDATE SET
                        revision = excluded.revision, retracted = 0, voice_id = excluded.voice_id, url = excluded.url,
                        outlet = excluded.outlet, title = excluded.title, text = excluded.text, body_start = excluded.body_start,
                        published_at = excluded.published_at, model_version = excluded.model_version
                    WHERE articles.revision < excluded.revision OR (articles.revision = excluded.revision AND articles.retracted = 0)
                    RETURNING story_id
                    """,
                    new
                    {
                        article.ArticleId,
                        article.Revision,
                        VoiceId = article.OriginalArticleId ?? article.ArticleId,
                        article.Url,
                        article.Outlet,
                        article.Title,
                        article.Text,
                        article.BodyStart,
                        PublishedAt = article.PublishedAt.ToUnixTimeMilliseconds(),
                        analysed.ModelVersion,
                    },
                    transaction,
                    cancellationToken: cancellation));
                if (applied is null)
                {
                    return (false, default(Guid?));
                }

                await ClearAsync(connection, transaction, article.ArticleId, cancellation);
                await AddPositionsAsync(connection, transaction, analysed.Positions, cancellation);
                await AddPortrayalsAsync(connection, transaction, analysed, cancellation);
                return (true, applied.StoryId);
            },
            cancellation);

    /// <summary>Leaves a tombstone in place of the article.</summary>
    /// <returns>The story it was in, or null.</returns>
    public Task<Guid?> RetractAsync(Guid articleId, int revision, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var applied = await connection.QuerySingleOrDefaultAsync<Written>(new CommandDefinition(
                    """
                    INSERT INTO articles (article_id, revision, retracted) VALUES (@articleId, @revision, 1)
                    ON CONFLICT (article_id) DO UPDATE SET
                        revision = excluded.revision, retracted = 1, url = '', outlet = '', title = '', text = '', body_start = 0
                    WHERE articles.revision <= excluded.revision
                    RETURNING story_id
                    """,
                    new { articleId, revision },
                    transaction,
                    cancellationToken: cancellation));
                if (applied is null)
                {
                    return default(Guid?);
                }

                await ClearAsync(connection, transaction, articleId, cancellation);
                return applied.StoryId;
            },
            cancellation);

    private static Task<int> ClearAsync(DbConnection connection, DbTransaction transaction, Guid articleId, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM positions WHERE article_id = @articleId;
            DELETE FROM portrayals WHERE article_id = @articleId
            """,
            new { articleId },
            transaction,
            cancellationToken: cancellation));

    private static async Task AddPositionsAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<StoredPosition> positions, CancellationToken cancellation)
    {
        var rows = new RowBatch(
            """
            INSERT INTO positions (position_id, article_id, ordinal, holder_id, holder_name, holder_type, holder_wikidata_id, stance,
                about, about_entities, terms, form, cue, cue_start, cue_end, evidence, evidence_start, evidence_end,
                reported_via, confidence, published_at)
            """);
        var targets = new RowBatch("INSERT INTO position_targets (entity_id, position_id)");
        foreach (var position in positions)
        {
            rows.Add(
                position.PositionId, position.ArticleId, position.Ordinal, position.HolderId, position.HolderName, position.HolderType,
                position.HolderWikidataId, position.Stance, position.About, position.AboutEntities, position.Terms, position.Form,
                position.Cue, position.CueStart, position.CueEnd, position.Evidence, position.EvidenceStart, position.EvidenceEnd,
                position.ReportedVia, position.Confidence, position.PublishedAt);
            foreach (var entityId in position.Targets.Select(target => target.EntityId).Distinct(StringComparer.Ordinal))
            {
                targets.Add(entityId, position.PositionId);
            }
        }

        await rows.WriteAsync(connection, transaction, cancellation);
        await targets.WriteAsync(connection, transaction, cancellation);
    }

    private static Task AddPortrayalsAsync(
        DbConnection connection, DbTransaction transaction, AnalysedArticle analysed, CancellationToken cancellation)
    {
        var rows = new RowBatch(
            """
            INSERT INTO portrayals (article_id, entity_id, sentence_start, sentence_end, mention_start, mention_end, portrayal,
                confidence, outlet, published_at)
            """);
        var published = analysed.Article.PublishedAt.ToUnixTimeMilliseconds();
        foreach (var portrayal in analysed.Portrayals)
        {
            rows.Add(
                analysed.Article.ArticleId, portrayal.EntityId, portrayal.SentenceStart, portrayal.SentenceEnd, portrayal.MentionStart,
                portrayal.MentionEnd, portrayal.Portrayal, portrayal.Confidence, analysed.Article.Outlet, published);
        }

        return rows.WriteAsync(connection, transaction, cancellation);
    }

    /// <summary>The row that an upsert gave back; there is none when a newer revision was in the way.</summary>
    private sealed class Written
    {
        public Guid? StoryId { get; init; }
    }
}
