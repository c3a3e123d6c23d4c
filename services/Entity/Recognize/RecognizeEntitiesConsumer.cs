using MassTransit;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>Finds the entities of an article, stores them, then announces them. A repeat announces what is stored.</summary>
public sealed class RecognizeEntitiesConsumer(
    EntityRecognizer recognizer, AnalysisGate gate, MentionWriter writer, IOptions<EntityOptions> options, ILogger<RecognizeEntitiesConsumer> logger) : IConsumer<ArticleIngested>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<ArticleIngested> context)
    {
        SchemaGuard.Require(context.Message.SchemaVersion);
        var (article, rebuild) = (context.Message.Article, context.Message.Rebuild);
        logger.NoteArticle(article.ArticleId, article.Revision, article.Outlet);
        if (article is { IsAnalysable: false, Revision: 1 })
        {
            // There is nothing to store, and nothing older to replace: neither here nor in stance.
            await context.Publish(new ArticleRecognized(Schema.Version, article, [], AwaitsPositions: false, rebuild), context.CancellationToken);
            return;
        }

        // A rebuild of positions wants the analysis, too.
        var isRepeat = context.Message.IsRepeat || context.ReceiveContext.Redelivered;
        var mayBeStored = isRepeat && (rebuild & (RebuildParts.Entities | RebuildParts.Positions)) == RebuildParts.None;
        byte[]? analysis = null;
        var stored = mayBeStored ? await writer.FindAsync(article, recognizer.ModelVersion, context.CancellationToken) : null;
        if (stored is null)
        {
            (var found, analysis) = await RecognizeAsync(article, context.CancellationToken);
            stored = await writer.ReplaceAsync(article, found, recognizer.ModelVersion, context.CancellationToken);
        }

        if (stored is not null)
        {
            var announcement = Announcement(article, stored, recognizer.ModelVersion, analysis) with { IsRepeat = isRepeat, Rebuild = rebuild };
            await context.Publish(announcement, context.CancellationToken);
            await context.Publish(
                new ArticleRecognized(Schema.Version, article, announcement.Entities, AwaitsPositions: true, rebuild), context.CancellationToken);
        }
    }

    private async Task<(Recognition Found, byte[]? Analysis)> RecognizeAsync(ArticleContent article, CancellationToken cancellation)
    {
        if (!article.IsAnalysable)
        {
            return (Recognition.Empty, null);
        }

        if (article.Text.Length > options.Value.MaxTextLength)
        {
            throw new PermanentException(
                $"The text has {article.Text.Length} UTF-16 units; {EntityOptions.Section}:{nameof(EntityOptions.MaxTextLength)} allows {options.Value.MaxTextLength}.");
        }

        return await gate.RunAsync(
            token =>
            {
                var (document, found) = recognizer.Recognize(
                    article.Text, article.BodyStart, token, DateOnly.FromDateTime(article.PublishedAt.UtcDateTime));
                return (found, DocumentFormat.Write(document));
            },
            cancellation);
    }

    /// <summary>The event that tells what was found.</summary>
    public static EntitiesRecognized Announcement(ArticleContent article, Recognition found, string modelVersion, byte[]? analysis) => new(
        Schema.Version,
        article,
        article.IsAnalysable,
        found.EventEntities(),
        found.EventMentions(),
        modelVersion,
        analysis);
}

/// <summary>Many at a time, so that they share transactions; how many are analysed at a time is up to the <see cref="AnalysisGate"/>.</summary>
public sealed class RecognizeEntitiesConsumerDefinition : ConsumerDefinition<RecognizeEntitiesConsumer>
{
    public RecognizeEntitiesConsumerDefinition() => ConcurrentMessageLimit = 32;
}
