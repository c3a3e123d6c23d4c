using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// Notes which story each article is in, and then in the ledger that this is done for the revisions that brought the changes about. Builds before
/// <see cref="StoriesChanged"/> announce each change by itself, and their ledger waits for nothing of it.
/// </summary>
public sealed class FollowStoriesConsumer(ArticleStories stories, IndexedLedger ledger) : IConsumer<StoriesChanged>, IConsumer<StoryChanged>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<StoriesChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await stories.ApplyAsync(context.Message.Changes, context.CancellationToken);
        await Task.WhenAll((context.Message.Causes ?? []).Select(cause =>
            ledger.ApplyAsync(LedgerNews.Of(cause, RevisionParts.Stories), context.CancellationToken)));
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<StoryChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return stories.ApplyAsync([context.Message], context.CancellationToken);
    }
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class FollowStoriesConsumerDefinition : ConsumerDefinition<FollowStoriesConsumer>
{
    public FollowStoriesConsumerDefinition() => ConcurrentMessageLimit = 32;
}
