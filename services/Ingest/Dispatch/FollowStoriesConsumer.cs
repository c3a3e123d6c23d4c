using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>Notes which story each article is in, and then in the ledger that this is done for the revisions that brought the changes about.</summary>
public sealed class FollowStoriesConsumer(ArticleStories stories, IndexedLedger ledger) : StoryChangesConsumer
{
    /// <inheritdoc />
    protected override async Task ApplyAsync(ConsumeContext context, IReadOnlyList<StoryChanged> changes, IReadOnlyList<RevisionRef> causes)
    {
        await stories.ApplyAsync(changes, context.CancellationToken);
        await Task.WhenAll(causes.Select(cause => ledger.ApplyAsync(LedgerNews.Of(cause, RevisionParts.Stories), context.CancellationToken)));
    }
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class FollowStoriesConsumerDefinition : ConsumerDefinition<FollowStoriesConsumer>
{
    public FollowStoriesConsumerDefinition() => ConcurrentMessageLimit = 32;
}
