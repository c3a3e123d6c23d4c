using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Indexes what comes of an article, in whatever order it comes, and announces the article once all of it is there. Runs in every
/// replica.
/// </summary>
public sealed class IndexArticlesConsumer(ArticleIndexer indexer, TimeProvider clock)
    : IConsumer<EntitiesRecognized>, IConsumer<PositionsDetected>, IConsumer<ArticleRetracted>
{
    public async Task Consume(ConsumeContext<EntitiesRecognized> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await indexer.IndexAsync(context.Message, context.CancellationToken);
        await AnnounceAsync(context, context.Message.Article.ArticleId);
    }

    public async Task Consume(ConsumeContext<PositionsDetected> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await indexer.IndexAsync(context.Message, context.CancellationToken);
        await AnnounceAsync(context, context.Message.ArticleId);
    }

    public async Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await indexer.RemoveAsync(context.Message, context.CancellationToken);
        await AnnounceAsync(context, context.Message.ArticleId);
    }

    // Each of the consumers that write asks after its commit whether it was the last one. Two may find that they were, and announce twice.
    private Task AnnounceAsync(ConsumeContext context, Guid articleId) => indexer.AnnounceAsync(context, articleId, clock);
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class IndexArticlesConsumerDefinition : ConsumerDefinition<IndexArticlesConsumer>
{
    public IndexArticlesConsumerDefinition() => ConcurrentMessageLimit = 64;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<IndexArticlesConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.PrefetchCount = 128;
}
