using MassTransit;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>Notes which stage of the pipeline gave up on an article, and why. The message itself waits in that stage's error queue.</summary>
public sealed class RecordFailureConsumer(OutboxStore store) :
    IConsumer<Fault<ArticleIngested>>,
    IConsumer<Fault<ArticleRetracted>>,
    IConsumer<Fault<EntitiesRecognized>>,
    IConsumer<Fault<ArticleRecognized>>,
    IConsumer<Fault<PositionsDetected>>
{
    private const int MaxReasonLength = 500;

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleIngested>> context) =>
        RecordAsync(context, context.Message.Message.Article.ArticleId, context.Message.Message.Article.Revision);

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleRetracted>> context) =>
        RecordAsync(context, context.Message.Message.ArticleId, context.Message.Message.Revision);

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<EntitiesRecognized>> context) =>
        RecordAsync(context, context.Message.Message.Article.ArticleId, context.Message.Message.Article.Revision);

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<ArticleRecognized>> context) =>
        RecordAsync(context, context.Message.Message.Article.ArticleId, context.Message.Message.Article.Revision);

    /// <inheritdoc />
    public Task Consume(ConsumeContext<Fault<PositionsDetected>> context) =>
        RecordAsync(context, context.Message.Message.ArticleId, context.Message.Message.Revision);

    private Task RecordAsync<T>(ConsumeContext<Fault<T>> context, Guid articleId, int revision)
        where T : class
    {
        // A fault comes from the endpoint that failed: its queue name says which stage of which service that is.
        var stage = context.SourceAddress?.Segments[^1] ?? "a stage";
        var fault = context.Message.Exceptions.FirstOrDefault();
        var reason = $"{stage}: {fault?.ExceptionType}: {fault?.Message}";
        return store.FailAsync(
            new RevisionKey(articleId, revision), reason[..Math.Min(reason.Length, MaxReasonLength)], context.CancellationToken);
    }
}
