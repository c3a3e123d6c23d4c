using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Learns which articles a story holds, groups the claims of every story concerned, and reports that to ingest.</summary>
/// <remarks>Builds before <see cref="StoriesChanged"/> announce each change by itself.</remarks>
public sealed class RegroupClaimsConsumer(StoryStore stories, BoardUpdater boards) : IConsumer<StoriesChanged>, IConsumer<StoryChanged>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<StoriesChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        await ApplyAsync(context.Message.Changes, context.CancellationToken);
        if (context.Message.Causes is { Count: > 0 } causes)
        {
            await context.Publish(new RevisionsApplied(Schema.Version, RevisionParts.Boards, causes), context.CancellationToken);
        }
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<StoryChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync([context.Message], context.CancellationToken);
    }

    private async Task ApplyAsync(IReadOnlyList<StoryChanged> changes, CancellationToken cancellation)
    {
        var touched = await Task.WhenAll(changes.Select(change => stories.ApplyAsync(change, cancellation)));
        await Task.WhenAll(touched.SelectMany(found => found).Distinct().Select(story => boards.UpdateAsync(story, cancellation)));
    }
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class RegroupClaimsConsumerDefinition : ConsumerDefinition<RegroupClaimsConsumer>
{
    public RegroupClaimsConsumerDefinition() => ConcurrentMessageLimit = 32;
}
