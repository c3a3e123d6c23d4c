using MassTransit;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>Notes which stage of the pipeline gave up on an article, and why. The message itself waits in that stage's error queue.</summary>
/// <remarks>Board and position changes are not here: watchers alone hear of them, and no article hangs on them.</remarks>
public sealed class RecordFailureConsumer(OutboxStore store) :
    IConsumer<Fault<ArticleIngested>>,
    IConsumer<Fault<ArticleRetracted>>,
    IConsumer<Fault<EntitiesRecognized>>,
    IConsumer<Fault<ArticleRecognized>>,
    IConsumer<Fault<PositionsDetected>>,
    IConsumer<Fault<StoriesChanged>>,
    IConsumer<Fault<ArticlesIndexed>>,
    IConsumer<Fault<ArticleIndexed>>,
    IConsumer<Fault<RevisionsApplied>>
{
    private const int MaxReasonLength = 500;

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleIngested>> context) => RecordAsync(context, Key(context.Message.Message.Article));

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleRetracted>> context) =>
        RecordAsync(context, new RevisionKey(context.Message.Message.ArticleId, context.Message.Message.Revision));

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<EntitiesRecognized>> context) => RecordAsync(context, Key(context.Message.Message.Article));

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleRecognized>> context) => RecordAsync(context, Key(context.Message.Message.Article));

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<PositionsDetected>> context) =>
        RecordAsync(context, new RevisionKey(context.Message.Message.ArticleId, context.Message.Message.Revision));

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<StoriesChanged>> context) =>
        IsIn("stance-", context) || IsIn("ingest-", context) ? RecordAsync(context, [.. (context.Message.Message.Causes ?? []).Select(Key)]) : Task.CompletedTask;

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticlesIndexed>> context) =>
        IsIn("ingest-", context)
            ? RecordAsync(context, [.. context.Message.Message.Articles.Select(indexed => new RevisionKey(indexed.ArticleId, indexed.Revision))])
            : Task.CompletedTask;

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleIndexed>> context) =>
        RecordAsync(context, new RevisionKey(context.Message.Message.ArticleId, context.Message.Message.Revision));

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<RevisionsApplied>> context) => RecordAsync(context, [.. context.Message.Message.Revisions.Select(Key)]);

    private static RevisionKey Key(ArticleContent article) => new(article.ArticleId, article.Revision);

    private static RevisionKey Key(RevisionRef revision) => new(revision.ArticleId, revision.Revision);

    /// <summary>A fault comes from the endpoint that failed: its queue name says which stage of which service that is.</summary>
    private static string Stage(ConsumeContext context) => context.SourceAddress?.Segments[^1] ?? "a stage";

    /// <summary>Whether a fault is that of a service; search's replicas read these events too, to drop what they have cached, and no article hangs on that.</summary>
    private static bool IsIn(string service, ConsumeContext context) => Stage(context).StartsWith(service, StringComparison.Ordinal);

    private Task RecordAsync<T>(ConsumeContext<Fault<T>> context, params RevisionKey[] revisions)
        where T : class
    {
        var fault = context.Message.Exceptions.FirstOrDefault();
        var reason = $"{Stage(context)}: {fault?.ExceptionType}: {fault?.Message}";
        return store.FailAsync(revisions, reason[..Math.Min(reason.Length, MaxReasonLength)], context.CancellationToken);
    }
}
