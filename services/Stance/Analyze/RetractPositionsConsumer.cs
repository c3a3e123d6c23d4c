using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Removes the positions and portrayals of a retracted article and regroups its story.</summary>
public sealed class RetractPositionsConsumer(ArticleStore articles, BoardUpdater boards) : IConsumer<ArticleRetracted>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        var storyId = await articles.RetractAsync(context.Message.ArticleId, context.Message.Revision, context.CancellationToken);
        if (storyId is { } story)
        {
            await boards.UpdateAsync(story, context.CancellationToken);
        }

        await context.Publish(
            new RevisionsApplied(Schema.Version, RevisionParts.Positions, [new RevisionRef(context.Message.ArticleId, context.Message.Revision)]),
            context.CancellationToken);
    }
}
