using MassTransit;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Groups a story anew and announces what reads differently.</summary>
/// <remarks>
/// Announcements are published past the consumer's outbox and only then marked in the store: whatever dies in between, they
/// come again with the redelivered event, and in the ordinary case they come once.
/// </remarks>
public sealed class BoardUpdater(BoardStore boards, IBus bus, TimeProvider time)
{
    // A long story whose articles come thick is regrouped for several of them at once, and has a third of a processor at most.
    private const int RestPerWork = 2;

    private static readonly TimeSpan QuickWork = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(300);

    private readonly Coalescer<Guid> _updates = new(RestAsync);

    /// <summary>Regroups <paramref name="storyId"/>. Callers that come while the story is being regrouped, or rests after that, share the next turn.</summary>
    public Task UpdateAsync(Guid storyId, CancellationToken cancellation) =>
        _updates.RunAsync(storyId, () => RegroupAsync(storyId, CancellationToken.None), cancellation);

    private static Task RestAsync(TimeSpan worked) =>
        worked < QuickWork ? Task.CompletedTask : Task.Delay(worked * RestPerWork < LongestRest ? worked * RestPerWork : LongestRest);

    private async Task RegroupAsync(Guid storyId, CancellationToken cancellation)
    {
        var news = await boards.RegroupAsync(storyId, cancellation);
        foreach (var change in news.Changes)
        {
            await bus.Publish(
                new PositionChanged(
                    Schema.Version,
                    change.ChangeId,
                    storyId,
                    change.HolderId,
                    change.HolderName,
                    change.HolderType,
                    change.Before,
                    change.After,
                    change.Claim,
                    DateTimeOffset.FromUnixTimeMilliseconds(change.ChangedAt)),
                cancellation);
        }

        if (news.BoardVersion is not null)
        {
            await bus.Publish(new BoardChanged(Schema.Version, storyId, time.GetUtcNow()), cancellation);
        }

        if (news.BoardVersion is not null || news.Changes.Count > 0)
        {
            await boards.MarkAnnouncedAsync(storyId, news, cancellation);
            StanceTelemetry.PositionChanges.Add(news.Changes.Count);
        }
    }
}
