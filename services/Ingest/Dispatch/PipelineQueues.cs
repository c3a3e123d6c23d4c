namespace OnRecord.Ingest;

/// <summary>The queues that an article passes on its way, as docs/events.md names them.</summary>
internal static class PipelineQueues
{
    public static IReadOnlyCollection<string> All { get; } =
    [
        "entity-recognize-entities", "entity-forget-entities", "stance-detect-positions", "stance-retract-positions", "stance-regroup-claims",
        "search-index-articles", "search-group-stories", "ingest-record-indexed", "ingest-follow-stories",
    ];
}
