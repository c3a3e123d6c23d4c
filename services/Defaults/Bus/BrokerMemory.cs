using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OnRecord.Defaults;

/// <summary>What the bus still holds of what was published to it.</summary>
/// <param name="Kept">False when the bus has lost all that it was given before this look: it is new, or was wiped, and holds no mark.</param>
/// <param name="Idle">True when no queue that was asked about holds a message that waits.</param>
public readonly record struct BrokerLook(bool Kept, bool Idle);

/// <summary>Tells whether the bus has lost what it was given: only then must something be published again.</summary>
public interface IBrokerMemory
{
    /// <summary>Looks for the mark, and whether anything waits.</summary>
    /// <param name="queues">Queues to ask about.</param>
    /// <param name="cancellation">Ends the look early.</param>
    /// <exception cref="Exception">The bus does not answer: nothing is known.</exception>
    Task<BrokerLook> LookAsync(IReadOnlyCollection<string> queues, CancellationToken cancellation);

    /// <summary>Leaves the mark by which the next look, of whatever process, knows the bus again.</summary>
    Task MarkAsync(CancellationToken cancellation);

    /// <summary>Whether the bus lives on when the process ends: then it has a memory to lose.</summary>
    bool OutlivesProcess { get; }
}

/// <summary>The bus in memory knows what this process has given it, and no more.</summary>
internal sealed class InMemoryBrokerMemory : IBrokerMemory
{
    private volatile bool _marked;

    public bool OutlivesProcess => false;

    // What waits is not counted: it cannot be lost while the process lives.
    public Task<BrokerLook> LookAsync(IReadOnlyCollection<string> queues, CancellationToken cancellation) =>
        Task.FromResult(new BrokerLook(_marked, Idle: false));

    public Task MarkAsync(CancellationToken cancellation)
    {
        _marked = true;
        return Task.CompletedTask;
    }
}

/// <summary>
/// The mark is a message that nobody reads, in a quorum queue of its own: it survives what messages survive, and is gone when they are.
/// A passive declaration counts messages without touching them.
/// </summary>
internal sealed class RabbitMqBrokerMemory(IOptions<BusOptions> options) : IBrokerMemory
{
    internal const string MarkQueue = "onrecord-mark";

    public bool OutlivesProcess => true;

    public async Task<BrokerLook> LookAsync(IReadOnlyCollection<string> queues, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        var kept = await CountAsync(connection, MarkQueue, cancellation) > 0;
        foreach (var queue in queues)
        {
            if (await CountAsync(connection, queue, cancellation) > 0)
            {
                return new BrokerLook(kept, Idle: false);
            }
        }

        return new BrokerLook(kept, Idle: true);
    }

    public async Task MarkAsync(CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
        // One without a leader would take no mark.
        await channel.QueueDeleteAsync(MarkQueue, ifUnused: false, ifEmpty: false, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(
            MarkQueue, durable: true, exclusive: false, autoDelete: false,
            arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellation);
        await channel.BasicPublishAsync(
            "", MarkQueue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, ReadOnlyMemory<byte>.Empty, cancellation);
    }

    private Task<IConnection> ConnectAsync(CancellationToken cancellation) =>
        RabbitMqAddress.Parse(options.Value.Host).ToConnectionFactory("onrecord mark").CreateConnectionAsync(cancellation);

    /// <summary>Messages that wait in a queue; 0 where there is no such queue.</summary>
    private static async Task<uint> CountAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        // A question about a queue that is not there closes the channel.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount;
        }
        catch (OperationInterruptedException fault) when (fault.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }
}
