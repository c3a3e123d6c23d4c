using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// Notes in the ledger where revisions were applied, and closes it for those that are done. Builds before <see cref="ArticlesIndexed"/> announce
/// each by itself.
/// </summary>
public sealed class RecordIndexedConsumer(IndexedLedger ledger)
    : IConsumer<ArticlesIndexed>, IConsumer<ArticleIndexed>, IConsumer<RevisionsApplied>
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<ArticlesIndexed> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync(context.Message.Articles.Select(LedgerNews.Of), context.CancellationToken);
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<ArticleIndexed> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync([LedgerNews.Of(context.Message)], context.CancellationToken);
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<RevisionsApplied> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync(context.Message.Revisions.Select(revision => LedgerNews.Of(revision, context.Message.Parts)), context.CancellationToken);
    }

    private Task ApplyAsync(IEnumerable<LedgerNews> news, CancellationToken cancellation) =>
        Task.WhenAll(news.Select(one => ledger.ApplyAsync(one, cancellation)));
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
