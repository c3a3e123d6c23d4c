using System.ComponentModel.DataAnnotations;

namespace OnRecord.Defaults;

/// <summary>What carries the events.</summary>
public enum BusTransport
{
    InMemory,
    RabbitMq,
}

/// <summary>How this process talks to the bus.</summary>
public sealed class BusOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Bus";

    /// <summary>In memory only when all services live in one process.</summary>
    public BusTransport Transport { get; init; } = BusTransport.InMemory;

    /// <summary>RabbitMQ address: amqp://user:password@host:port/vhost (amqps for TLS).</summary>
    public string Host { get; init; } = "";

    /// <summary>Messages that an endpoint holds unacknowledged.</summary>
    [Range(1, 10_000)] public int Prefetch { get; init; } = 64;

    /// <summary>Messages that an endpoint works on at a time; 0 for four per core.</summary>
    [Range(0, 1_000)] public int Concurrency { get; init; }

    /// <summary>How long a stop waits for messages in work, in seconds.</summary>
    [Range(1, 300)] public int DrainSeconds { get; init; } = 20;

    /// <summary>RabbitMQ: a process that shows no life for two to three times this time loses its messages to the others, in seconds.</summary>
    [Range(1, 600)] public int HeartbeatSeconds { get; init; } = 4;

    /// <summary>RabbitMQ: a queue that cannot be consumed from for this long is asked for a message, and made anew when it has no leader that answers within the same time, in seconds.</summary>
    [Range(2, 3_600)] public int RepairSeconds { get; init; } = 30;

    /// <summary>RabbitMQ: days that dead letters (_error and _skipped) are kept, which hold whole articles; 0 for ever. Looked after every hour.</summary>
    [Range(0, 36_500)] public int DeadLetterDays { get; init; } = 30;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport == BusTransport.RabbitMq
            && !(Uri.TryCreate(Host, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps" or "rabbitmq" or "rabbitmqs"))
        {
            yield return new ValidationResult("Bus:Host must be an amqp:// address when Bus:Transport is RabbitMq.");
        }
    }
}
