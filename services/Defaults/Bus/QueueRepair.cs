using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OnRecord.Defaults;

/// <summary>
/// Makes a queue anew that has no leader. RabbitMQ leaves one behind when it is killed while it makes a quorum queue: started again, it waits for
/// somebody to call the first election, for good. Nothing can be read from the queue, whoever publishes to it waits for a confirmation that does
/// not come, and each try to consume ends the connection with all other endpoints on it.
/// </summary>
/// <remarks>Such a queue holds nothing; what its exchanges were given meanwhile, the ledger publishes again, for the broker's mark goes with it.</remarks>
internal sealed class QueueRepair(IBusControl bus, IOptions<BusOptions> options, TimeProvider clock, ILogger<QueueRepair> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    // The broker asks the leader first, for five seconds.
    private static readonly TimeSpan Deletion = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> _ailing = [];

    private TimeSpan Patience => TimeSpan.FromSeconds(options.Value.RepairSeconds);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var queue in Ailing())
                {
                    await TryRepairAsync(queue, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Queues of this process's endpoints that have not been consumed from for long.</summary>
    private List<string> Ailing()
    {
        var now = clock.GetUtcNow();
        foreach (var endpoint in bus.CheckHealth().Endpoints.Values)
        {
            var queue = endpoint.Queue();
            if (endpoint.Status == BusHealthStatus.Healthy)
            {
                _ailing.Remove(queue);
            }
            else
            {
                _ailing.TryAdd(queue, now);
            }
        }

        return [.. _ailing.Where(one => now - one.Value >= Patience).Select(one => one.Key)];
    }

    private async Task TryRepairAsync(string queue, CancellationToken cancellation)
    {
        _ailing.Remove(queue);
        try
        {
            if (!await HasNoLeaderAsync(queue, cancellation))
            {
                return;
            }

            logger.LogError("Queue {Queue} has no leader, as after a broker that was killed while it made it: it is made anew", queue);
            await using var connection = await ConnectAsync(Deletion, cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: cancellation);
            await channel.QueueDeleteAsync(RabbitMqBrokerMemory.MarkQueue, ifUnused: false, ifEmpty: false, cancellationToken: cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // A broker that is away, or busy: the next look tells more.
            logger.LogDebug(fault, "Queue {Queue} could not be looked at", queue);
        }
    }

    private async Task<bool> HasNoLeaderAsync(string queue, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(Patience, cancellation);
        try
        {
            return await IsUnansweredAsync(await connection.CreateChannelAsync(cancellationToken: cancellation), queue, cancellation);
        }
        finally
        {
            // A channel that waits for the leader does not answer its end either.
            await connection.CloseAsync(Constants.ReplySuccess, "", Farewell, abort: true, CancellationToken.None);
        }
    }

    private static async Task<bool> IsUnansweredAsync(IChannel channel, string queue, CancellationToken cancellation)
    {
        // What holds messages had a leader. Who answers this has time to answer.
        if ((await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount > 0)
        {
            return false;
        }

        try
        {
            // Only a leader can answer; a message goes back with the channel.
            await channel.BasicGetAsync(queue, autoAck: false, cancellation);
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
        catch (OperationInterruptedException fault) when (fault.ShutdownReason is { Initiator: ShutdownInitiator.Peer } reason)
        {
            // The broker's own wait has ended. A queue that one consumer reads alone is refused in other words.
            return reason.ReplyCode == Constants.InternalError;
        }
    }

    private Task<IConnection> ConnectAsync(TimeSpan answer, CancellationToken cancellation)
    {
        var factory = RabbitMqAddress.Parse(options.Value.Host).ToConnectionFactory("onrecord repair");
        factory.ContinuationTimeout = answer;
        return factory.CreateConnectionAsync(cancellation);
    }
}
