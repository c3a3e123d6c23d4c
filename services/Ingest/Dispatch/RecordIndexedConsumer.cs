using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>Closes the ledger for the revisions that search has applied; builds before <see cref="ArticlesIndexed"/> announce each by itself.</summary>
public sealed class RecordIndexedConsumer(IndexedLedger ledger) : IConsumer<ArticlesIndexed>, IConsumer<ArticleIndexed>
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<ArticlesIndexed> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return Task.WhenAll(context.Message.Articles.Select(indexed => ledger.CloseAsync(indexed, context.CancellationToken)));
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<ArticleIndexed> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ledger.CloseAsync(context.Message, context.CancellationToken);
    }
}

/// <summary>Many at a time: one transaction closes what has come meanwhile.</summary>
public sealed class RecordIndexedConsumerDefinition : ConsumerDefinition<RecordIndexedConsumer>
{
    public RecordIndexedConsumerDefinition() => ConcurrentMessageLimit = 2 * IndexedLedger.BatchSize;

    /// <inheritdoc />
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RecordIndexedConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = 2 * IndexedLedger.BatchSize;
}
