using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Finds who stands where in an article, stores it, regroups the article's story, then announces the positions.</summary>
public sealed class DetectPositionsConsumer(ArticleAnalyzer analyzer, ArticleStore articles, BoardUpdater boards) : IConsumer<EntitiesRecognized>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<EntitiesRecognized> context)
    {
        var recognized = context.Message;
        SchemaGuard.Require(recognized.SchemaVersion);
        var analysed = await analyzer.AnalyzeAsync(recognized, context.CancellationToken);
        // Delivery is at least once: a revision is replaced whole, so a second run changes nothing.
        var (applied, board) = await articles.ReplaceAsync(analysed, context.CancellationToken);
        if (!applied)
        {
            return;
        }

        if (board is { } story)
        {
            await boards.UpdateAsync(story, context.CancellationToken);
        }

        StanceTelemetry.PositionsFound.Add(analysed.Positions.Count);
        await context.Publish(
            new PositionsDetected(
                Schema.Version,
                recognized.Article.ArticleId,
                recognized.Article.Revision,
                [.. analysed.Positions.Select(Detected)],
                analysed.ModelVersion),
            context.CancellationToken);
    }

    private static DetectedPosition Detected(StoredPosition position) => new(
        position.PositionId,
        position.HolderId,
        position.HolderName,
        position.Stance,
        position.EvidenceStart,
        position.EvidenceEnd,
        position.Confidence);
}

/// <summary>Many at a time, so that they share transactions.</summary>
public sealed class DetectPositionsConsumerDefinition : ConsumerDefinition<DetectPositionsConsumer>
{
    public DetectPositionsConsumerDefinition() => ConcurrentMessageLimit = 32;
}
