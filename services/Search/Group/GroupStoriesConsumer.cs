using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Assigns articles to stories and announces what changed. Of all replicas one is active (single active consumer of RabbitMQ);
/// when it goes, the broker wakes another.
/// </summary>
public sealed class GroupStoriesConsumer(StoryAssigner assigner, ArticleIndexer indexer, TermsInWork terms, ILogger<GroupStoriesConsumer> logger)
    : IConsumer<ArticleRecognized>, IConsumer<ArticleRetracted>
{
    public Task Consume(ConsumeContext<ArticleRecognized> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        var article = context.Message.Article;
        logger.NoteArticle(article.ArticleId, article.Revision, article.Outlet);
        return ApplyAsync(new GroupItem(article.ArticleId, article.Revision, article, terms.Read(context.Message)), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync(new GroupItem(context.Message.ArticleId, context.Message.Revision, null, null), context.CancellationToken);
    }

    private async Task ApplyAsync(GroupItem item, CancellationToken cancellation)
    {
        SearchMetrics.StoryChanges.Add((await assigner.ApplyAsync(item, cancellation)).Count);
        await indexer.AnnounceIfCompleteAsync(item.ArticleId, cancellation);
    }
}

/// <summary>One active consumer; it takes many messages at a time, because they share transactions.</summary>
public sealed class GroupStoriesConsumerDefinition : ConsumerDefinition<GroupStoriesConsumer>
{
    public GroupStoriesConsumerDefinition() => ConcurrentMessageLimit = 256;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GroupStoriesConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 512;
        // A broker that served an earlier build goes on sending EntitiesRecognized here.
        endpointConfigurator.DiscardSkippedMessages();
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SingleActiveConsumer = true;
        }
    }
}
