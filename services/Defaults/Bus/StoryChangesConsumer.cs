using MassTransit;
using OnRecord.Events;

namespace OnRecord.Defaults;

/// <summary>
/// Takes changes of stories in either of their events: search announces together what it has decided at the same time; builds before <see cref="StoriesChanged"/>
/// announced each change by itself, without its causes.
/// </summary>
public abstract class StoryChangesConsumer : IConsumer<StoriesChanged>, IConsumer<StoryChanged>
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<StoriesChanged> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync(context, context.Message.Changes, context.Message.Causes ?? []);
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<StoryChanged> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SchemaGuard.Require(context.Message.SchemaVersion);
        return ApplyAsync(context, [context.Message], []);
    }

    /// <summary>Does what the service does about changes.</summary>
    /// <param name="context">Publishes, and tells when to stop.</param>
    /// <param name="changes">In their order.</param>
    /// <param name="causes">The revisions that brought them about; none where nobody waits to hear that the changes are applied.</param>
    protected abstract Task ApplyAsync(ConsumeContext context, IReadOnlyList<StoryChanged> changes, IReadOnlyList<RevisionRef> causes);
}
