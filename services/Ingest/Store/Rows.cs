using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>A stored revision of an article. Times are Unix milliseconds.</summary>
public sealed class ArticleRow
{
    public Guid ArticleId { get; init; }

    public int Revision { get; init; }

    public bool IsCurrent { get; set; }

    public ArticleState State { get; init; }

    public string StateReason { get; init; } = "";

    public string Url { get; init; } = "";

    public string Outlet { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>JSON array of names.</summary>
    public string Authors { get; init; } = "[]";

    public string Text { get; init; } = "";

    public int BodyStart { get; init; }

    public string Language { get; init; } = "";

    public float LanguageConfidence { get; init; }

    public PageKind PageKind { get; init; }

    public Guid? OriginalArticleId { get; init; }

    public byte[] ContentHash { get; init; } = [];

    public long? PublishedAt { get; init; }

    public long SubmittedAt { get; init; }

    public long? IndexedAt { get; init; }

    public Guid? StoryId { get; init; }

    /// <summary>Whether the ledger has an open row of the revision; read only where the article is shown.</summary>
    public bool IsUnderWay { get; init; }
}

/// <summary>The newest revision of an article, as far as a submission is decided by it.</summary>
public sealed record ArticleHead(Guid ArticleId, int Revision, ArticleState State, byte[] ContentHash, Guid? OriginalArticleId);

/// <summary>What an idempotency key was answered with.</summary>
/// <param name="Fingerprint">SHA-256 of the article that came with the key.</param>
public sealed record AnsweredRequest(string RequestId, byte[] Fingerprint, SubmissionResult Result, long CreatedAt);

/// <summary>What an outbox row announces.</summary>
public enum OutboxKind
{
    Ingested = 1,
    Retracted = 2,
}

/// <summary>Names one revision of one article.</summary>
public readonly record struct RevisionKey(Guid ArticleId, int Revision);

/// <summary>An event to publish, held until the revision comes back indexed.</summary>
/// <param name="TraceParent">W3C trace context of the call that caused it.</param>
/// <param name="Attempts">Confirmed publications so far.</param>
public sealed record OutboxRow(RevisionKey Key, OutboxKind Kind, string? TraceParent, int Attempts, long NextAttemptAt);
