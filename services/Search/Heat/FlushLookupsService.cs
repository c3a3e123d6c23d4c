using Microsoft.Extensions.Hosting;

namespace OnRecord.Search;

/// <summary>Brings lookups into the heat ranking twice a second: one write for all of them.</summary>
internal sealed class FlushLookupsService(HotStories hot, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await hot.FlushLookupsAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops; what was not flushed is a little heat.
        }
    }
}
