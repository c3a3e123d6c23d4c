using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>Closes the ledger for the revisions that search has applied.</summary>
public sealed class RecordIndexedConsumer(OutboxStore store, TimeProvider clock) : IConsumer<Batch<ArticleIndexed>>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<Batch<ArticleIndexed>> context)
    {
        foreach (var message in context.Message)
        {
            SchemaGuard.Require(message.Message.SchemaVersion);
        }

        var indexed = context.Message.Select(message => message.Message).ToList();
        await store.CloseIndexedAsync(indexed, clock.GetUtcNow().ToUnixTimeMilliseconds(), context.CancellationToken);
    }
}

/// <summary>Takes the announcements in batches: one transaction closes many.</summary>
public sealed class RecordIndexedConsumerDefinition : ConsumerDefinition<RecordIndexedConsumer>
{
    private const int BatchSize = 100;

    /// <inheritdoc />
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RecordIndexedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 2 * BatchSize;
        endpointConfigurator.ConcurrentMessageLimit = 2 * BatchSize;
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(BatchSize)
            .SetTimeLimit(TimeSpan.FromMilliseconds(100))
            .SetConcurrencyLimit(1));
    }
}
