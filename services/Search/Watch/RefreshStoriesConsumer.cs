using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Drops changed stories from this process's cache and wakes its watchers. Every replica has a queue of its own for it.</summary>
internal sealed class RefreshStoriesConsumer(StoryCache cache, CacheSweeper sweeper, TailUpdatesService tail)
    : IConsumer<StoriesChanged>, IConsumer<StoryChanged>, IConsumer<BoardChanged>
{
    public Task Consume(ConsumeContext<StoriesChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return RefreshAsync(context.Message.Changes, context.CancellationToken);
    }

    // From replicas of builds before StoriesChanged.
    public Task Consume(ConsumeContext<StoryChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return RefreshAsync([context.Message], context.CancellationToken);
    }

    public async Task Consume(ConsumeContext<BoardChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await cache.ForgetAsync(context.Message.StoryId, 0, context.CancellationToken);
        sweeper.Add(context.Message.StoryId);
        tail.Wake();
    }

    private async Task RefreshAsync(IReadOnlyList<StoryChanged> changes, CancellationToken cancellation)
    {
        await Task.WhenAll(changes.Select(change => cache.ForgetAsync(change.StoryId, change.Version, cancellation)));
        foreach (var change in changes)
        {
            sweeper.Add(change.StoryId);
        }

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
