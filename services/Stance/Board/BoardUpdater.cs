using System.Diagnostics;
using MassTransit;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Groups stories anew and announces what reads differently.</summary>
/// <remarks>
/// Stories whose turns come at the same time share a transaction. Announcements are published past the consumer's outbox and only then marked
/// in the store: whatever dies in between, they come again with the redelivered event, and in the ordinary case they come once.
/// </remarks>
public sealed class BoardUpdater
{
    private const int BatchLimit = 32;

    // A long story whose articles come thick is regrouped for several of them at once: it rests for about twice as long as its work takes.
    private const int ShortStory = 300;

    private static readonly TimeSpan RestPerPosition = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(300);

    private readonly BoardStore _boards;
    private readonly IBus _bus;
    private readonly TimeProvider _time;
    private readonly Batcher<Turn, Unannounced> _batches;
    private readonly Coalescer<Guid, Unannounced> _turns = new(RestAsync);

    public BoardUpdater(BoardStore boards, IBus bus, TimeProvider time)
    {
        (_boards, _bus, _time) = (boards, bus, time);
        _batches = new(BatchLimit, UpdateAsync);
    }

    /// <summary>Regroups <paramref name="storyId"/>. Callers that come while the story is being regrouped, or rests after that, share the next turn.</summary>
    public Task UpdateAsync(Guid storyId, CancellationToken cancellation)
    {
        var turn = new Turn(storyId, Activity.Current);
        return _turns.RunAsync(storyId, () => _batches.AddAsync(turn, CancellationToken.None), cancellation);
    }

    private static Task RestAsync(Unannounced news)
    {
        var rest = news.Positions * RestPerPosition;
        return news.Positions < ShortStory ? Task.CompletedTask : Task.Delay(rest < LongestRest ? rest : LongestRest);
    }

    private async Task<IReadOnlyList<Unannounced>> UpdateAsync(IReadOnlyList<Turn> turns)
    {
        var news = await _boards.RegroupAsync([.. turns.Select(turn => turn.StoryId)], CancellationToken.None);
        await Task.WhenAll(news.Zip(turns, (one, turn) => AnnounceAsync(one, turn.Asker)));
        var announced = news.Where(one => !one.IsEmpty).ToList();
        if (announced.Count > 0)
        {
            await _boards.MarkAnnouncedAsync(announced, CancellationToken.None);
            StanceTelemetry.PositionChanges.Add(announced.Sum(one => one.Changes.Count));
        }

        return news;
    }

    private async Task AnnounceAsync(Unannounced news, Activity? asker)
    {
        // A batch belongs to no trace; what is said of a story belongs to the trace of who asked for its turn.
        Activity.Current = asker;
        foreach (var change in news.Changes)
        {
            await _bus.Publish(
                new PositionChanged(
                    Schema.Version,
                    change.ChangeId,
                    news.StoryId,
                    change.HolderId,
                    change.HolderName,
                    change.HolderType,
                    change.Before,
                    change.After,
                    change.Claim,
                    DateTimeOffset.FromUnixTimeMilliseconds(change.ChangedAt)));
        }

        if (news.BoardVersion is not null)
        {
            await _bus.Publish(new BoardChanged(Schema.Version, news.StoryId, _time.GetUtcNow()));
        }
    }

    /// <summary>A story's place in a batch, and in whose trace it was asked for.</summary>
    private sealed record Turn(Guid StoryId, Activity? Asker);
}
