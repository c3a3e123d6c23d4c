using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// Drops changed stories from this process's cache and wakes its watchers. Every replica has a queue of its own for it. A story changes
/// when its articles do, and when entities and stances of one have come, which other consumers write than the one that assigns it.
/// </summary>
internal sealed class RefreshStoriesConsumer(StoryCache cache, TailUpdatesService tail)
    : StoryChangesConsumer, IConsumer<ArticlesIndexed>, IConsumer<BoardChanged>
{
    public Task Consume(ConsumeContext<ArticlesIndexed> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return Task.WhenAll(context.Message.Articles.Select(article => article.StoryId).OfType<Guid>().Distinct()
            .Select(storyId => cache.ForgetAsync(storyId, 0, context.CancellationToken)));
    }

    public Task Consume(ConsumeContext<BoardChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        tail.Wake();
        return Task.CompletedTask;
    }

    protected override async Task ApplyAsync(ConsumeContext context, IReadOnlyList<StoryChanged> changes, IReadOnlyList<RevisionRef> causes)
    {
        await Task.WhenAll(changes.Select(change => cache.ForgetAsync(change.StoryId, change.Version, context.CancellationToken)));
        tail.Wake();
    }
}

/// <summary>A queue per process, gone with it.</summary>
internal sealed class RefreshStoriesConsumerDefinition : ConsumerDefinition<RefreshStoriesConsumer>
{
    private static int _count;

    public RefreshStoriesConsumerDefinition() => Endpoint(endpoint =>
    {
        endpoint.Temporary = true;
        // The name stands on spans and metrics: one for each process, not for each start of one.
        endpoint.InstanceId = $"-{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}".ToLowerInvariant();
    });
}
