using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Learns which articles a story holds and groups the claims of every story concerned.</summary>
public sealed class RegroupClaimsConsumer(StoryStore stories, BoardUpdater boards) : IConsumer<StoryChanged>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<StoryChanged> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        var changed = await stories.ApplyAsync(context.Message, context.CancellationToken);
        await Task.WhenAll(changed.Select(story => boards.UpdateAsync(story, context.CancellationToken)));
    }
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class RegroupClaimsConsumerDefinition : ConsumerDefinition<RegroupClaimsConsumer>
{
    public RegroupClaimsConsumerDefinition() => ConcurrentMessageLimit = 32;
}
