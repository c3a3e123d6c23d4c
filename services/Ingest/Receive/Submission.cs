using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>A checked and cleaned article on its way into the store.</summary>
/// <param name="ArticleId">See <see cref="ArticleIdentity"/>.</param>
/// <param name="Url">Canonical url, or empty.</param>
/// <param name="ContentHash">SHA-256 of the clean text.</param>
/// <param name="RequestId">Idempotency key, or empty.</param>
/// <param name="Fingerprint">SHA-256 of the article as the client sent it; tells a repeat from a reused key.</param>
/// <param name="TraceParent">W3C trace context of the call.</param>
/// <param name="Sketch">Sketch of the body, for finding what it is a copy of.</param>
public sealed record Submission(
    Guid ArticleId,
    CleanArticle Article,
    string Url,
    byte[] ContentHash,
    string RequestId,
    byte[] Fingerprint,
    string? TraceParent,
    TextSketch Sketch);

/// <summary>What became of a submission.</summary>
/// <param name="OriginalArticleId">The earliest article of the syndication group, on a wire copy.</param>
public sealed record SubmissionResult(Guid ArticleId, int Revision, SubmitOutcome Outcome, Guid? OriginalArticleId);
