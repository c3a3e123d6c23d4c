using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Serves watchers. Each has a small queue that the one dispatcher fills; a watcher that lets it run full is sent away.</summary>
public sealed class StoryWatch(
    UpdateReader updates, UpdateLog log, IOptions<SearchOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int CatchUpPage = 200;
    private const int MaxPauses = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<Watcher, byte> _watchers = [];

    /// <summary>Whether anybody watches.</summary>
    public bool IsIdle => _watchers.IsEmpty;

    /// <summary>Sends updates until the caller goes, the process drains, or the caller turns out too slow.</summary>
    public async Task ServeAsync(
        WatchFilter filter, WatchPosition? resume, IServerStreamWriter<WatchStoriesResponse> stream, CancellationToken cancellation)
    {
        if (_watchers.Count >= options.Value.MaxWatchers)
        {
            throw RequestFaults.ResourceExhausted("Too many watchers.", TimeSpan.FromSeconds(10));
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var watcher = new Watcher(filter, options.Value.WatchBuffer);
        // In this order nothing falls between catching up and the live updates; what is in both is sent once, by its number.
        _watchers.TryAdd(watcher, 0);
        SearchMetrics.Watchers.Add(1);
        // A series that begins with its first event has no rate at that moment.
        SearchMetrics.WatchersShed.Add(0);
        try
        {
            var sent = await CatchUpAsync(filter, resume, stream, ending.Token);
            await foreach (var update in watcher.Updates.ReadAllAsync(ending.Token))
            {
                if (update.Sequence > sent || update.Message.Kind == StoryUpdateKind.Heartbeat)
                {
                    await stream.WriteAsync(update.Message, ending.Token);
                }
            }

            SearchMetrics.WatchersShed.Add(1);
            throw RequestFaults.ResourceExhausted("The reader is too slow; resume with the last token.", TimeSpan.FromSeconds(1));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw RequestFaults.Unavailable("The service stops; resume with the last token.", TimeSpan.FromSeconds(1));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The caller has gone.
        }
        finally
        {
            SearchMetrics.Watchers.Add(-1);
            _watchers.TryRemove(watcher, out _);
        }
    }

    /// <summary>Tells all watchers that the line is alive, and where to resume.</summary>
    public void Beat(long last)
    {
        var beat = new WatchedUpdate(last, Guid.Empty, new HashSet<string>(), new HashSet<string>(), 0, false, Heartbeat(last));
        foreach (var (watcher, _) in _watchers)
        {
            watcher.Offer(beat);
        }
    }

    /// <summary>
    /// Lets watchers read what they were handed, so that a burst sends none away who reads; a little, so that one who does not read
    /// hardly delays the others.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        for (var pauses = 0; pauses < MaxPauses && _watchers.Any(static watcher => watcher.Key.IsBehind); pauses++)
        {
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    /// <summary>Hands an update to all who want it. There may be thousands, and matching them one by one is cheap: see docs.</summary>
    public void Dispatch(WatchedUpdate update)
    {
        foreach (var (watcher, _) in _watchers)
        {
            if (watcher.Filter.Accepts(update))
            {
                watcher.Offer(update);
            }
        }
    }

    private async Task<long> CatchUpAsync(
        WatchFilter filter, WatchPosition? resume, IServerStreamWriter<WatchStoriesResponse> stream, CancellationToken cancellation)
    {
        if (resume is null)
        {
            var head = await log.HeadAsync(cancellation);
            await stream.WriteAsync(Heartbeat(head), cancellation);
            return head;
        }

        var last = resume.Sequence;
        while (await log.ReadAsync(last, CatchUpPage, cancellation) is { Count: > 0 } entries)
        {
            foreach (var update in await updates.DescribeAsync(entries, cancellation))
            {
                if (filter.Accepts(update))
                {
                    await stream.WriteAsync(update.Message, cancellation);
                }

                last = update.Sequence;
            }
        }

        return last;
    }

    private WatchStoriesResponse Heartbeat(long last) => new()
    {
        Kind = StoryUpdateKind.Heartbeat,
        ResumeToken = PageToken.Encode(new WatchPosition(last), "watch"),
        Time = ProtoMapping.ToTimestamp(clock.GetUtcNow().ToUnixTimeMilliseconds()),
    };

    private sealed class Watcher(WatchFilter filter, int buffer)
    {
        private readonly Channel<WatchedUpdate> _channel = Channel.CreateBounded<WatchedUpdate>(
            new BoundedChannelOptions(buffer) { SingleReader = true });

        public WatchFilter Filter { get; } = filter;

        public bool IsBehind => _channel.Reader.Count > buffer / 2;

        public ChannelReader<WatchedUpdate> Updates => _channel.Reader;

        public void Offer(WatchedUpdate update)
        {
            if (!_channel.Writer.TryWrite(update))
            {
                _channel.Writer.TryComplete();
            }
        }
    }
}
