using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Indexes what comes of an article, in whatever order it comes, and announces the article once all of it is there. Runs in every
/// replica.
/// </summary>
public sealed class IndexArticlesConsumer(ArticleIndexer indexer, ILogger<IndexArticlesConsumer> logger)
    : IConsumer<ArticleRecognized>, IConsumer<PositionsDetected>, IConsumer<ArticleRetracted>
{
    public async Task Consume(ConsumeContext<ArticleRecognized> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        logger.NoteArticle(context.Message.Article.ArticleId, context.Message.Article.Revision, context.Message.Article.Outlet);
        await indexer.IndexAsync(context.Message, context.CancellationToken);
        await indexer.AnnounceIfCompleteAsync(context.Message.Article.ArticleId, context.CancellationToken);
    }

    public async Task Consume(ConsumeContext<PositionsDetected> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        logger.NoteArticle(context.Message.ArticleId, context.Message.Revision);
        await indexer.IndexAsync(context.Message, context.CancellationToken);
        await indexer.AnnounceIfCompleteAsync(context.Message.ArticleId, context.CancellationToken);
    }

    public async Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await indexer.RetractAsync(context.Message, context.CancellationToken);
        await indexer.AnnounceIfCompleteAsync(context.Message.ArticleId, context.CancellationToken);
    }
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class IndexArticlesConsumerDefinition : ConsumerDefinition<IndexArticlesConsumer>
{
    public IndexArticlesConsumerDefinition() => ConcurrentMessageLimit = 256;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<IndexArticlesConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 512;
        // A broker that served an earlier build goes on sending EntitiesRecognized here.
        endpointConfigurator.DiscardSkippedMessages();
    }
}
