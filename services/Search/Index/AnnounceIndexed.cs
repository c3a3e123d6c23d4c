using MassTransit;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Publishes <see cref="ArticleIndexed"/> when nothing of an article is missing any more.</summary>
internal static class AnnounceIndexed
{
    public static async Task AnnounceAsync(this ArticleIndexer indexer, ConsumeContext context, Guid articleId, TimeProvider clock)
    {
        if (await indexer.FindCompleteAsync(articleId, context.CancellationToken) is { } indexed)
        {
            await context.Publish(
                new ArticleIndexed(Schema.Version, indexed.ArticleId, indexed.Revision, indexed.StoryId, clock.GetUtcNow()),
                context.CancellationToken);
        }
    }
}
