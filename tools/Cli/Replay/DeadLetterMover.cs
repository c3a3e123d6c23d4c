using System.Text;
using RabbitMQ.Client;

namespace OnRecord.Cli.Replay;

/// <summary>Moves dead letters from a queue's error queue, or its queue of skipped ones, back to the queue, each one only once it is safe in the other.</summary>
/// <param name="bus">The broker.</param>
/// <param name="suffix">What the name of the other queue has behind that of the queue.</param>
internal sealed class DeadLetterMover(Uri bus, string suffix = DeadLetterMover.Errors) : IAsyncDisposable
{
    /// <summary>Behind the name of a queue: what its consumer gave up on.</summary>
    public const string Errors = "_error";

    /// <summary>Behind the name of a queue: what no consumer of it knew how to read.</summary>
    public const string Skipped = "_skipped";

    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Opens the connection, with publisher confirms.</summary>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        var factory = new ConnectionFactory { Uri = bus, ClientProvidedName = "onrecord replay" };
        _connection = await factory.CreateConnectionAsync(cancellation);
        _channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation);
    }

    /// <summary>How many dead letters wait.</summary>
    public async Task<long> CountAsync(string queue, CancellationToken cancellation) =>
        await _channel!.MessageCountAsync(queue + suffix, cancellation);

    /// <summary>The next dead letter without taking it away for good; null when there is none.</summary>
    public async Task<DeadLetter?> TakeAsync(string queue, CancellationToken cancellation)
    {
        var result = await _channel!.BasicGetAsync(queue + suffix, autoAck: false, cancellation);
        return result is null ? null : new DeadLetter(result.DeliveryTag, result.BasicProperties, result.Body, Reason(result.BasicProperties));
    }

    /// <summary>Sends a dead letter to its queue and, when the broker has confirmed that, removes it from the error queue.</summary>
    public async Task ReplayAsync(string queue, DeadLetter letter, CancellationToken cancellation)
    {
        var properties = new BasicProperties(letter.Properties) { DeliveryMode = DeliveryModes.Persistent };
        // What MassTransit noted about the fault would otherwise be taken for part of the next one.
        properties.Headers = letter.Properties.Headers?
            .Where(header => !header.Key.StartsWith("MT-Fault", StringComparison.Ordinal) && header.Key != "MT-Reason")
            .ToDictionary();
        await _channel!.BasicPublishAsync(
            exchange: "", routingKey: queue, mandatory: true, basicProperties: properties, body: letter.Body, cancellationToken: cancellation);
        await _channel.BasicAckAsync(letter.Tag, multiple: false, cancellation);
    }

    /// <summary>Puts every letter that was taken and not replayed back, by closing the channel.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private static string Reason(IReadOnlyBasicProperties properties) =>
        properties.Headers?.TryGetValue("MT-Fault-Message", out var reason) == true && reason is byte[] bytes
            ? Encoding.UTF8.GetString(bytes)
            : "no reason given";
}
