using System.Text.Json;
using OnRecord.Api.Ingest.V1;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// Decides what becomes of each submission of a batch, in the batch's order, and gathers the rows to write. Works on what the
/// store holds and on what earlier submissions of the same batch have added; has no effect of its own.
/// </summary>
internal sealed class SubmissionPlan
{
    private readonly Dictionary<Guid, ArticleHead> _heads;
    private readonly Dictionary<string, AnsweredRequest> _requests;
    private readonly Dictionary<Guid, ArticleRow> _current = [];
    private readonly CopyFinder _copies;
    private readonly long _now;

    /// <param name="heads">Newest revisions of the articles submitted, as far as they are known.</param>
    /// <param name="requests">Answers given earlier under the same request ids.</param>
    /// <param name="copies">Finds what a new article is a copy of; learns the originals of this batch.</param>
    /// <param name="now">Time of submission, Unix milliseconds.</param>
    public SubmissionPlan(IEnumerable<ArticleHead> heads, IEnumerable<AnsweredRequest> requests, CopyFinder copies, long now)
    {
        _heads = heads.ToDictionary(head => head.ArticleId);
        _requests = requests.ToDictionary(request => request.RequestId, StringComparer.Ordinal);
        _copies = copies;
        _now = now;
    }

    /// <summary>Revisions to insert.</summary>
    public List<ArticleRow> Articles { get; } = [];

    /// <summary>Stored articles whose newest revision is superseded.</summary>
    public HashSet<Guid> Superseded { get; } = [];

    /// <summary>Answers to remember.</summary>
    public List<AnsweredRequest> Requests { get; } = [];

    /// <summary>Events to publish.</summary>
    public List<OutboxRow> Outbox { get; } = [];

    /// <summary>Decides one submission.</summary>
    /// <param name="submission">The article.</param>
    /// <returns>Null when its request id was answered for another article.</returns>
    public SubmissionResult? Decide(Submission submission)
    {
        if (submission.RequestId.Length > 0 && _requests.TryGetValue(submission.RequestId, out var answered))
        {
            return answered.Fingerprint.AsSpan().SequenceEqual(submission.Fingerprint)
                ? answered.Result
                : null;
        }

        var result = Place(submission);
        if (submission.RequestId.Length > 0)
        {
            var answer = new AnsweredRequest(submission.RequestId, submission.Fingerprint, result, _now);
            _requests.Add(submission.RequestId, answer);
            Requests.Add(answer);
        }

        return result;
    }

    private SubmissionResult Place(Submission submission)
    {
        if (!_heads.TryGetValue(submission.ArticleId, out var head))
        {
            var original = _copies.FindOriginal(submission.Sketch);
            var outcome = original is null ? SubmitOutcome.Created : SubmitOutcome.Syndicated;
            return Store(submission, revision: 1, outcome, original);
        }

        if (head.State != ArticleState.Retracted && head.ContentHash.AsSpan().SequenceEqual(submission.ContentHash))
        {
            return new SubmissionResult(head.ArticleId, head.Revision, SubmitOutcome.Duplicate, head.OriginalArticleId);
        }

        if (_current.TryGetValue(head.ArticleId, out var sibling))
        {
            sibling.IsCurrent = false;
        }
        else
        {
            Superseded.Add(head.ArticleId);
        }

        return Store(submission, head.Revision + 1, SubmitOutcome.Revised, head.OriginalArticleId);
    }

    private SubmissionResult Store(Submission submission, int revision, SubmitOutcome outcome, Guid? original)
    {
        var article = submission.Article;
        var row = new ArticleRow
        {
            ArticleId = submission.ArticleId,
            Revision = revision,
            IsCurrent = true,
            State = ArticleState.Accepted,
            StateReason = AnalysedLanguage.Is(article.Language)
                ? ""
                : $"Not analysed: the language is \"{article.Language}\"; only \"{AnalysedLanguage.Code}\" is.",
            Url = submission.Url,
            Outlet = article.Outlet,
            Title = article.Title,
            Authors = JsonSerializer.Serialize(article.Authors),
            Text = article.Text,
            BodyStart = article.BodyStart,
            Language = article.Language,
            LanguageConfidence = article.LanguageConfidence,
            PageKind = article.PageKind,
            OriginalArticleId = original,
            ContentHash = submission.ContentHash,
            PublishedAt = article.PublishedAt?.ToUnixTimeMilliseconds(),
            SubmittedAt = _now,
        };
        if (original is null)
        {
            _copies.Add(row.ArticleId, submission.Sketch, _now);
        }

        Articles.Add(row);
        Outbox.Add(new OutboxRow(new RevisionKey(row.ArticleId, revision), OutboxKind.Ingested, submission.TraceParent, Attempts: 0, _now));
        _current[row.ArticleId] = row;
        _heads[row.ArticleId] = new ArticleHead(row.ArticleId, revision, row.State, row.ContentHash, original);
        return new SubmissionResult(row.ArticleId, revision, outcome, original);
    }
}
