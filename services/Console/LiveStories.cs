using Grpc.Core;
using OnRecord.Api.Search.V1;

namespace OnRecord.Web;

/// <summary>
/// One watch on search for the whole console: pages that are open hear of each change, however many readers there are. When the
/// stream ends it is taken up again where it stopped.
/// </summary>
public sealed class LiveStories(Backends backends, IHostApplicationLifetime lifetime, ILogger<LiveStories> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Raised on a pool thread for each change; heartbeats are left out.</summary>
    public event Action<WatchStoriesResponse>? Changed;

    /// <summary>Whether the stream stands; when it does not, pages are as old as their loading.</summary>
    public bool Connected { get; private set; } = true;

    /// <summary>Raised on a pool thread when <see cref="Connected"/> changes.</summary>
    public event Action? ConnectionChanged;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // In standalone the services listen only once the whole process has started.
        await Task.Delay(Timeout.InfiniteTimeSpan, lifetime.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var resume = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var call = backends.Search.WatchStories(new WatchStoriesRequest { ResumeToken = resume }, cancellationToken: stoppingToken);
                // Headers come with the first message; a heartbeat is one.
                await foreach (var update in call.ResponseStream.ReadAllAsync(stoppingToken))
                {
                    Report(connected: true);
                    resume = update.ResumeToken.Length > 0 ? update.ResumeToken : resume;
                    if (update.Kind != StoryUpdateKind.Heartbeat)
                    {
                        Changed?.Invoke(update);
                    }
                }
            }
            catch (RpcException fault) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogDebug(fault, "The watch on stories ended");
                // A drained service ends the stream, and takes the next: only a reader that stays away is told.
                Report(connected: fault.StatusCode != StatusCode.Unavailable);
                resume = fault.StatusCode is StatusCode.InvalidArgument or StatusCode.OutOfRange ? "" : resume;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Report(bool connected)
    {
        if (Connected != connected)
        {
            Connected = connected;
            ConnectionChanged?.Invoke();
        }
    }
}
