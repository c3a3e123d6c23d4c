using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Assigns articles to stories and announces what changed. Of all replicas one is active (single active consumer of RabbitMQ);
/// when it goes, the broker wakes another.
/// </summary>
public sealed class GroupStoriesConsumer(StoryAssigner assigner, ArticleIndexer indexer, TermsInWork terms, TimeProvider clock)
    : IConsumer<EntitiesRecognized>, IConsumer<ArticleRetracted>
{
    public Task Consume(ConsumeContext<EntitiesRecognized> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        var article = context.Message.Article;
        return ApplyAsync(context, new GroupItem(article.ArticleId, article.Revision, article, terms.Read(context.Message)));
    }

    public Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync(context, new GroupItem(context.Message.ArticleId, context.Message.Revision, null, null));
    }

    private async Task ApplyAsync(ConsumeContext context, GroupItem item)
    {
        var changes = await assigner.ApplyAsync(item, context.CancellationToken);
        SearchMetrics.StoryChanges.Add(changes.Count);
        foreach (var change in changes)
        {
            await context.Publish(change, context.CancellationToken);
        }

        await indexer.AnnounceAsync(context, item.ArticleId, clock);
    }
}

/// <summary>One active consumer; it takes many messages at a time, because they share transactions.</summary>
public sealed class GroupStoriesConsumerDefinition : ConsumerDefinition<GroupStoriesConsumer>
{
    public GroupStoriesConsumerDefinition() => ConcurrentMessageLimit = 128;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GroupStoriesConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 256;
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SingleActiveConsumer = true;
        }
    }
}
