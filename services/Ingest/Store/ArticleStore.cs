using System.Data.Common;
using Dapper;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>Writes articles: submissions in batches, retractions, and what the pipeline reports back.</summary>
public sealed class ArticleStore(IngestDatabase database, OutboxSignal signal, TimeProvider clock)
{
    private const int MaxRaces = 20;

    private readonly BandStore _bands = new(database);

    private static readonly BulkInsert<ArticleRow> InsertArticles = new(
        "articles", mayExist: true,
        Column<ArticleRow>.Of("article_id", row => row.ArticleId),
        Column<ArticleRow>.Of("revision", row => row.Revision),
        Column<ArticleRow>.Of("is_current", row => (short)(row.IsCurrent ? 1 : 0)),
        Column<ArticleRow>.Of("state", row => (short)row.State),
        Column<ArticleRow>.Of("state_reason", row => row.StateReason),
        Column<ArticleRow>.Of("url", row => row.Url),
        Column<ArticleRow>.Of("outlet", row => row.Outlet),
        Column<ArticleRow>.Of("title", row => row.Title),
        Column<ArticleRow>.Of("authors", row => row.Authors),
        Column<ArticleRow>.Of("text", row => row.Text),
        Column<ArticleRow>.Of("body_start", row => row.BodyStart),
        Column<ArticleRow>.Of("language", row => row.Language),
        Column<ArticleRow>.Of("language_confidence", row => row.LanguageConfidence),
        Column<ArticleRow>.Of("page_kind", row => (short)row.PageKind),
        Column<ArticleRow>.Of("original_article_id", row => row.OriginalArticleId),
        Column<ArticleRow>.Of("content_hash", row => row.ContentHash),
        Column<ArticleRow>.Of("published_at", row => row.PublishedAt),
        Column<ArticleRow>.Of("submitted_at", row => row.SubmittedAt));

    private static readonly BulkInsert<AnsweredRequest> InsertRequests = new(
        "requests", mayExist: true,
        Column<AnsweredRequest>.Of("request_id", row => row.RequestId),
        Column<AnsweredRequest>.Of("fingerprint", row => row.Fingerprint),
        Column<AnsweredRequest>.Of("article_id", row => row.Result.ArticleId),
        Column<AnsweredRequest>.Of("revision", row => row.Result.Revision),
        Column<AnsweredRequest>.Of("outcome", row => (short)row.Result.Outcome),
        Column<AnsweredRequest>.Of("original_article_id", row => row.Result.OriginalArticleId),
        Column<AnsweredRequest>.Of("created_at", row => row.CreatedAt));

    /// <summary>
    /// Stores a batch in one transaction, with the events that announce it. Idempotent: a repeat finds what is there.
    /// </summary>
    /// <returns>
    /// One entry a submission, in order; null where its request id was answered for another article.
    /// </returns>
    public async Task<IReadOnlyList<SubmissionResult?>> SubmitAsync(IReadOnlyList<Submission> batch, CancellationToken cancellation)
    {
        var outcomes = await WithoutRacesAsync(
            (connection, transaction) => SubmitOnceAsync(connection, transaction, batch), cancellation);
        signal.Wake();
        return outcomes;
    }

    /// <summary>
    /// Retracts an article: drops the text of all its revisions and adds a tombstone, whose revision number is above theirs, so
    /// that no late event brings it back. Idempotent.
    /// </summary>
    /// <param name="erase">Drops all that tells which article it was, too, also of one that is retracted already.</param>
    /// <returns>The revision number of the tombstone, or null when there is no such article.</returns>
    public async Task<int?> RetractAsync(Guid articleId, string reason, bool erase, string? traceParent, CancellationToken cancellation)
    {
        var revisions = await RetractAsync([articleId], reason, erase, traceParent, cancellation);
        return revisions.TryGetValue(articleId, out var revision) ? revision : null;
    }

    /// <summary>Retracts articles in one transaction, see the other overload.</summary>
    /// <returns>The revision numbers of the tombstones of those that there are.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> RetractAsync(
        IReadOnlyCollection<Guid> articleIds, string reason, bool erase, string? traceParent, CancellationToken cancellation)
    {
        var revisions = await WithoutRacesAsync(
            async (connection, transaction) =>
            {
                var tombstones = new Dictionary<Guid, int>();
                foreach (var head in (await HeadsAsync(connection, transaction, articleIds)).OrderBy(head => head.ArticleId))
                {
                    tombstones[head.ArticleId] = head.State == ArticleState.Retracted
                        ? head.Revision
                        : (await LayTombstoneAsync(connection, transaction, head, reason, traceParent)).Revision;
                }

                if (erase)
                {
                    await EraseAsync(connection, transaction, tombstones.Keys);
                }

                return tombstones;
            },
            cancellation);
        signal.Wake();
        return revisions;
    }

    /// <summary>Drops what a retraction leaves: where the article came from, its hash, and the keys that it was submitted with.</summary>
    private async Task EraseAsync(DbConnection connection, DbTransaction transaction, IEnumerable<Guid> articleIds)
    {
        var listed = new { keys = database.List(articleIds), none = Array.Empty<byte>() };
        await connection.ExecuteAsync(
            $"""
            UPDATE articles SET url = '', outlet = '', content_hash = @none, published_at = NULL, original_article_id = NULL,
                state_reason = CASE WHEN is_current = 1 THEN state_reason ELSE '' END
            WHERE {database.In("article_id", "keys")}
            """,
            listed, transaction);
        await connection.ExecuteAsync(
            $"DELETE FROM requests WHERE {database.In("article_id", "keys")}", listed, transaction);
    }

    private async Task<IReadOnlyList<SubmissionResult?>> SubmitOnceAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<Submission> batch)
    {
        await _bands.WaitForTurnAsync(connection, transaction);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var heads = (await HeadsAsync(connection, transaction, batch.Select(submission => submission.ArticleId).Distinct())).ToList();
        var answered = await AnsweredAsync(connection, transaction, batch.Select(submission => submission.RequestId));
        var stored = heads.ToDictionary(head => head.ArticleId, head => head.ContentHash);
        var news = batch.Where(one => !stored.TryGetValue(one.ArticleId, out var hash) || !hash.AsSpan().SequenceEqual(one.ContentHash));
        var copies = await _bands.LoadAsync(connection, transaction, [.. news.Select(submission => submission.Sketch)]);
        var plan = new SubmissionPlan(heads, answered, copies, now);
        var outcomes = batch.Select(plan.Decide).ToList();
        await WriteAsync(connection, transaction, plan);
        await _bands.SaveAsync(connection, transaction, copies);
        return outcomes;
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction transaction, SubmissionPlan plan)
    {
        if (plan.Superseded.Count > 0)
        {
            await connection.ExecuteAsync(
                $"UPDATE articles SET is_current = 0 WHERE is_current = 1 AND {database.In("article_id", "keys")}",
                new { keys = database.List(plan.Superseded) },
                transaction);
        }

        // Another replica may have stored the same article or request id since the read above: then start over.
        var articles = await InsertArticles.ExecuteAsync(connection, transaction, database.IsPostgres, plan.Articles);
        var requests = await InsertRequests.ExecuteAsync(connection, transaction, database.IsPostgres, plan.Requests);
        if (articles != plan.Articles.Count || requests != plan.Requests.Count)
        {
            throw new LostRaceException();
        }

        await OutboxStore.Insert.ExecuteAsync(connection, transaction, database.IsPostgres, plan.Outbox);
    }

    private async Task<ArticleRow> LayTombstoneAsync(
        DbConnection connection, DbTransaction transaction, ArticleHead head, string reason, string? traceParent)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var id = new { head.ArticleId };
        await connection.ExecuteAsync(
            $"""
            UPDATE articles SET is_current = 0, state = {(int)ArticleState.Retracted}, title = '', text = '', authors = '[]', body_start = 0
            WHERE article_id = @ArticleId
            """,
            id, transaction);
        await connection.ExecuteAsync("DELETE FROM outbox WHERE article_id = @ArticleId", id, transaction);

        var last = await connection.QuerySingleAsync<ArticleRow>(
            "SELECT * FROM articles WHERE article_id = @ArticleId AND revision = @Revision", new { head.ArticleId, head.Revision }, transaction);
        var tombstone = new ArticleRow
        {
            ArticleId = last.ArticleId,
            Revision = last.Revision + 1,
            IsCurrent = true,
            State = ArticleState.Retracted,
            StateReason = reason,
            Url = last.Url,
            Outlet = last.Outlet,
            Language = last.Language,
            LanguageConfidence = last.LanguageConfidence,
            PageKind = last.PageKind,
            OriginalArticleId = last.OriginalArticleId,
            PublishedAt = last.PublishedAt,
            SubmittedAt = now,
        };
        if (await InsertArticles.ExecuteAsync(connection, transaction, database.IsPostgres, [tombstone]) == 0)
        {
            throw new LostRaceException();
        }

        var announcement = new OutboxRow(
            new RevisionKey(tombstone.ArticleId, tombstone.Revision), OutboxKind.Retracted, traceParent, Attempts: 0, now);
        await OutboxStore.Insert.ExecuteAsync(connection, transaction, database.IsPostgres, [announcement]);
        return tombstone;
    }

    private async Task<IEnumerable<ArticleHead>> HeadsAsync(DbConnection connection, DbTransaction transaction, IEnumerable<Guid> ids)
    {
        var rows = await connection.QueryAsync<ArticleRow>(
            $"""
            SELECT article_id, revision, state, content_hash, original_article_id FROM articles
            WHERE is_current = 1 AND {database.In("article_id", "keys")}
            """,
            new { keys = database.List(ids) }, transaction);
        return rows.Select(row => new ArticleHead(row.ArticleId, row.Revision, row.State, row.ContentHash, row.OriginalArticleId));
    }

    private async Task<IEnumerable<AnsweredRequest>> AnsweredAsync(
        DbConnection connection, DbTransaction transaction, IEnumerable<string> requestIds)
    {
        var wanted = requestIds.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var rows = await connection.QueryAsync<RequestRow>(
            $"SELECT * FROM requests WHERE {database.In("request_id", "keys")}",
            new { keys = database.List(wanted) }, transaction);
        return rows.Select(row => new AnsweredRequest(
            row.RequestId, row.Fingerprint, new SubmissionResult(row.ArticleId, row.Revision, row.Outcome, row.OriginalArticleId), row.CreatedAt));
    }

    private async Task<T> WithoutRacesAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        for (var races = 0; ; races++)
        {
            try
            {
                return await database.WriteAsync(work, cancellation);
            }
            catch (LostRaceException) when (races < MaxRaces)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5 * (races + 1))), clock, cancellation);
            }
        }
    }

    private sealed class RequestRow
    {
        public string RequestId { get; init; } = "";

        public byte[] Fingerprint { get; init; } = [];

        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public SubmitOutcome Outcome { get; init; }

        public Guid? OriginalArticleId { get; init; }

        public long CreatedAt { get; init; }
    }

    /// <summary>Another replica wrote first; the transaction is rolled back and decided anew.</summary>
    private sealed class LostRaceException : Exception;
}
