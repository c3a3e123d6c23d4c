using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>Drops the mentions of a retracted article and keeps its tombstone, so that a late revision does not bring it back.</summary>
public sealed class RetractEntitiesConsumer(MentionWriter writer) : IConsumer<ArticleRetracted>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await writer.RetractAsync(context.Message.ArticleId, context.Message.Revision, context.CancellationToken);
        await context.Publish(
            new RevisionsApplied(Schema.Version, RevisionParts.Entities, [new RevisionRef(context.Message.ArticleId, context.Message.Revision)]),
            context.CancellationToken);
    }
}

/// <summary>Keeps the queue's name of earlier builds: under another one, the old queue would stay bound and fill.</summary>
public sealed class RetractEntitiesConsumerDefinition : ConsumerDefinition<RetractEntitiesConsumer>
{
    /// <summary>Names the queue.</summary>
    public RetractEntitiesConsumerDefinition() => EndpointName = "entity-forget-entities";
}
