using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace OnRecord.Search;

/// <summary>
/// Drops changed stories from the cache a second time, shortly after the first: the entities and stances that a story shows are
/// written by other consumers than the one that announces the change, and may come a moment later.
/// </summary>
internal sealed class CacheSweeper(StoryCache cache, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(750);

    // When it overflows an entry is shown as it is until it expires.
    private readonly Channel<Guid> _changed = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(100_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(Guid storyId) => _changed.Writer.TryWrite(storyId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pending = new HashSet<Guid>();
        try
        {
            while (await _changed.Reader.WaitToReadAsync(stoppingToken))
            {
                while (_changed.Reader.TryRead(out var storyId))
                {
                    pending.Add(storyId);
                }

                await Task.Delay(Delay, clock, stoppingToken);
                foreach (var storyId in pending)
                {
                    await cache.ForgetAsync(storyId, 0, stoppingToken);
                }

                pending.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops, and its cache with it.
        }
    }
}
