using RabbitMQ.Client;

namespace OnRecord.Cli.Replay;

/// <summary>A message that its consumer gave up on.</summary>
/// <param name="Tag">The broker's number for this delivery.</param>
/// <param name="Properties">Headers and all, as published.</param>
/// <param name="Body">The event's envelope.</param>
/// <param name="Reason">Why the consumer gave up.</param>
internal sealed record DeadLetter(ulong Tag, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body, string Reason);
