using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// Finds who stands where in an article, stores it, regroups the article's story, then announces the positions. A repeat announces what is stored.
/// </summary>
public sealed class DetectPositionsConsumer(
    ArticleAnalyzer analyzer, AnalysisThreads threads, ArticleStore articles, BoardUpdater boards, ILogger<DetectPositionsConsumer> logger) : IConsumer<EntitiesRecognized>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<EntitiesRecognized> context)
    {
        var recognized = context.Message;
        SchemaGuard.Require(recognized.SchemaVersion);
        logger.NoteArticle(recognized.Article.ArticleId, recognized.Article.Revision, recognized.Article.Outlet);
        if (await StoredAsync(recognized, context) is { } known)
        {
            await AnnounceAsync(context, known);
            return;
        }

        var analysed = await threads.RunAsync(token => analyzer.Analyze(recognized, token), context.CancellationToken);
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
        await AnnounceAsync(context, analysed.Positions);
    }

    /// <summary>The positions of a revision that is stored already, its board brought up to date; null when it has to be analysed.</summary>
    private async Task<IReadOnlyList<StoredPosition>?> StoredAsync(EntitiesRecognized recognized, ConsumeContext context)
    {
        if ((!recognized.IsRepeat && !context.ReceiveContext.Redelivered) || recognized.Rebuild.HasFlag(RebuildParts.Positions))
        {
            return null;
        }

        var known = await articles.FindAsync(
            recognized.Article.ArticleId, recognized.Article.Revision, ArticleAnalyzer.VersionOf(recognized), context.CancellationToken);
        if (known?.StoryId is { } story)
        {
            // Whoever stored it may have died before the board was made.
            await boards.UpdateAsync(story, context.CancellationToken);
        }

        return known?.Positions;
    }

    private static Task AnnounceAsync(ConsumeContext<EntitiesRecognized> context, IReadOnlyList<StoredPosition> positions)
    {
        var recognized = context.Message;
        return context.Publish(
            new PositionsDetected(
                Schema.Version,
                recognized.Article.ArticleId,
                recognized.Article.Revision,
                [.. positions.Select(Detected)],
                ArticleAnalyzer.VersionOf(recognized),
                recognized.Rebuild),
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
