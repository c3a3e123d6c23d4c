using System.ComponentModel.DataAnnotations;

namespace OnRecord.Ingest;

/// <summary>How long data is kept. Looked after every hour; what is too old then goes.</summary>
public sealed class RetentionOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Ingest:Keep";

    /// <summary>Days after its last revision that an article is kept before it is erased everywhere; 0 for ever.</summary>
    [Range(0, 36_500)] public int ArticleDays { get; init; }

    /// <summary>Days that a revision which a newer one has replaced is kept; 0 for ever.</summary>
    [Range(0, 36_500)] public int RevisionDays { get; init; }

    /// <summary>Days that an idempotency key is known; 0 for ever.</summary>
    [Range(0, 36_500)] public int RequestDays { get; init; } = 30;
}
