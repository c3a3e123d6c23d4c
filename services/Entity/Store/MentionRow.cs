namespace OnRecord.Entities;

/// <summary>A stored mention; where it is listed, with its sentence and article.</summary>
public sealed record MentionRow
{
    /// <summary>What every reader wants of a mention, of the table "mentions m".</summary>
    internal const string Columns = "m.entity_id, m.start_at, m.end_at, m.type, m.kind, m.chain, m.confidence, m.link_confidence, m.link_rule, m.surface";

    public string EntityId { get; init; } = "";

    public Guid ArticleId { get; init; }

    public int Ordinal { get; init; }

    public long PublishedAt { get; init; }

    public int StartAt { get; init; }

    public int EndAt { get; init; }

    public int Type { get; init; }

    public int Kind { get; init; }

    public int Chain { get; init; }

    public float Confidence { get; init; }

    public float LinkConfidence { get; init; }

    public int LinkRule { get; init; }

    public string Model { get; init; } = "";

    public string Surface { get; init; } = "";

    public int SentenceStart { get; init; }

    public int SentenceEnd { get; init; }

    public string Sentence { get; init; } = "";

    public int Revision { get; init; }

    public string Url { get; init; } = "";

    public string Outlet { get; init; } = "";

    public string Title { get; init; } = "";
}
