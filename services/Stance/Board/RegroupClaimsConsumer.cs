using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Learns which articles a story holds, groups the claims of every story concerned, and reports that to ingest.</summary>
public sealed class RegroupClaimsConsumer(StoryStore stories, BoardUpdater boards) : StoryChangesConsumer
{
    /// <inheritdoc />
    protected override async Task ApplyAsync(ConsumeContext context, IReadOnlyList<StoryChanged> changes, IReadOnlyList<RevisionRef> causes)
    {
        var touched = await Task.WhenAll(changes.Select(change => stories.ApplyAsync(change, context.CancellationToken)));
        await Task.WhenAll(touched.SelectMany(found => found).Distinct().Select(story => boards.UpdateAsync(story, context.CancellationToken)));
        if (causes.Count > 0)
        {
            await context.Publish(new RevisionsApplied(Schema.Version, RevisionParts.Boards, causes), context.CancellationToken);
        }
    }
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class RegroupClaimsConsumerDefinition : ConsumerDefinition<RegroupClaimsConsumer>
{
    public RegroupClaimsConsumerDefinition() => ConcurrentMessageLimit = 32;
}
